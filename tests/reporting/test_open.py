"""Opening the reports of a month."""

from datetime import date

from registry.models import Deadline, TrailEntry
from reporting import actions
from reporting.models import MonthlyReport, ReportingDuty
from reporting.months import Month
from tests import factories

from .cast import OCTOBER, ReportCast, on


class OpenTests(ReportCast):
    def test_a_report_is_due_on_the_twentieth(self):
        self.assertEqual(self.report.due_on, date(2026, 11, 20))
        deadline = Deadline.objects.of(self.report).get()
        self.assertEqual(deadline.due_on, date(2026, 11, 20))
        self.assertIn("每月20日前", deadline.limit.citation)

    def test_opening_a_report_leaves_a_line_in_the_trail(self):
        line = TrailEntry.objects.about(self.report).first()

        self.assertEqual(line.action, "reporting.monthlyreport.opened")

    def test_opening_a_month_a_second_time_opens_nothing(self):
        self.assertEqual(actions.months.open_month(OCTOBER, by=None), [])
        self.assertEqual(actions.months.open_due(date(2026, 11, 30)), [])

    def test_the_months_missed_in_an_outage_are_opened(self):
        opened = actions.months.open_due(date(2027, 1, 5))

        self.assertEqual(
            [one.period for one in opened], [Month(2026, 11), Month(2026, 12)]
        )

    def test_only_departments_with_a_duty_at_the_months_end_report(self):
        ReportingDuty.objects.create(
            department=self.elsewhere, valid_from=date(2026, 11, 1), citation="依据"
        )

        self.assertEqual(actions.months.open_month(OCTOBER, by=None), [])
        november = actions.months.open_due(date(2026, 12, 1))
        self.assertEqual(
            {one.department for one in november}, {self.department, self.elsewhere}
        )

    def test_a_month_opened_twice_has_one_report(self):
        for _ in range(2):
            actions.months.open_due(date(2026, 12, 1))

        self.assertEqual(MonthlyReport.objects.of(Month(2026, 11)).count(), 1)


class FirstMonthTests(ReportCast):
    def test_a_new_platform_begins_with_the_month_just_past(self):
        self.touches_bystander = "a new platform has no report at all"
        Deadline.objects.all().delete()
        MonthlyReport.objects.all().delete()

        with on("2026-12-02"):
            opened = actions.months.open_due(date(2026, 12, 2))

        self.assertEqual([one.period for one in opened], [Month(2026, 11)])

    def test_the_statements_do_not_grow_with_the_departments_that_have_reported(self):
        for code in ("a", "b", "c"):
            ReportingDuty.objects.create(
                department=factories.make_department(code),
                valid_from=date(2026, 1, 1),
                citation="依据",
            )
        actions.months.open_month(OCTOBER, by=None)

        with self.assertNumQueries(4):
            actions.months.open_month(OCTOBER, by=None)
