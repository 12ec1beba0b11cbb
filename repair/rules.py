"""When an entry may be repaired: facts and a date in, obstacles out."""

from datetime import date
from typing import NamedTuple

from registry.models import ADVERSE, Entry, Standard
from registry.rules import may_decide
from registry.terms import months_later
from repair.models import Application

PROMISE = (
    "本单位（本人）郑重承诺：所提供的材料真实、准确、完整；已纠正失信行为、履行法定义务、"
    "消除不良影响；今后依法诚信经营（守法守信）；如有虚假，愿意承担相应法律责任，并同意将"
    "虚假承诺行为记入信用记录。"
)


class Obstacle(NamedTuple):
    """A reason why an application cannot be filed, and the first day on which it no longer holds."""

    text: str
    until: date | None = None


def intake_obstacles(channel, external_number, promised) -> list[str]:
    """What an application lacks in itself, whatever its entry."""
    against = []
    if not promised:
        against.append("请阅读并作出信用承诺。")
    if channel == Application.Channel.CREDIT_CHINA and not external_number:
        against.append("信用中国转办的，请填写其申请编号。")
    return against


def deciding_obstacles(application, *, by):
    """Who recognised it repairs it (谁认定、谁修复); the credit office for whom nobody is left."""
    department = application.department
    if not may_decide(by, department):
        yield f"{application}由{department}办理（谁认定、谁修复），应由该单位工作人员办理。"


def declining_obstacles(application, *, by, supplement_by: date | None, on: date):
    """Nobody is turned away for what is missing while she still has time to bring it."""
    yield from deciding_obstacles(application, by=by)
    if supplement_by is not None and on <= supplement_by:
        yield f"申请人的补正期限至 {supplement_by}，期满仍未补正的才能不予受理。"


def granting_obstacles(entry, *, on: date):
    """Only what still counts against somebody can be repaired."""
    if entry.status != Entry.Status.PUBLISHED:
        yield f"该条目当前为“{entry.get_status_display()}”，不能准予修复。"
    elif entry.valid_to is not None and entry.valid_to < on:
        yield f"该条目已于 {entry.valid_to} 期满，不再生效，申请将自动终止。"


def restructuring_obstacles(restructuring, *, on: date):
    """A court's ruling, already made, on an organisation."""
    if restructuring.subject.is_person:
        yield "破产重整只适用于单位，自然人不能登记。"
    if restructuring.ruled_on > on:
        yield f"裁定日期 {restructuring.ruled_on} 晚于今天，请核对裁定书。"


def decider_obstacles(application, *, by):
    """Verifying and deciding take two officials, whichever way it is decided."""
    yield from deciding_obstacles(application, by=by)
    if application.verified_by_id == by.pk:
        yield "核查人不能作出修复决定，请由其他工作人员决定。"


def obstacles(entry, rule, *, published_on: date | None, on: date, has_open: bool):
    """Yield each obstacle to a repair of `entry` under `rule` on the day `on`; none means it may.

    `published_on` is the civil day on which the entry was published (《信用修复管理办法》).
    """
    if entry.list_kind not in ADVERSE:
        yield Obstacle("守信信息不需要信用修复。")
        return
    if entry.status != Entry.Status.PUBLISHED:
        yield Obstacle(
            f"该条目当前为“{entry.get_status_display()}”，无需或不能申请修复。"
        )
        return
    if entry.valid_to is not None and entry.valid_to < on:
        yield Obstacle(f"该条目已于 {entry.valid_to} 期满，不再生效，无需申请修复。")
        return
    if entry.cause_id is not None:
        yield Obstacle(
            "该条目随单位条目产生，请由单位申请；单位条目修复后本条目同时退出。"
        )
    if rule is None:
        yield Obstacle("认定单位尚未公布本标准的修复规则，请联系认定单位。")
        return
    if not rule.repairable:
        yield Obstacle(f"依据{rule.not_repairable_reason}，该失信信息不可修复。")
        return
    free_on = first_day(entry, rule, published_on=published_on)
    if on < free_on:
        yield Obstacle(f"最短公示期至 {free_on}，届时可以申请。", free_on)
    if has_open:
        yield Obstacle("该条目已有正在办理的修复申请，请等待办理结果。")


def first_day(entry, rule, *, published_on: date) -> date:
    """The first day on which the least time in public of `entry` under `rule` is over."""
    start = (
        published_on
        if entry.standard.public_runs_from == Standard.RunsFrom.PUBLICATION
        else entry.decided_on
    )
    return months_later(start, rule.least_months)
