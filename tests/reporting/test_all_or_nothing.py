"""Where the last step of an action fails, nothing of it is left."""

from contextlib import contextmanager
from datetime import date
from unittest import mock

from reporting import actions
from reporting.models import Example, MonthlyReport, Plan, Remark, Supervision
from reporting.months import Month

from .cast import ReportCast


class Failure(Exception):
    """What the last step raises."""


class AllOrNothingTests(ReportCast):
    @contextmanager
    def fails(self, last_step):
        """The step `last_step` (where it is looked up) fails; the action is expected to fail with it."""
        with mock.patch(last_step, side_effect=Failure), self.assertRaises(Failure):
            yield

    def plan(self):
        return actions.plans.save(
            Plan(title="方案", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), goals="目标"),
            by=self.clerk,
        )  # fmt: skip

    def supervision(self):
        return Supervision(
            kind=Supervision.Kind.CIRCULAR, department=self.department, facts="逾期", demands="补报",
            starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31),
        )  # fmt: skip

    def issued(self):
        made = actions.supervisions.save(self.supervision(), by=self.officer)
        actions.supervisions.issue(made, by=self.reviewer)
        return made

    def test_a_month_is_not_opened(self):
        with self.fails("registry.deadlines.begin"):
            actions.months.open_month(Month(2026, 11), by=None)

        self.assertFalse(MonthlyReport.objects.of(Month(2026, 11)).exists())

    def test_a_report_is_neither_written_nor_submitted_nor_returned_nor_remarked_on(
        self,
    ):
        with self.fails("registry.trail.record"):
            actions.reports.write(self.report, by=self.clerk, progress="进展")
        self.assertEqual(self.again().progress, "")
        with self.fails("registry.trail.record"):
            actions.reports.remark(self.report, by=self.clerk, figure="checks.made", text="x")  # fmt: skip
        self.assertFalse(Remark.objects.filter(report=self.report).exists())
        self.complete()
        with self.fails("registry.deadlines.meet"):
            actions.reports.submit(self.report, by=self.reviewer)
        self.assertEqual(self.again().status, "open")
        actions.reports.submit(self.again(), by=self.reviewer)
        with self.fails("registry.deadlines.begin"):
            actions.reports.return_to_department(self.again(), by=self.officer, reason="请补充")  # fmt: skip
        self.assertEqual(self.again().status, "submitted")

    def test_an_example_is_neither_drafted_nor_edited(self):
        with self.fails("registry.trail.record"):
            self.example(self.bad)
        self.assertFalse(Example.objects.filter(entry=self.bad).exists())

        made = self.example(self.bad, reviewed=False)
        with self.fails("registry.trail.record"):
            actions.examples.edit(made, by=self.clerk, title="改")
        made.refresh_from_db()
        self.assertEqual(made.title, "一例")

    def test_a_plan_gets_neither_saved_nor_a_task_nor_progress(self):
        with self.fails("registry.trail.record"):
            self.plan()
        self.assertFalse(Plan.objects.filter(department=self.department).exists())
        plan = self.plan()
        task = {"name": "任务", "owner": "法规处", "due_on": date(2026, 6, 30)}
        with self.fails("registry.trail.record"):
            actions.plans.add_task(plan, by=self.clerk, **task)
        self.assertFalse(plan.tasks.exists())
        task = actions.plans.add_task(plan, by=self.clerk, **task)
        actions.plans.file(plan, by=self.reviewer)
        with self.fails("registry.trail.record"):
            actions.plans.record_progress(plan, by=self.clerk, task=task, text="完成", done=True)  # fmt: skip
        task.refresh_from_db()
        self.assertIsNone(task.done_on)
        self.assertFalse(task.progress.exists())

    def test_a_supervision_is_neither_saved_nor_issued(self):
        with self.fails("registry.trail.record"):
            actions.supervisions.save(self.supervision(), by=self.officer)
        self.assertFalse(Supervision.objects.exists())
        made = actions.supervisions.save(self.supervision(), by=self.officer)
        with self.fails("registry.messages.notify"):
            actions.supervisions.issue(made, by=self.reviewer)
        made.refresh_from_db()
        self.assertEqual(made.status, "draft")

    def test_a_supervision_is_neither_answered_nor_asked_about_again(self):
        made = self.issued()
        with self.fails("registry.deadlines.meet"):
            actions.supervisions.answer(made, by=self.reviewer, text="已补报")
        made.refresh_from_db()
        self.assertEqual((made.status, made.answer), ("issued", ""))
        actions.supervisions.answer(made, by=self.reviewer, text="已补报")
        with self.fails("registry.deadlines.begin"):
            actions.supervisions.ask_again(made, by=self.officer, reason="请说明")
        made.refresh_from_db()
        self.assertEqual(made.status, "answered")
