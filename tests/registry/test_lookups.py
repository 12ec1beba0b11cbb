from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyCase

from registry.models import Department
from tests import factories

NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
)


class AmongTests(TestCase):
    def test_finds_those_whose_key_is_given_and_no_others(self):
        one, two = (factories.make_department(code) for code in ("a", "b"))
        factories.make_department("c")

        found = Department.objects.filter(pk__among=[one.pk, two.pk, None])

        self.assertEqual(set(found), {one, two})

    def test_nothing_given_is_nothing_found(self):
        factories.make_department("a")

        self.assertFalse(Department.objects.filter(pk__among=[]).exists())
        self.assertFalse(Department.objects.filter(code__among=[]).exists())


class AnyTextTests(PropertyCase):
    @settings(max_examples=40)
    @given(st.lists(NAMES, min_size=1, max_size=5))
    def test_any_text_is_found_as_it_is_kept(self, names):
        one = factories.make_department("a")
        Department.objects.filter(pk=one.pk).update(note=names[0])

        found = Department.objects.filter(note__among=names)

        self.assertEqual([unit.pk for unit in found], [one.pk])
