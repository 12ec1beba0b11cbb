"""Why an order is not executable: `Order.objects.executable` for one order, with the reasons."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from registry.models import Entry, Hold

from . import rules
from .models import Order


def obstacles(order: Order, at: datetime) -> list[str]:
    """The reasons why the measure of `order` may not be applied at `at`; empty if it is executable."""
    on = timezone.localdate(at)
    entry = Entry.objects.filter(pk=order.entry_id).standing(at).with_held(at).first()
    holds = []
    if entry is not None and entry.is_held:
        open_holds = Hold.objects.open(at).filter(
            Q(entry=entry.pk) | Q(entry=entry.cause_id)
        )
        holds = [hold.get_kind_display() for hold in open_holds]
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
