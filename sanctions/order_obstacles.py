"""Why an order may not be executed: `Order.objects.executable` of one row, with its reasons."""

from django.db.models import Q
from django.utils import timezone

from registry.models import Entry, Hold

from . import rules


def obstacles(order, at):
    """Each reason why the measure of `order` may not be applied at `at`; none: it is executable."""
    on = timezone.localdate(at)
    entry = Entry.objects.filter(pk=order.entry_id).standing(at).with_held(at).first()
    holds = []
    if entry is not None and entry.is_held:
        open_ones = Hold.objects.open(at).filter(
            Q(entry=entry.pk) | Q(entry=entry.cause_id)
        )
        holds = [hold.get_kind_display() for hold in open_ones]
    reasons = list(
        rules.execution_obstacles(
            order,
            on=on,
            entry_stands=entry is not None,
            entry_held=bool(holds),
            holds=holds,
        )
    )
    if order.made_at > at:
        reasons.append(f"{order}在该时点尚未发出。")
    return reasons
