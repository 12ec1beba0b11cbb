"""What departments answer to their orders: executed, not executed, lifted."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registry import workdays
from registry.errors import ManyRefused, Refused
from registry.models import Entry, Official
from registry.sets import chunks
from registry.workflow import move, move_all
from sanctions import rules
from sanctions.models import Order
from sanctions.order_obstacles import obstacles


def locked(pks):
    """The orders `pks` and the entries they rest on, locked, entries first; in key order.

    A hold placed at the same moment waits or is waited for, never overlooked.
    """
    found = []
    for chunk in chunks(pks):
        entries = Order.objects.filter(pk__among=chunk).order_by().values("entry")
        causes = Entry.objects.filter(pk__in=entries).order_by().values("cause")
        grounds = Entry.objects.filter(Q(pk__in=entries) | Q(pk__in=causes))
        list(grounds.order_by("pk").select_for_update().values_list("pk", flat=True))
        found += (
            Order.objects.filter(pk__among=chunk)
            .select_related("measure", "department", "entry", "provision")
            .order_by("pk")
            .select_for_update(of=("self",))
        )
    if not pks or len(found) < len(set(pks)):
        raise Refused("所选任务不存在或已被移走，请刷新页面后重新选择。")
    return found


def refuse(refusals, total):
    """Raise what an official is told when orders of a set may not be treated so."""
    refusals = {pk: reasons for pk, reasons in refusals.items() if reasons}
    if refusals and total == 1:
        raise Refused(*next(iter(refusals.values())))
    if refusals:
        raise ManyRefused(refusals, total, noun="任务")


@transaction.atomic
def execute_all(
    pks, *, by: Official, executed_on: date, document: str, until: date | None = None
):
    """Note that the measures of the orders `pks` have been taken (三(六)).

    `until` None: as long as memorandum and entry allow. Refused whole where one is another
    department's, was answered before, or rests on an entry without effect.
    """
    if not document:
        raise Refused("请填写执行文书（文号或者办件编号）。")
    at = timezone.now()
    orders = locked(pks)
    effective = executable_among(pks, at)
    refusals, each = {}, {}
    for order in orders:
        ends_on = rules.latest_end(
            executed_on=executed_on,
            term_months=order.provision.term_months,
            entry_ends=order.entry.valid_to,
        )
        refusals[order.pk] = [
            *rules.respondent_obstacles(order, by=by),
            *([] if order.pk in effective else obstacles(order, at)),
            *answered_before(order),
            *date_obstacles(order, executed_on, until, ends_on, at),
        ]
        each[order.pk] = {"until": until or ends_on}
    refuse(refusals, len(orders))
    move_all(
        Order,
        sorted(each),
        Order.Status.EXECUTED,
        by=by,
        reason=document,
        each=each,
        executed_on=executed_on,
        document=document,
        responded_at=at,
        responded_by=by,
    )


def executable_among(pks, at):
    return {
        pk
        for chunk in chunks(pks)
        for pk in Order.objects.filter(pk__among=chunk)
        .executable(at)
        .values_list("pk", flat=True)
    }


def date_obstacles(order, executed_on, until, ends_on, at):
    return rules.execution_date_obstacles(
        order,
        executed_on=executed_on,
        until=until,
        made_on=timezone.localdate(order.made_at),
        ends_on=ends_on,
        on=timezone.localdate(at),
    )


def answered_before(order):
    if order.status == Order.Status.EXECUTED:
        yield f"{order}已经登记执行，不能重复登记。"


def execute(
    order: Order, *, by: Official, executed_on: date, document: str, until=None
):
    """Note that the measure of `order` has been taken."""
    execute_all(
        [order.pk], by=by, executed_on=executed_on, document=document, until=until
    )
    order.refresh_from_db()


@transaction.atomic
def decline(order: Order, *, by: Official, ground: str, explanation: str):
    """Note that the measure of `order` is not taken, and why; of a mandatory one only lawfully."""
    refuse(
        {
            order.pk: [
                *rules.respondent_obstacles(order, by=by),
                *rules.decline_obstacles(order, ground=ground, explanation=explanation),
            ]
        },
        1,
    )
    move(
        order,
        Order.Status.DECLINED,
        by=by,
        reason=explanation,
        ground=ground,
        explanation=explanation,
        responded_at=timezone.now(),
        responded_by=by,
    )


@transaction.atomic
def reopen(order: Order, *, by: Official, reason: str):
    """Ask for a new answer to a declined `order`: by its department, or by the credit office."""
    office = by.department is not None and by.department.is_credit_office
    if not office:
        refuse({order.pk: list(rules.respondent_obstacles(order, by=by))}, 1)
    at = timezone.now()
    deadline = workdays.load().add(timezone.localdate(at), order.respond_workdays)
    move(
        order,
        Order.Status.PENDING,
        by=by,
        reason=reason,
        ground="",
        explanation="",
        responded_at=None,
        responded_by=None,
        respond_by=deadline.due,
        calendar_edition=deadline.edition,
        provisional=deadline.provisional,
    )
    standing = Entry.objects.filter(pk=order.entry_id).standing(at)
    if not standing.exists():
        raise Refused(f"所依据的条目 {order.entry_id} 已经退出，任务无需重新办理。")


@transaction.atomic
def call_off(order: Order, *, by: Official, reason: str):
    """Begin lifting the executed `order` before its time."""
    refuse({order.pk: list(rules.respondent_obstacles(order, by=by))}, 1)
    begin_lifting({order.pk: order.provision.lifting_workdays}, because=reason, by=by)
    order.refresh_from_db()


def begin_lifting(days, *, because, by):
    """Move the executed orders of `days` ({pk: working days allowed}) to be lifted."""
    calendar = workdays.load()
    on = timezone.localdate()
    each = {
        pk: {"lift_by": calendar.add(on, number).due} for pk, number in days.items()
    }
    move_all(
        Order,
        sorted(each),
        Order.Status.LIFTING,
        by=by,
        reason=because,
        each=each,
        lift_because=because[:200],
    )


@transaction.atomic
def lift_all(pks, *, by: Official, lifted_on: date, document: str):
    """Note that the measures of the orders `pks` have been lifted (三(四))."""
    at = timezone.now()
    orders = locked(pks)
    refusals = {
        order.pk: [
            *rules.respondent_obstacles(order, by=by),
            *lifting_obstacles(order, lifted_on, timezone.localdate(at)),
        ]
        for order in orders
    }
    refuse(refusals, len(orders))
    move_all(
        Order,
        [order.pk for order in orders],
        Order.Status.LIFTED,
        by=by,
        reason=document,
        lifted_on=lifted_on,
        lifted_document=document,
        lifted_at=at,
        lifted_by=by,
    )


def lifting_obstacles(order, lifted_on, on):
    if order.status != Order.Status.LIFTING:
        yield f"{order}当前状态为“{order.get_status_display()}”，没有待解除的措施。"
    elif not order.executed_on <= lifted_on <= on:
        yield f"解除日期应不早于执行日期 {order.executed_on}，且不晚于今天。"


def lift(order: Order, *, by: Official, lifted_on: date, document: str):
    """Note that the measure of `order` has been lifted."""
    lift_all([order.pk], by=by, lifted_on=lifted_on, document=document)
    order.refresh_from_db()
