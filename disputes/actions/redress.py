"""Redress for a wrong entry: who acted upon it, and who confirms that the harm is undone (三(五))."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.models import Harm, Redress, RedressTask
from registry import deadlines, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Notice, Official
from registry.terms import mirrored
from registry.workflow import move
from sanctions.models import Check, Feedback, Order

from .cases.common import notify_department, today

CARRIED_OUT = [Order.Status.EXECUTED, Order.Status.LIFTING, Order.Status.LIFTED]
HARMLESS = [Feedback.Outcome.NORMAL, Feedback.Outcome.NOT_TAKEN]


def open_redress(entry: Entry, *, by: Official, **cause) -> Redress | None:
    """Open redress for the wrong `entry`, if anything was done because of it (恢复信誉、消除不良影响).

    `cause` is `objection=` or `litigation=`. Each department that carried out a measure, or was
    shown the entry by a check, gets one task with a deadline. Returns None where nobody acted
    upon the entry.
    """
    harms = harm_of(entry)
    if not harms:
        return None
    redress = Redress.objects.create(
        entry=entry,
        notice=public_correction(entry),
        opened_at=timezone.now(),
        opened_by=by,
        **cause,
    )
    trail.record(redress, "opened", by=by, after={"departments": len(harms)})
    for department, instances in harms.items():
        assign(redress, department, instances, by=by)
    return redress


def harm_of(entry: Entry) -> dict:
    """What was done because of `entry` and its derived ones: {department: [order or check, …]}."""
    chain = {entry.pk, *entry.derived.values_list("pk", flat=True)}
    harms = defaultdict(list)
    orders = Order.objects.filter(entry__in=chain, status__in=CARRIED_OUT)
    for order in orders.select_related("department").order_by("pk"):
        harms[order.department].append(order)
    for check in checks_that_saw(entry, chain):
        harms[check.department].append(check)
    return harms


def checks_that_saw(entry, chain) -> list[Check]:
    """Checks that showed an entry of `chain` and were not reported as harmless since."""
    subjects = Entry.objects.filter(pk__in=chain).values("subject")
    checks = (
        Check.objects.filter(subject__in=subjects, asked_at__gte=entry.published_at)
        .exclude(feedback__outcome__in=HARMLESS)
        .select_related("department")
        .order_by("pk")
    )
    # Which entries a check showed is a JSON list; SQLite cannot look into one, so Python does.
    return [check for check in checks.iterator() if chain.intersection(check.entries)]


def public_correction(entry) -> Notice | None:
    """The public notice that the entry was wrong, shown as long as the entry itself was.

    Revoking and correcting write one; for an entry that had ended before, it is written here.
    None where the entry was never public.
    """
    notice = entry.notices.order_by("-pk").first()
    if notice is not None or not entry.is_public:
        return notice
    at = timezone.now()
    ended = timezone.localdate(entry.ended_at) if entry.ended_at else today()
    shown_for = ended - timezone.localdate(entry.published_at)
    return Notice.objects.create(
        entry=entry,
        kind=Notice.Kind.REVOCATION,
        text=f"经核查，条目 {entry.pk} 的认定有误，自始不应作为失信或守信依据。",
        published_at=at,
        shown_until=mirrored(today() - shown_for, today()),
    )


def assign(redress, department, instances, *, by) -> None:
    """Give `department` its task: `instances` are the orders and checks to be undone."""
    task = RedressTask.objects.create(redress=redress, department=department)
    Harm.objects.bulk_create(
        Harm(task=task, order=instance)
        if isinstance(instance, Order)
        else Harm(task=task, seen_by=instance)
        for instance in instances
    )
    deadlines.begin(
        task,
        "redress",
        started_on=today(),
        event="认定信息有误",
        title=f"恢复信誉：条目 {redress.entry_id}",
        department=department,
        by=by,
    )
    notify_department(
        department,
        task,
        "assigned",
        title=f"恢复信誉任务：条目 {redress.entry_id}",
        text=(
            f"条目 {redress.entry_id} 经核实有误。本单位曾据以采取措施或者作出决定 {len(instances)} 件，"
            "请解除措施、重新审查有关决定、消除不良影响，并在期限内确认。"
        ),
    )


@transaction.atomic
def confirm(task: RedressTask, *, by: Official, done: str) -> None:
    """Confirm what was done to undo the harm.

    Raises Refused for another department, and while one of its measures is not lifted.
    """
    refuse_any([*rules.redress_obstacles(task, by=by), *still_applied(task)])
    if not done:
        raise Refused(
            "请写明已经采取的措施：解除了什么、重新审查了什么、如何消除影响。"
        )
    move(
        task,
        RedressTask.Status.CONFIRMED,
        by=by,
        reason=done,
        done=done,
        confirmed_at=timezone.now(),
        confirmed_by=by,
    )
    deadlines.meet(task, "redress", on=today())


def still_applied(task) -> Iterator[str]:
    """A reason for each measure of the task that has still to be lifted."""
    # A measure stays executed after a correction; where the entry ended it may not.
    lifting = [Order.Status.LIFTING]
    if task.redress.entry.status == Entry.Status.ENDED:
        lifting.append(Order.Status.EXECUTED)
    waiting = Order.objects.filter(
        pk__in=task.harms.values("order"), status__in=lifting
    )
    for order in waiting.order_by("pk"):
        yield f"{order}的措施尚未解除，请先在奖惩任务中确认解除，再确认消除不良影响。"


@transaction.atomic
def close(redress: Redress, *, by: Official, closing: str) -> None:
    """Close the redress; raises Refused until every department has confirmed its task."""
    redress.refresh_from_db(from_queryset=Redress.objects.select_for_update())
    waiting = redress.tasks.open().select_related("department")
    refuse_any(rules.closing_obstacles([str(task.department) for task in waiting]))
    if not closing:
        raise Refused("请填写办结说明。")
    move(
        redress,
        Redress.Status.CLOSED,
        by=by,
        reason=closing,
        closing=closing,
        closed_at=timezone.now(),
        closed_by=by,
    )
