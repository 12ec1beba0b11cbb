"""Which department answers for another that has ceased."""

from datetime import date

from django.test import TestCase

from registry.models import Department
from tests import factories

ENDED, TODAY = date(2018, 7, 4), date(2026, 3, 2)


class InOfficeTests(TestCase):
    def setUp(self):
        self.tax = factories.make_department("shuiwu")
        self.state_tax = factories.make_department(
            "guoshui", valid_to=ENDED, successor=self.tax
        )

    def test_a_department_in_force_answers_for_itself(self):
        self.assertEqual(self.tax.in_office(TODAY), self.tax)

    def test_a_department_answers_for_itself_until_its_last_day(self):
        self.assertEqual(self.state_tax.in_office(ENDED), self.state_tax)

    def test_a_closed_department_is_followed_by_the_successor_of_its_successor(self):
        first = factories.make_department(
            "shuiwusuo", valid_to=ENDED, successor=self.state_tax
        )

        self.assertEqual(first.in_office(TODAY), self.tax)

    def test_the_last_of_the_line_is_returned_where_it_has_ceased_too(self):
        Department.objects.filter(pk=self.tax.pk).update(valid_to=ENDED)
        self.state_tax.refresh_from_db()

        found = self.state_tax.in_office(TODAY)

        self.assertEqual(found, self.tax)
        self.assertFalse(found.is_in_force(TODAY))

    def test_departments_that_name_each_other_as_successors_are_no_endless_search(self):
        Department.objects.filter(pk=self.tax.pk).update(
            valid_to=ENDED, successor=self.state_tax
        )
        self.state_tax.refresh_from_db()

        self.assertEqual(self.state_tax.in_office(TODAY), self.tax)
        itself = factories.make_department("caizheng", valid_to=ENDED)
        itself.successor = itself
        self.assertEqual(itself.in_office(TODAY), itself)

    def test_departments_that_are_at_hand_spare_every_query(self):
        departments = Department.objects.in_bulk()
        closed = Department.objects.get(pk=self.state_tax.pk)

        with self.assertNumQueries(0):
            self.assertEqual(closed.in_office(TODAY, departments), self.tax)
