"""Reminders of reports that are due, and the command that sends them."""

import json
from datetime import date, timedelta
from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from registry import messages, reminders
from registry.models import CalendarDay, Deadline, Message
from reporting import actions, tasks
from reporting.models import MonthlyReport
from reporting.months import Month

from .cast import OCTOBER, ReportCast, on


class RemindTests(ReportCast):
    def stages(self, official):
        own = Deadline.objects.of(self.report).values("pk")
        messages_of = Message.objects.filter(official=official, of="registry.deadline")
        return list(messages_of.filter(of_pk__in=own).order_by("pk").values_list("stage", flat=True))  # fmt: skip

    def remind_each_day(self, first, last):
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            reminders.remind(day)
            day += timedelta(days=1)

    def test_the_clerk_is_reminded_when_the_month_opens_and_before_the_twentieth(self):
        self.remind_each_day("2026-11-01", "2026-11-19")

        self.assertEqual(self.stages(self.clerk), ["notice", "before-5", "before-1"])
        self.assertEqual(self.stages(self.reviewer), [])

    def test_a_late_report_is_reminded_of_every_working_day_to_reviewer_and_office_too(
        self,
    ):
        self.remind_each_day("2026-11-20", "2026-11-24")

        late = ["late-1", "late-2"]
        self.assertEqual(self.stages(self.clerk), ["due", *late])
        self.assertEqual(self.stages(self.reviewer), ["due", *late])
        self.assertEqual(self.stages(self.officer), late)

    def test_nobody_is_reminded_of_a_submitted_report(self):
        self.touches_bystander = "reminders go out for every open deadline"
        with on("2026-11-18"):
            self.submitted()

        self.remind_each_day("2026-11-18", "2026-11-30")

        self.assertEqual(self.stages(self.clerk), [])

    def test_the_last_working_day_is_reminded_of_where_the_twentieth_is_none(self):
        with on("2026-10-01"):
            actions.months.open_month(OCTOBER.previous, by=None)
        CalendarDay.objects.create(
            date=date(2026, 10, 20), is_workday=False, name="休息日"
        )

        reminders.remind(date(2026, 10, 19))
        reminders.remind(date(2026, 10, 20))

        of_september = Message.objects.filter(
            official=self.clerk, title__contains="9月月报"
        )
        self.assertEqual(
            list(of_september.order_by("pk").values_list("stage", flat=True)),
            ["last-workday", "due"],
        )

    def test_a_reminder_comes_once_by_message_and_once_by_mail(self):
        for _ in range(3):
            reminders.remind(date(2026, 11, 20))
            messages.send_waiting()

        self.assertEqual(self.stages(self.clerk), ["due"])
        self.assertEqual(
            len([one for one in mail.outbox if one.to == [self.clerk.email]]), 1
        )

    def test_after_an_outage_only_the_newest_stage_is_reminded_of(self):
        reminders.remind(date(2026, 11, 25))

        self.assertEqual(self.stages(self.clerk), ["late-3"])

    def test_the_task_opens_a_month_that_is_over_once(self):
        with on("2026-12-01"):
            tasks.open_reports.apply()
            tasks.open_reports.apply()

        self.assertEqual(MonthlyReport.objects.of(Month(2026, 11)).count(), 1)


class CommandTests(ReportCast):
    def call(self, *args):
        out = StringIO()
        call_command("remind", *args, stdout=out)
        return out.getvalue()

    def of(self, department, found):
        return [one for one in found["reminders"] if one["department"] == department.code]  # fmt: skip

    def test_a_dry_run_shows_what_is_due_and_saves_nothing(self):
        before = Message.objects.count(), MonthlyReport.objects.count()

        found = json.loads(self.call("--on", "2026-12-20", "--dry-run", "--json"))

        self.assertEqual(found["opened"], ["huanbao2026年11月月报"])
        self.assertEqual([one["stage"] for one in self.of(self.department, found)], ["late-20", "due"])  # fmt: skip
        self.assertEqual((Message.objects.count(), MonthlyReport.objects.count()), before)  # fmt: skip

    def test_the_command_reminds_once(self):
        first = json.loads(self.call("--on", "2026-11-20", "--json"))
        again = json.loads(self.call("--on", "2026-11-20", "--json"))

        self.assertEqual([one["to"] for one in self.of(self.department, first)], [["chen", "lin"]])  # fmt: skip
        self.assertEqual(again["reminders"], [])

    def test_the_command_prints_a_sentence(self):
        text = self.call("--on", "2026-11-20")

        # The second is of the bystander's report of September.
        self.assertIn("已经提醒 2 项", text)
        self.assertIn(
            "报送2026年10月月报　due　截止 2026-11-20　收件人 chen、lin", text
        )
        self.assertIn("报送2026年9月月报　late-23　截止 2026-10-20　收件人 zheng", text)

    def test_a_bad_date_is_refused_with_a_sentence(self):
        with self.assertRaisesMessage(CommandError, "不是日期"):
            self.call("--on", "11月20日")
