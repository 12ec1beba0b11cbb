"""Calls: what departments are notified of about their orders, in the admin and by message."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from registry import messages, roles, trail
from registry.errors import Refused
from registry.models import Official
from sanctions.models import Call, Order

LISTED = 1000  # orders that one call lists; the rest is counted only
TEXTS = {
    Call.Kind.NEW: "收到 {number} 项新的奖惩任务，请在响应期限内办理。",
    Call.Kind.HELD: "{number} 项任务所依据的条目已被暂停，期间不得执行；已经采取的措施请即暂停。",
    Call.Kind.RESUME: "{number} 项任务所依据的条目已恢复效力，可以继续执行。",
    Call.Kind.LIFT: "{number} 项措施的依据已经消失，请在解除期限内解除并登记。",
    Call.Kind.VOID: "{number} 项尚未执行的任务已经取消，无需执行。",
    Call.Kind.OVERDUE: "有 {number} 项任务逾期未响应或者未解除，请立即办理。",
}


# What each department is called about: {department: (its orders, how many they are)}.
OrdersByDepartment = dict[int, tuple[list[int], int]]


def call(
    kind: Call.Kind,
    addressees: OrdersByDepartment,
    *,
    at: datetime,
    on: date | None = None,
) -> None:
    """Make one call of `kind` to each of the `addressees` and notify their officials."""
    if not addressees:
        return
    on = on or timezone.localdate(at)
    calls = Call.objects.bulk_create(
        Call(
            department_id=department,
            kind=kind,
            text=TEXTS[kind].format(number=number),
            orders=orders[:LISTED],
            number=number,
            made_at=at,
            made_on=on,
        )
        for department, (orders, number) in sorted(addressees.items())
    )
    notify(calls)


def notify(calls: list[Call]) -> None:
    """Send each of the `calls` to the active clerks and reviewers of its department, if any."""
    officials_of = defaultdict(list)
    officials = Official.objects.filter(
        department__in=[one.department_id for one in calls],
        groups__name__in=[roles.CLERKS, roles.REVIEWERS],
        is_active=True,
    )
    for official in officials.distinct():
        officials_of[official.department_id].append(official)
    for one in calls:
        if officials_of[one.department_id]:
            messages.notify(
                officials_of[one.department_id],
                one,
                one.kind,
                title=f"奖惩任务：{one.get_kind_display()}",
                text=one.text,
            )


def by_department(pairs: Iterable[tuple[int, int]]) -> OrdersByDepartment:
    """(order, department) pairs, sorted by department for `call`."""
    orders_of = defaultdict(list)
    for order, department in pairs:
        orders_of[department].append(order)
    return {
        department: (orders, len(orders)) for department, orders in orders_of.items()
    }


@transaction.atomic
def acknowledge(call: Call, *, by: Official) -> None:
    """Record that the department has received `call`; once, and by one of its own officials."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    if call.seen_at is not None:
        raise Refused("该通知已经签收。")
    if call.department_id != by.department_id:
        raise Refused(f"该通知发给{call.department}，应由该单位签收。")
    call.seen_at, call.seen_by = timezone.now(), by
    call.save(update_fields=["seen_at", "seen_by"])
    trail.record(call, "acknowledged", by=by)


@transaction.atomic
def chase(on: date) -> int:
    """Call each department about its overdue orders; returns how many were called.

    May run again on the same day `on`: who was called that day already is passed over.
    """
    called = set(
        Call.objects.filter(kind=Call.Kind.OVERDUE, made_on=on).values_list(
            "department", flat=True
        )
    )
    late = Order.objects.overdue(on)
    numbers = late.order_by().values_list("department").annotate(number=Count("pk"))
    addressees = {
        department: (first_orders(late, department), number)
        for department, number in numbers
        if department not in called
    }
    call(Call.Kind.OVERDUE, addressees, at=timezone.now(), on=on)
    return len(addressees)


def first_orders(orders, department) -> list[int]:
    """As many of the department's `orders` as a call lists."""
    rows = orders.filter(department=department).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:LISTED])
