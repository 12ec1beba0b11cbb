"""Plans and their tasks."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localtime

from registry.errors import IllegalMove, Refused
from registry.models import TrailEntry
from reporting import actions
from reporting.models import Plan, Task

from .cast import on
from .test_desk import Desk

Status = Plan.Status


class PlanTests(Desk):
    def plan(self, *, tasks=1, **fields):
        fields = {
            "title": "落实方案",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "goals": "按期报送",
            **fields,
        }
        made = actions.plans.save(Plan(**fields), by=self.clerk)
        for number in range(tasks):
            actions.plans.add_task(made, by=self.clerk, name=f"任务{number}", owner="法规处", due_on=date(2026, 6, 30))  # fmt: skip
        return made

    def filed(self, **fields):
        plan = self.plan(**fields)
        actions.plans.file(plan, by=self.reviewer)
        return plan

    def test_a_plan_with_a_task_is_filed(self):
        plan = self.filed()

        self.assertEqual((plan.status, plan.filed_by), (Status.FILED, self.reviewer))
        self.assertEqual(plan.department, self.department)

    def test_a_plan_without_a_task_cannot_be_filed(self):
        with self.assertRaisesMessage(Refused, "没有任务"):
            actions.plans.file(self.plan(tasks=0), by=self.reviewer)

    def test_a_task_may_be_due_on_the_first_and_on_the_last_day_of_the_plan(self):
        plan = self.plan(tasks=0)

        for day in (plan.starts_on, plan.ends_on):
            task = actions.plans.add_task(plan, by=self.clerk, name="任务", owner="法规处", due_on=day)  # fmt: skip
            task.refresh_from_db()
            found = (task.plan, task.name, task.owner, task.due_on)
            self.assertEqual(found, (plan, "任务", "法规处", day))

    def test_a_filed_plan_takes_no_more_tasks_though_its_page_was_opened_before(self):
        opened_before = Plan.objects.get(pk=self.filed().pk)
        opened_before.status = Status.DRAFT

        with self.assertRaisesMessage(Refused, "不能再增加任务"):
            actions.plans.add_task(opened_before, by=self.clerk, name="x", owner="y", due_on=date(2026, 6, 1))  # fmt: skip

    def test_a_task_before_the_plans_period_is_refused(self):
        with self.assertRaisesMessage(Refused, "应在方案期间"):
            actions.plans.add_task(self.plan(), by=self.clerk, name="x", owner="y", due_on=date(2025, 12, 31))  # fmt: skip

    def test_a_task_outside_the_plans_period_is_refused(self):
        with self.assertRaisesMessage(Refused, "应在方案期间"):
            actions.plans.add_task(self.plan(), by=self.clerk, name="x", owner="y", due_on=date(2027, 1, 1))  # fmt: skip

    def test_a_plan_cannot_end_before_it_begins(self):
        with self.assertRaisesMessage(ValidationError, "完成时限不能早于起始日期"):
            self.plan(ends_on=date(2025, 1, 1))

    def test_a_filed_plan_cannot_be_changed_until_it_is_returned(self):
        plan = self.filed()
        self.plan(title="另一方案")
        with self.assertRaisesMessage(Refused, "不能修改"):
            actions.plans.save(plan, by=self.clerk)

        actions.plans.return_to_department(plan, by=self.officer, reason="目标不明确")
        actions.plans.save(plan, by=self.clerk)

        self.assertEqual(plan.status, Status.DRAFT)

    def test_progress_is_recorded_and_a_done_task_stays_done(self):
        plan = self.filed()
        task = plan.tasks.get()
        self.assertIn(task, Task.objects.overdue(date(2026, 7, 1)))

        actions.plans.record_progress(
            plan, by=self.clerk, task=task, text="已完成", done=True
        )

        self.assertNotIn(task, Task.objects.overdue(date(2026, 7, 1)))
        with self.assertRaisesMessage(Refused, "已经完成"):
            actions.plans.record_progress(
                plan, by=self.clerk, task=task, text="又", done=True
            )

    def test_progress_is_kept_with_its_author_and_leaves_an_unfinished_task_open(self):
        plan = self.filed()
        task = plan.tasks.get()

        with on("2026-07-05"):
            actions.plans.record_progress(plan, by=self.clerk, task=task, text="过半", done=False)  # fmt: skip

        progress = task.progress.get()
        self.assertEqual((progress.text, progress.by), ("过半", self.clerk))
        self.assertEqual(f"{localtime(progress.at):%F}", "2026-07-05")
        task.refresh_from_db()
        self.assertIsNone(task.done_on)
        line = TrailEntry.objects.about(plan).last()
        self.assertEqual(
            (line.action, line.reason), ("reporting.plan.progressed", "过半")
        )

        with on("2026-07-06"):
            actions.plans.record_progress(plan, by=self.clerk, task=task, text="完成", done=True)  # fmt: skip
        task.refresh_from_db()
        self.assertEqual(task.done_on, date(2026, 7, 6))

    def test_no_progress_is_recorded_on_a_plan_that_was_returned_meanwhile(self):
        plan = self.filed()
        opened_before = Plan.objects.get(pk=plan.pk)
        actions.plans.return_to_department(plan, by=self.officer, reason="目标不明确")

        with self.assertRaisesMessage(Refused, "不能填报进展"):
            actions.plans.record_progress(opened_before, by=self.clerk, task=plan.tasks.get(), text="x", done=True)  # fmt: skip

    def test_progress_of_another_plans_task_is_refused(self):
        plan, other = self.filed(), self.filed(title="另一方案")

        with self.assertRaisesMessage(Refused, "不属于本方案"):
            actions.plans.record_progress(plan, by=self.clerk, task=other.tasks.get(), text="x", done=True)  # fmt: skip

    def test_a_plan_is_closed_once_its_tasks_are_done(self):
        plan = self.filed()
        with self.assertRaisesMessage(Refused, "还有 1 项任务没有完成"):
            actions.plans.close(plan, by=self.reviewer)

        actions.plans.record_progress(plan, by=self.clerk, task=plan.tasks.get(), text="完成", done=True)  # fmt: skip
        actions.plans.close(plan, by=self.reviewer)

        self.assertEqual(plan.status, Status.CLOSED)
        with self.assertRaises(IllegalMove):
            actions.plans.return_to_department(plan, by=self.officer, reason="晚了")

    def test_every_action_leaves_a_line_in_the_trail(self):
        plan = self.filed()

        lines = TrailEntry.objects.about(plan).values_list("action", flat=True)
        self.assertEqual([one.rpartition(".")[2] for one in lines], ["drafted", "edited", "filed"])  # fmt: skip
        drafted, added = TrailEntry.objects.about(plan)[:2]
        self.assertEqual(
            drafted.after,
            {
                "title": "落实方案",
                "document_number": "",
                "starts_on": "2026-01-01",
                "ends_on": "2026-12-31",
                "goals": "按期报送",
            },
        )
        self.assertEqual((added.after["name"], added.reason), ("任务0", "增加任务"))

    def test_a_plan_is_added_and_filed_in_the_admin(self):
        self.sign_in(self.clerk)
        data = {"title": "方案", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "goals": "目标"}  # fmt: skip
        self.client.post(reverse("admin:reporting_plan_add"), data)
        plan = Plan.objects.get()
        self.press(plan, "add_task", name="任务", owner="法规处", due_on="2026-06-30")
        self.sign_in(self.reviewer)

        response = self.press(plan, "file")

        self.assertContains(response, "已报送信用办")
        self.assertContains(response, "已逾期")

    def test_another_departments_plan_cannot_be_seen(self):
        plan = self.filed()
        self.sign_in(self.stranger)

        self.assertEqual(self.page(plan).status_code, 302)
