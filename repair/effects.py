"""The three effects of a granted repair, each read off the facts: what is done, who still owes what."""

from datetime import date
from typing import NamedTuple

from django.db.models import Min
from django.utils import timezone

from repair.models import Application
from sanctions.models import Order


class Effect(NamedTuple):
    """One effect: the day on which it was complete, and who still has to do their part."""

    name: str
    done_on: date | None
    owed: list[str]

    @property
    def words(self) -> str:
        """The state of the effect, for officials and the applicant."""
        if self.owed:
            return f"待完成：{'、'.join(self.owed)}"
        return f"已于 {self.done_on} 完成"


def effects_of(application: Application, *, on: date) -> list[Effect]:
    """The effects of a granted `application` (《信用修复管理办法》第 3 条).

    终止公示, 停止共享和使用 and 解除惩戒措施; a lifting that is late on the day `on` says so.
    """
    entry = application.entry
    ended_on = entry.ended_at and timezone.localdate(entry.ended_at)
    owed_by_register = [] if ended_on else ["信用福州"]
    orders = Order.objects.filter(entry__in=[entry, *entry.derived.all()])
    return [
        Effect("终止公示", ended_on, owed_by_register),
        Effect("停止共享和使用", ended_on, owed_by_register),
        Effect("解除惩戒措施", lifted_on(orders) or ended_on, owing(orders, on)),
    ]


def owing(orders, on) -> list[str]:
    """The departments that carried out a measure and have not confirmed its lifting, each with its day."""
    taken = orders.filter(status__in=[Order.Status.EXECUTED, Order.Status.LIFTING])
    rows = (
        taken.order_by().values_list("department__short_name").annotate(Min("lift_by"))
    )
    return [debtor(name, lift_by, on) for name, lift_by in sorted(rows)]


def debtor(name, lift_by, on) -> str:
    """The department `name` with the day by which it has to lift its measures, where one is set."""
    if lift_by is None:
        return name
    late = "，已逾期" if lift_by < on else ""
    return f"{name}（应于 {lift_by} 前解除{late}）"


def lifted_on(orders) -> date | None:
    """The day on which the last measure was lifted; None where none was."""
    last = orders.filter(status=Order.Status.LIFTED).order_by("-lifted_on").first()
    return last and last.lifted_on
