"""Plans: drafted, filed with the credit office (四(一)), their tasks reported on and done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from registry import trail
from registry.errors import Refused
from registry.models import Official
from registry.workflow import move
from reporting.models import Plan, Progress, Task

Status = Plan.Status
PARTS = ["title", "document_number", "starts_on", "ends_on", "goals"]


@transaction.atomic
def save(plan: Plan, *, by: Official) -> Plan:
    """Save the draft `plan` of the official's department, new or changed.

    Raises Refused once it is filed; ValidationError for what is missing or out of order.
    """
    if plan.pk is None:
        plan.department_id = by.department_id
    elif Plan.objects.select_for_update().get(pk=plan.pk).status != Status.DRAFT:
        raise Refused(f"{plan}已经报送，不能修改。需要修改的，请联系信用办退回。")
    is_new = plan.pk is None
    plan.full_clean()
    plan.save()
    after = {name: str(getattr(plan, name)) for name in PARTS}
    trail.record(plan, "drafted" if is_new else "edited", by=by, after=after)
    return plan


@transaction.atomic
def add_task(plan: Plan, *, by: Official, name: str, owner: str, due_on: date) -> Task:
    """Add a task to the draft `plan`.

    Raises Refused where the plan is filed, or `due_on` lies outside its period.
    """
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    if plan.status != Status.DRAFT:
        raise Refused(f"{plan}已经报送，不能再增加任务。")
    if not plan.starts_on <= due_on <= plan.ends_on:
        raise Refused(
            f"任务的完成时限应在方案期间（{plan.starts_on} 至 {plan.ends_on}）内。"
        )
    task = Task.objects.create(plan=plan, name=name, owner=owner, due_on=due_on)
    after = {"task": task.pk, "name": name, "due_on": str(due_on)}
    trail.record(plan, "edited", by=by, after=after, reason="增加任务")
    return task


@transaction.atomic
def file(plan: Plan, *, by: Official) -> None:
    """File `plan` with the credit office (四(一)). Raises Refused where it has no task."""
    if not plan.tasks.exists():
        raise Refused("方案没有任务，不能报送。请先增加任务，明确责任人和完成时限。")
    move(plan, Status.FILED, by=by, filed_at=timezone.now(), filed_by=by)


@transaction.atomic
def return_to_department(plan: Plan, *, by: Official, reason: str) -> None:
    """Return `plan` to its department with the reason."""
    move(plan, Status.DRAFT, by=by, reason=reason)


@transaction.atomic
def record_progress(
    plan: Plan, *, by: Official, task: Task, text: str, done: bool
) -> None:
    """Record the progress of `task` of the filed `plan`; where `done`, the task ends today.

    Raises Refused where the plan is not filed, or the task is done or belongs to another plan.
    """
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    if plan.status != Status.FILED:
        raise Refused(f"{plan}{plan.get_status_display()}，不能填报进展。")
    if task.plan_id != plan.pk or task.done_on is not None:
        raise Refused(f"任务“{task}”已经完成，或者不属于本方案。")
    at = timezone.now()
    Progress.objects.create(task=task, text=text, at=at, by=by)
    if done:
        task.done_on = timezone.localdate(at)
        task.save(update_fields=["done_on"])
    after = {"task": task.pk, "done": done}
    trail.record(plan, "progressed", by=by, after=after, reason=text)


@transaction.atomic
def close(plan: Plan, *, by: Official) -> None:
    """Close `plan`. Raises Refused while a task is open."""
    left = plan.tasks.open().count()
    if left:
        raise Refused(f"还有 {left} 项任务没有完成，不能办结。")
    move(plan, Status.CLOSED, by=by)
