"""Who takes part, and who leads which field since when."""

from datetime import date

from django.urls import reverse

from registry.models import Department, Lead
from tests import factories
from tests.registry.cast import Cast


class DepartmentPageTests(Cast):
    def get(self):
        return self.client.get(reverse("registry:departments"))

    def lead(self, department, **dates):
        return Lead.objects.create(
            field=factories.make_field("shuiwu", "税务管理"),
            department=department,
            citation="榕政办〔2016〕264号四（二）",
            **dates,
        )

    def test_shows_the_units_with_their_feeds(self):
        page = self.get()

        self.assertContains(page, self.department.name)
        self.assertContains(page, reverse("registry:atom", args=["huanbao", "red"]))
        self.assertContains(page, reverse("registry:json", args=["huanbao", "black"]))

    def test_shows_who_led_a_field_before_and_who_leads_it_now(self):
        tax = factories.make_department("shuiwu", name="福州市税务局")
        state = factories.make_department(
            "guoshui",
            name="福州市国税局",
            valid_to=date(2018, 7, 4),
            successor=tax,
        )
        self.lead(state, valid_from=date(2016, 12, 31), valid_to=date(2018, 7, 4))
        self.lead(tax, valid_from=date(2018, 7, 5))

        page = self.get()

        self.assertContains(page, "2016-12-31 至 2018-07-04")
        self.assertContains(page, "2018-07-05 至 今")
        self.assertContains(page, "已调整", count=1)
        self.assertContains(page, "职能由福州市税务局承继")
        present = [one for _, group in page.context["kinds"] for one in group]
        self.assertNotIn(state, present)

    def test_takes_the_same_queries_for_few_rows_and_for_many(self):
        self.lead(self.department)
        with self.assertNumQueries(2):
            self.get()
        for code in ("aaa", "bbb", "ccc"):
            self.lead(factories.make_department(code, Department.Kind.COURT))

        with self.assertNumQueries(2):
            self.get()
