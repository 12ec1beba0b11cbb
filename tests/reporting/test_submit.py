"""Reports: submitted, accepted, returned, remarked on."""

from datetime import date

import registry.actions
from registry.errors import IllegalMove, Refused
from registry.models import Deadline, Hold, TrailEntry
from reporting import actions
from reporting.models import MonthlyReport

from .cast import ReportCast, on

Status = MonthlyReport.Status


class SubmitTests(ReportCast):
    def test_submission_freezes_the_figures_as_of_the_months_end(self):
        with on("2026-11-10"):
            self.submitted()
            frozen = self.again().figures
            registry.actions.entries.end(
                self.bad, because="revoked", reason="认定有误", by=self.reviewer
            )

        self.assertEqual(frozen["rows"]["entries.standing.black"][0], 1)
        self.assertEqual(self.again().figures, frozen)

    def test_writing_leaves_a_line_only_for_what_has_changed(self):
        parts = {"progress": "进展", "problems": "问题", "plans": "计划"}
        actions.reports.write(self.report, by=self.clerk, **parts)
        actions.reports.write(self.report, by=self.clerk, **parts)
        actions.reports.write(self.report, by=self.reviewer, **{**parts, "plans": "新"})

        report = self.again()
        self.assertEqual((report.progress, report.problems, report.plans), ("进展", "问题", "新"))  # fmt: skip
        first, second = TrailEntry.objects.about(report).filter(action="reporting.monthlyreport.edited")  # fmt: skip
        self.assertEqual(first.after, parts)
        self.assertEqual(
            (second.before, second.after), ({"plans": "计划"}, {"plans": "新"})
        )
        self.assertEqual(second.actor, self.reviewer)

    def test_a_report_that_was_submitted_meanwhile_cannot_be_written(self):
        opened_before = self.again()
        self.submitted()

        with self.assertRaisesMessage(Refused, "不能修改"):
            actions.reports.write(opened_before, by=self.clerk, progress="改写")

    def test_what_another_wrote_meanwhile_is_submitted(self):
        self.complete()
        opened_before = self.again()
        actions.reports.write(self.report, by=self.clerk, progress="")

        with self.assertRaisesMessage(Refused, "尚未填写“工作进展”"):
            actions.reports.submit(opened_before, by=self.reviewer)

    def test_submission_meets_the_deadline_and_leaves_a_line_in_the_trail(self):
        with on("2026-11-20"):
            self.submitted()

        deadline = Deadline.objects.of(self.report).get()
        self.assertEqual(deadline.met_on, date(2026, 11, 20))
        self.assertEqual(self.again().lateness(date(2026, 11, 30)), "")
        last = TrailEntry.objects.about(self.report).last()
        self.assertEqual((last.action, last.actor), ("reporting.monthlyreport.submitted", self.reviewer))  # fmt: skip

    def test_a_refused_submission_names_everything_that_is_missing(self):
        with self.assertRaises(Refused) as refusal:
            actions.reports.submit(self.report, by=self.reviewer)

        self.assertEqual(len(refusal.exception.reasons), 3)
        self.assertIn("工作进展", refusal.exception.reasons[0])
        self.assertIn("缺少诚信典型", refusal.exception.reasons[1])
        self.assertIn("失信典型", refusal.exception.reasons[2])

    def test_an_example_that_nobody_reviewed_does_not_count(self):
        self.example(self.good, reviewed=False)
        self.example(self.bad)
        actions.reports.write(self.report, by=self.clerk, progress="进展")

        with self.assertRaisesMessage(Refused, "缺少诚信典型案例"):
            actions.reports.submit(self.report, by=self.reviewer)

    def test_an_example_whose_entry_is_held_does_not_count(self):
        self.complete()
        registry.actions.holds.place(
            self.bad,
            kind=Hold.Kind.OBJECTION,
            reference="异议1",
            reason="核查",
            by=self.reviewer,
        )

        with self.assertRaises(Refused) as refusal:
            actions.reports.submit(self.report, by=self.reviewer)

        self.assertIn("缺少失信典型案例", refusal.exception.reasons[0])
        self.assertIn(f"条目 {self.bad.pk} 已经退出、暂停或者更正", refusal.exception.reasons[1])  # fmt: skip

    def test_who_wrote_a_report_cannot_submit_it(self):
        self.complete()

        with self.assertRaisesMessage(Refused, "填写过本月报的人员不能报送"):
            actions.reports.submit(self.report, by=self.clerk)

        self.assertEqual(self.again().status, Status.OPEN)

    def test_a_submitted_report_cannot_be_submitted_again(self):
        self.submitted()

        with self.assertRaises(IllegalMove):
            actions.reports.submit(self.report, by=self.reviewer)

    def test_a_report_of_a_month_that_is_not_over_cannot_be_submitted(self):
        self.complete()

        with on("2026-10-31"), self.assertRaisesMessage(Refused, "还没有结束"):
            actions.reports.submit(self.report, by=self.reviewer)

    def test_a_late_report_stays_late_after_its_return(self):
        with on("2026-11-23"):
            self.submitted()
            actions.reports.return_to_department(
                self.report, by=self.officer, reason="请补充"
            )
            actions.reports.submit(self.report, by=self.reviewer)

        report = self.again()
        self.assertEqual(report.lateness(date(2027, 1, 1)), "逾期报送")
        self.assertIn(report, MonthlyReport.objects.late(date(2026, 11, 23)))

    def test_a_missing_report_is_late_from_the_day_after_it_is_due(self):
        self.assertEqual(self.report.lateness(date(2026, 11, 20)), "")
        self.assertEqual(self.report.lateness(date(2026, 11, 21)), "逾期未报")


