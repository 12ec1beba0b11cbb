"""What departments answer to their orders: executed, declined, lifted (三(六))."""

from datetime import date, datetime

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


def locked(pks: list[int]) -> list[Order]:
    """The orders `pks`, locked together with the entries that they rest on, in key order.

    Raises Refused where one of them does not exist.
    """
    found = []
    for chunk in chunks(pks):
        # Entries first and in key order, as everybody who places a hold locks them: a hold placed
        # at the same moment waits for this or is waited for, is never overlooked, and no two
        # lock each other out. The cause counts too, since a hold on it holds the entry.
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


def refuse(refusals: dict[int, list[str]], total: int) -> None:
    """Raise the `refusals` ({order: reasons}), if any, of a set of `total` orders.

    Refused with the reasons where there is one order only, else ManyRefused.
    """
    refusals = {pk: reasons for pk, reasons in refusals.items() if reasons}
    if refusals and total == 1:
        raise Refused(*next(iter(refusals.values())))
    if refusals:
        raise ManyRefused(refusals, total, noun="任务")


@transaction.atomic
def execute_all(
    pks: list[int], *, by: Official, executed_on: date, document: str, until=None
) -> None:
    """Record that the measures of the orders `pks` have been taken (三(六)).

    `until` is a date; None: as long as memorandum and entry allow. All are refused where one is
    another department's, was answered before, or rests on an entry without effect.
    """
    if not document:
        raise Refused("请填写执行文书（文号或者办件编号）。")
    at = timezone.now()
    orders = locked(pks)
    effective = executable_among(pks, at)
    refusals, each = {}, {}
    for order in orders:
        ends_on = latest_end(order, executed_on)
        # The reasons are looked up for those only that are not executable: a query or two each.
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


def latest_end(order: Order, executed_on: date) -> date | None:
    return rules.latest_end(
        executed_on=executed_on,
        term_months=order.provision.term_months,
        entry_ends=order.entry.valid_to,
    )


def executable_among(pks: list[int], at: datetime) -> set[int]:
    """Those of the orders `pks` that are executable at `at`."""
    return {
        pk
        for chunk in chunks(pks)
        for pk in Order.objects.filter(pk__among=chunk)
        .executable(at)
        .values_list("pk", flat=True)
    }


def date_obstacles(order, executed_on, until, ends_on, at) -> rules.Reasons:
    return rules.execution_date_obstacles(
        order,
        executed_on=executed_on,
        until=until,
        made_on=timezone.localdate(order.made_at),
        ends_on=ends_on,
        on=timezone.localdate(at),
    )


def answered_before(order: Order) -> rules.Reasons:
    if order.status == Order.Status.EXECUTED:
        yield f"{order}已经登记执行，不能重复登记。"


def execute(
    order: Order,
    *,
    by: Official,
    executed_on: date,
    document: str,
    until: date | None = None,
) -> None:
    """Record that the measure of `order` has been taken; see `execute_all`."""
    execute_all(
        [order.pk], by=by, executed_on=executed_on, document=document, until=until
    )
    order.refresh_from_db()


@transaction.atomic
def decline(order: Order, *, by: Official, ground: str, explanation: str) -> None:
    """Record that the measure of `order` is not taken, and why.

    Raises Refused without an explanation, and for a mandatory measure without a lawful `ground`.
    """
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
def reopen(order: Order, *, by: Official, reason: str) -> None:
    """Ask for a new answer to a declined `order`: its department, or the credit office, may.

    The response time begins again. Raises Refused where the entry has ended meanwhile.
    """
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
    # Checked after the move, whose lock keeps the order as it is; a refusal undoes the move.
    standing = Entry.objects.filter(pk=order.entry_id).standing(at)
    if not standing.exists():
        raise Refused(f"所依据的条目 {order.entry_id} 已经退出，任务无需重新办理。")


@transaction.atomic
def call_off(order: Order, *, by: Official, reason: str) -> None:
    """Begin to lift the measure of the executed `order` before its time."""
    refuse({order.pk: list(rules.respondent_obstacles(order, by=by))}, 1)
    begin_lifting({order.pk: order.provision.lifting_workdays}, because=reason, by=by)
    order.refresh_from_db()


def begin_lifting(days: dict[int, int], *, because: str, by: Official | None) -> None:
    """Ask for the lifting of the executed orders in `days` ({order: working days allowed})."""
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
def lift_all(pks: list[int], *, by: Official, lifted_on: date, document: str) -> None:
    """Record that the measures of the orders `pks` have been lifted (三(四))."""
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


def lifting_obstacles(order: Order, lifted_on: date, on: date) -> rules.Reasons:
    """Why the lifting of `order` may not be recorded with this date on the day `on`."""
    if order.status != Order.Status.LIFTING:
        yield f"{order}当前状态为“{order.get_status_display()}”，没有待解除的措施。"
    elif not order.executed_on <= lifted_on <= on:
        yield f"解除日期应不早于执行日期 {order.executed_on}，且不晚于今天。"


def lift(order: Order, *, by: Official, lifted_on: date, document: str) -> None:
    """Record that the measure of `order` has been lifted; see `lift_all`."""
    lift_all([order.pk], by=by, lifted_on=lifted_on, document=document)
    order.refresh_from_db()
