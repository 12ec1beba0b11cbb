"""Telling departments what their orders ask of them: on the desk and by message."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from registry import messages, roles, trail
from registry.errors import Refused
from registry.models import Official
from sanctions.models import Call, Order

LISTED = 1000
TEXTS = {
    Call.Kind.NEW: "收到 {number} 项新的奖惩任务，请在响应期限内办理。",
    Call.Kind.HELD: "{number} 项任务所依据的条目已被暂停，期间不得执行；已经采取的措施请即暂停。",
    Call.Kind.RESUME: "{number} 项任务所依据的条目已恢复效力，可以继续执行。",
    Call.Kind.LIFT: "{number} 项措施的依据已经消失，请在解除期限内解除并登记。",
    Call.Kind.VOID: "{number} 项尚未执行的任务已经取消，无需执行。",
    Call.Kind.OVERDUE: "有 {number} 项任务逾期未响应或者未解除，请立即办理。",
}


def call(kind, told, *, at, on=None):
    """One call of `kind` to each department of `told` ({department's pk: (orders, number)})."""
    if not told:
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
        for department, (orders, number) in sorted(told.items())
    )
    clerks = defaultdict(list)
    officials = Official.objects.filter(
        department__in=told,
        groups__name__in=[roles.CLERKS, roles.REVIEWERS],
        is_active=True,
    )
    for official in officials.distinct():
        clerks[official.department_id].append(official)
    for one in calls:
        if clerks[one.department_id]:
            messages.notify(
                clerks[one.department_id],
                one,
                kind,
                title=f"奖惩任务：{one.get_kind_display()}",
                text=one.text,
            )


def by_department(pairs):
    """{department: (orders, number)} of (order, department) pairs."""
    told = defaultdict(list)
    for order, department in pairs:
        told[department].append(order)
    return {department: (orders, len(orders)) for department, orders in told.items()}


@transaction.atomic
def acknowledge(call: Call, *, by: Official):
    """Note that the department has received `call`."""
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    if call.seen_at is not None:
        raise Refused("该通知已经签收。")
    if call.department_id != by.department_id:
        raise Refused(f"该通知发给{call.department}，应由该单位签收。")
    call.seen_at, call.seen_by = timezone.now(), by
    call.save(update_fields=["seen_at", "seen_by"])
    trail.record(call, "acknowledged", by=by)


@transaction.atomic
def chase(on):
    """Call each department once on the day `on` for what it has left overdue; returns how many."""
    called = set(
        Call.objects.filter(kind=Call.Kind.OVERDUE, made_on=on).values_list(
            "department", flat=True
        )
    )
    late = Order.objects.overdue(on)
    numbers = late.order_by().values_list("department").annotate(number=Count("pk"))
    told = {
        department: (first(late, department), number)
        for department, number in numbers
        if department not in called
    }
    call(Call.Kind.OVERDUE, told, at=timezone.now(), on=on)
    return len(told)


def first(orders, department):
    rows = orders.filter(department=department).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:LISTED])
