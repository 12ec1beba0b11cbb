"""What happens to orders when their entries are held, released or ended, or their own time is over."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from registry import trail, workdays
from registry.models import Entry, Official
from registry.sets import chunks
from registry.workflow import move_all
from sanctions.models import Call, Order

from .notifications import by_department, call
from .orders import begin_lifting


def standing_orders(pks: list[int]) -> list[tuple[int, int]]:
    """(order, department) of every order on the entries `pks` that is or may be executed."""
    return [
        pair
        for chunk in chunks(pks)
        for pair in Order.objects.filter(entry__among=chunk, status__in=Order.STANDING)
        .order_by("pk")
        .values_list("pk", "department_id")
    ]


def notify_held(pks: list[int], *, at: datetime) -> None:
    """Notify the departments that measures on the held entries `pks` must not be applied.

    Nothing is stored on the orders: whether one is executable follows from the open hold.
    """
    call(Call.Kind.HELD, by_department(standing_orders(pks)), at=at)


def notify_released(pks: list[int], *, at: datetime) -> None:
    """Notify the departments that measures on the entries `pks` may be applied again.

    Orders not answered by then get their whole response time again: nobody is late for days on
    which the measure must not be applied (三(五)).
    """
    on, calendar = timezone.localdate(at), workdays.load()
    for chunk in chunks(pks):
        waiting = Order.objects.filter(entry__among=chunk, status=Order.Status.PENDING)
        spans = waiting.order_by().values_list("respond_workdays", flat=True).distinct()
        for days in list(spans):
            give_time_again(
                waiting.filter(respond_workdays=days), calendar.add(on, days)
            )
    call(Call.Kind.RESUME, by_department(standing_orders(pks)), at=at)


def give_time_again(orders, deadline) -> None:
    """Move the last day of `orders` to that of `deadline` (a `DueDate`); never to an earlier one."""
    moved = orders.filter(respond_by__lt=deadline.due)
    lines = [
        (pk, {"respond_by": str(was)}, {"respond_by": str(deadline.due)})
        for pk, was in moved.order_by("pk").values_list("pk", "respond_by")
    ]
    moved.update(
        respond_by=deadline.due,
        calendar_edition=deadline.edition,
        provisional=deadline.provisional,
    )
    reason = "所依据的条目恢复效力，响应期限重新计算"
    trail.record_all(Order, "time_renewed", lines, by=None, reason=reason)


@transaction.atomic
def give_up(pks: list[int], *, because: str, by: Official | None, at: datetime) -> None:
    """Close the orders on the ended entries `pks`: executed ones are to be lifted, others void.

    `because` is the `Entry.Ending`.
    """
    reason = f"条目退出：{Entry.Ending(because).label}"
    for chunk in chunks(pks):
        close(Order.objects.filter(entry__among=chunk), reason, by=by, at=at)


def close(orders, reason, *, by, at) -> int:
    """Make pending `orders` void and executed ones due for lifting; returns how many there were."""
    # Locked before they are sorted by status, so that none is executed in between.
    rows = (
        orders.filter(status__in=Order.STANDING)
        .order_by("pk")
        .select_for_update(of=("self",))
        .values_list("pk", "department_id", "status", "provision__lifting_workdays")
    )
    void, lifting, days = [], [], {}
    for pk, department, status, span in rows:
        if status == Order.Status.PENDING:
            void.append((pk, department))
        else:
            lifting.append((pk, department))
            days[pk] = span
    if void:
        pks = [pk for pk, _ in void]
        move_all(Order, pks, Order.Status.VOID, by=by, reason=reason)
    if lifting:
        begin_lifting(days, because=reason, by=by)
    call(Call.Kind.VOID, by_department(void), at=at)
    call(Call.Kind.LIFT, by_department(lifting), at=at)
    return len(void) + len(lifting)


@transaction.atomic
def close_groundless(at: datetime) -> int:
    """Close orders whose ground is gone by itself: term over, entry expired, measure withdrawn.

    They were not executable any more; this asks for the lifting. Returns how many were closed.
    """
    number = close(
        Order.objects.to_lift(at), "措施期限届满或者依据失效", by=None, at=at
    )
    return number + close(
        Order.objects.groundless(at), "依据失效，无需执行", by=None, at=at
    )
