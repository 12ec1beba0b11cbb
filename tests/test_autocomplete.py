"""Fields that find as one types, given what nobody can have chosen."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from registry.adminkit.widgets import PrivateAutocomplete
from registry.models import Subject
from tests.registry.desk import Desk

NONSENSE = ["abc", "甲", "a\0b", "9" * 30, "-1"]


class NonsenseTests(Desk):
    def setUp(self):
        self.sign_in(self.clerk)

    def test_in_a_condition_of_a_list_is_said_beside_it(self):
        for value in NONSENSE:
            if "\0" in value:
                continue  # such an address is turned away as a whole
            with self.subTest(value):
                response = self.client.get(self.list_url(), {"of": value})

                self.assertContains(response, "errorlist")

    def test_in_a_form_is_said_beside_the_field(self):
        for value in NONSENSE:
            with self.subTest(value):
                given = {"standard": value, "subject": value, "region": value}
                response = self.client.post(reverse("admin:registry_entry_add"), given)

                errors = response.context["adminform"].errors
                self.assertLessEqual({"standard", "subject", "region"}, set(errors))

    def test_among_several_is_said_beside_the_field(self):
        self.sign_in(self.officer)
        url = self.page_url(self.clerk)
        for value in NONSENSE:
            with self.subTest(value):
                response = self.client.post(url, {"groups": [value]})

                self.assertIn("groups", response.context["adminform"].errors)
        self.assertEqual(Group.objects.filter(user=self.clerk).count(), 0)


def test_a_subject_that_is_searched_for_stands_in_no_address():
    """A person's number may be typed into every field that finds a subject."""
    for desk in admin.site._registry.values():
        for name in getattr(desk, "autocomplete_fields", ()):
            field = desk.model._meta.get_field(name)
            if field.related_model is Subject:
                widget = desk.formfield_for_foreignkey(field, None).widget
                assert isinstance(widget, PrivateAutocomplete), desk
