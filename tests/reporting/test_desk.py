"""The admin pages of reports, the city and examples."""

from django.contrib.auth.models import Group
from django.urls import reverse

from registry.roles import CLERKS
from reporting import actions
from reporting.admin.examples import months_offered
from reporting.models import Example, MonthlyReport
from tests import factories

from .cast import OCTOBER, ReportCast


class Desk(ReportCast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.stranger.groups.add(Group.objects.get(name=CLERKS))

    def sign_in(self, official):
        self.client.force_login(
            official, backend="django.contrib.auth.backends.ModelBackend"
        )

    def page(self, instance, **data):
        """The page of `instance`, or what comes of posting `data` to it."""
        url = reverse(f"admin:reporting_{instance._meta.model_name}_change", args=[instance.pk])  # fmt: skip
        return self.client.post(url, data) if data else self.client.get(url)

    def press(self, instance, name, /, **data):
        """Press the button `name` of `instance`, with `data` for its form."""
        url = reverse(f"admin:reporting_{instance._meta.model_name}_do", args=[instance.pk, name])  # fmt: skip
        return self.client.post(url, data, follow=True)


class ReportDeskTests(Desk):
    def write(self, **data):
        parts = {"progress": "进展", "problems": "", "plans": "", **data}
        return self.page(self.report, **parts)

    def test_the_clerk_writes_and_the_reviewer_submits(self):
        self.example(self.good)
        self.example(self.bad)
        self.sign_in(self.clerk)
        self.write()
        self.sign_in(self.reviewer)

        response = self.press(self.report, "submit")

        self.assertContains(response, "已报送，待接收")
        self.assertEqual(self.again().progress, "进展")

    def test_the_page_names_what_a_report_lacks(self):
        self.sign_in(self.reviewer)

        self.assertContains(self.page(self.report), "缺少失信典型案例")
        response = self.press(self.report, "submit")

        self.assertContains(response, "缺少诚信典型案例")
        self.assertEqual(self.again().status, "open")

    def test_two_who_write_at_once_do_not_overwrite_one_another(self):
        self.sign_in(self.clerk)
        seen = self.page(self.report).context["seen"]
        actions.reports.write(self.report, by=self.reviewer, progress="别人写的")

        response = self.write(progress="我写的", seen=seen)

        self.assertContains(response, "我写的")
        self.assertContains(response, "您打开页面之后")
        self.assertEqual(self.again().progress, "别人写的")

    def test_another_departments_report_cannot_be_seen(self):
        self.sign_in(self.stranger)

        self.assertEqual(self.page(self.report).status_code, 302)

    def test_the_credit_office_returns_with_a_reason_and_accepts(self):
        self.submitted()
        self.sign_in(self.officer)

        self.assertContains(self.press(self.report, "give_back"), "必填")
        response = self.press(self.report, "give_back", reason="请补充")

        self.assertContains(response, "已退回")
        self.assertContains(response, "请补充")

    def test_the_credit_office_does_not_submit_for_others(self):
        self.complete()
        self.sign_in(self.officer)

        self.assertEqual(self.press(self.report, "submit").status_code, 403)

    def test_a_clerk_adds_a_remark_to_a_figure(self):
        self.sign_in(self.clerk)

        response = self.press(
            self.report, "remark", figure="checks.made", text="另有 3 次"
        )

        self.assertContains(response, "另有 3 次")

    def test_the_report_can_be_downloaded_as_a_paper(self):
        self.sign_in(self.clerk)

        response = self.client.get(
            reverse("admin:reporting_paper", args=[self.report.pk, "docx"])
        )

        self.assertEqual(response.content[:2], b"PK")

    def test_the_list_of_reports_takes_as_many_statements_for_three_as_for_one(self):
        self.sign_in(self.officer)
        url = reverse("admin:reporting_monthlyreport_changelist")
        self.client.get(url)
        with self.assertNumQueries(7):
            self.client.get(url)

        for month in (OCTOBER.previous, OCTOBER.previous.previous):
            actions.months.open_month(month, by=None)
        with self.assertNumQueries(7):
            self.client.get(url)
        own = MonthlyReport.objects.filter(department=self.department)
        self.assertEqual(own.count(), 3)


class CityTests(Desk):
    def test_the_citys_page_shows_who_has_not_reported(self):
        self.sign_in(self.officer)

        response = self.client.get(reverse("admin:reporting_city"), {"month": "2026-10"})  # fmt: skip

        self.assertContains(response, "未报送 1 个")
        self.assertContains(response, self.department.name)

    def test_the_summary_can_be_downloaded_in_every_format(self):
        self.sign_in(self.officer)
        for kind, mark in [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")]:
            url = reverse("admin:reporting_city_file", args=["2026-10", kind])
            self.assertTrue(self.client.get(url).content.startswith(mark), kind)

    def test_the_citys_pages_are_closed_to_departments(self):
        self.sign_in(self.reviewer)

        for url in [
            reverse("admin:reporting_city"),
            reverse("admin:reporting_city_file", args=["2026-10", "xlsx"]),
        ]:
            self.assertEqual(self.client.get(url).status_code, 403)

    def test_a_bad_month_is_not_found(self):
        self.sign_in(self.officer)

        response = self.client.get(reverse("admin:reporting_city"), {"month": "x"})

        self.assertEqual(response.status_code, 404)


class ExampleDeskTests(Desk):
    def add(self, **data):
        url = reverse("admin:reporting_example_add")
        words = {"entry": self.bad.pk, "title": "一例", "story": "事例", **data}
        return self.client.post(url, words, follow=True)

    def test_an_example_is_drafted_approved_and_published(self):
        self.sign_in(self.clerk)
        self.add()
        made = Example.objects.get()
        self.sign_in(self.reviewer)
        self.press(made, "approve")
        self.sign_in(self.officer)

        response = self.press(made, "publish", basis="law", basis_text="《条例》")

        self.assertContains(response, "已公开宣传")

    def test_a_refused_example_keeps_what_was_typed(self):
        person = factories.make_person("欧阳某明")
        entry = self.publish(self.standard, subject=person)
        self.sign_in(self.clerk)

        response = self.add(entry=entry.pk, story="欧阳某明拒不履行")

        self.assertContains(response, "不得写全名")
        self.assertContains(response, "欧阳某明拒不履行")
        self.assertFalse(Example.objects.exists())

    def test_a_second_example_of_the_same_entry_is_refused_on_the_form(self):
        self.sign_in(self.clerk)
        month = {"month_of": months_offered()[0][0]}
        self.add(**month)

        response = self.add(**month)

        self.assertContains(response, "已是这个月的典型案例")

    def test_the_list_of_examples_takes_as_many_statements_for_three_as_for_one(self):
        self.sign_in(self.officer)
        url = reverse("admin:reporting_example_changelist")
        self.example(self.good)
        with self.assertNumQueries(7):
            self.client.get(url)

        self.example(self.bad)
        self.example(self.publish(self.standard))
        with self.assertNumQueries(7):
            self.client.get(url)