class DecideTests(ReportCast):
    def test_a_returned_report_can_be_written_and_sent_again(self):
        self.submitted()

        actions.reports.return_to_department(
            self.report, by=self.officer, reason="请补充进展"
        )
        actions.reports.write(self.report, by=self.clerk, progress="进展，已补充")
        actions.reports.submit(self.report, by=self.reviewer)
        actions.reports.accept(self.report, by=self.officer)

        self.assertEqual(self.again().status, Status.ACCEPTED)
        self.assertEqual(self.again().decided_by, self.officer)
        self.assertFalse(Deadline.objects.open().of(self.report).exists())

    def test_returning_a_report_begins_a_deadline_of_its_own(self):
        self.submitted()

        actions.reports.return_to_department(
            self.report, by=self.officer, reason="请补充进展"
        )

        clock = Deadline.objects.open().of(self.report).get()
        self.assertEqual(clock.limit.code, "monthly_report_again")
        report = self.again()
        self.assertEqual((report.decided_by, report.return_reason), (self.officer, "请补充进展"))  # fmt: skip
        # A late report stays late: what was due before stays due.
        self.assertEqual(report.due_on, date(2026, 11, 20))

    def test_an_accepted_report_can_be_neither_changed_nor_returned(self):
        self.submitted()
        actions.reports.accept(self.report, by=self.officer)

        with self.assertRaisesMessage(Refused, "不能修改"):
            actions.reports.write(self.report, by=self.clerk, progress="改写")
        with self.assertRaises(IllegalMove):
            actions.reports.return_to_department(
                self.report, by=self.officer, reason="晚了"
            )


class RemarkTests(ReportCast):
    def test_a_remark_leaves_the_figure_as_it_is(self):
        with on("2026-11-10"):
            self.submitted()
        frozen = self.again().figures

        actions.reports.remark(
            self.report, by=self.clerk, figure="checks.made", text="另有线下核查 3 次"
        )

        self.assertEqual(self.again().figures, frozen)
        remark = self.report.remarks.get()
        self.assertEqual(
            (remark.figure, remark.text), ("checks.made", "另有线下核查 3 次")
        )
        self.assertEqual(remark.by, self.clerk)
        line = TrailEntry.objects.about(self.report).last()
        self.assertEqual((line.action, line.reason), ("reporting.monthlyreport.remarked", "另有线下核查 3 次"))  # fmt: skip
        self.assertEqual(line.after, {"figure": "checks.made"})

    def test_a_remark_on_an_unknown_figure_is_refused(self):
        with self.assertRaisesMessage(Refused, "没有这个数据项"):
            actions.reports.remark(
                self.report, by=self.clerk, figure="made.up", text="x"
            )
