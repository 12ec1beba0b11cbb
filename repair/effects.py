"""The three effects of a granted repair, each read off the facts: what is done, what is still owed."""

from datetime import date
from typing import NamedTuple

from django.db.models import Min
from django.utils import timezone

from sanctions.models import Order


class Effect(NamedTuple):
    """One effect: since when it holds, or who has still to bring it about."""

    name: str
    done_on: date | None
    owed: list[str]

    @property
    def words(self):
        if self.owed:
            return f"待完成：{'、'.join(self.owed)}"
        return f"已于 {self.done_on} 完成"


def effects_of(application, *, on: date) -> list[Effect]:
    """终止公示, 停止共享和使用, 解除惩戒措施 of a granted `application` as the day `on` sees them.

    《信用修复管理办法》第 3 条.
    """
    entry = application.entry
    ended_on = entry.ended_at and timezone.localdate(entry.ended_at)
    register = [] if ended_on else ["信用福州"]
    orders = Order.objects.filter(entry__in=[entry, *entry.derived.all()])
    return [
        Effect("终止公示", ended_on, register),
        Effect("停止共享和使用", ended_on, register),
        Effect("解除惩戒措施", lifted_on(orders) or ended_on, owing(orders, on)),
    ]


def owing(orders, on) -> list[str]:
    """Each department that has taken a measure and not confirmed its lifting, by when it must."""
    taken = orders.filter(status__in=[Order.Status.EXECUTED, Order.Status.LIFTING])
    rows = (
        taken.order_by().values_list("department__short_name").annotate(Min("lift_by"))
    )
    return [said(name, lift_by, on) for name, lift_by in sorted(rows)]


def said(name, lift_by, on):
    if lift_by is None:
        return name
    late = "，已逾期" if lift_by < on else ""
    return f"{name}（应于 {lift_by} 前解除{late}）"


def lifted_on(orders):
    """The day on which the last measure was lifted; None where none had been taken."""
    last = orders.filter(status=Order.Status.LIFTED).order_by("-lifted_on").first()
    return last and last.lifted_on
