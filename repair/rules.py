"""Rules of credit repair: facts and dates in, obstacles out; no query, no clock.

No obstacle means that the action may be taken. Each is a full sentence for the applicant or official.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from registry.models import ADVERSE, Entry, Official, Standard
from registry.rules import may_decide
from registry.terms import months_later
from repair.models import Application, Rule

PROMISE = (
    "本单位（本人）郑重承诺：所提供的材料真实、准确、完整；已纠正失信行为、履行法定义务、"
    "消除不良影响；今后依法诚信经营（守法守信）；如有虚假，愿意承担相应法律责任，并同意将"
    "虚假承诺行为记入信用记录。"
)


class Obstacle(NamedTuple):
    """A reason why an entry cannot be repaired; `until` is the first day on which it no longer holds."""

    text: str
    until: date | None = None


def intake_obstacles(channel: str, external_number: str, promised: bool) -> list[str]:
    """What an application itself lacks, apart from its entry."""
    lacking = []
    if not promised:
        lacking.append("请阅读并作出信用承诺。")
    if channel == Application.Channel.CREDIT_CHINA and not external_number:
        lacking.append("信用中国转办的，请填写其申请编号。")
    return lacking


def deciding_obstacles(application: Application, *, by: Official) -> Iterator[str]:
    """The department that recognised the entry repairs it (谁认定、谁修复).

    The credit office does so for bodies outside government and departments that are ending.
    """
    department = application.department
    if not may_decide(by, department):
        yield f"{application}由{department}办理（谁认定、谁修复），应由该单位工作人员办理。"


def declining_obstacles(
    application: Application, *, by: Official, supplement_by: date | None, on: date
) -> Iterator[str]:
    """Why `application` may not be declined on the day `on`.

    `supplement_by` is the last day on which the applicant may bring what is missing, None where
    nothing was asked for.
    """
    yield from deciding_obstacles(application, by=by)
    if supplement_by is not None and on <= supplement_by:
        yield f"申请人的补正期限至 {supplement_by}，期满仍未补正的才能不予受理。"


def granting_obstacles(entry: Entry, *, on: date) -> Iterator[str]:
    """Only an entry that is published and not expired on the day `on` can be repaired."""
    if entry.status != Entry.Status.PUBLISHED:
        yield f"该条目当前为“{entry.get_status_display()}”，不能准予修复。"
    elif entry.valid_to is not None and entry.valid_to < on:
        yield f"该条目已于 {entry.valid_to} 期满，不再生效，申请将自动终止。"


def restructuring_obstacles(restructuring, *, on: date) -> Iterator[str]:
    """Why the ruling cannot be recorded: it is about a natural person, or of a future day."""
    if restructuring.subject.is_person:
        yield "破产重整只适用于单位，自然人不能登记。"
    if restructuring.ruled_on > on:
        yield f"裁定日期 {restructuring.ruled_on} 晚于今天，请核对裁定书。"


def decider_obstacles(application: Application, *, by: Official) -> Iterator[str]:
    """Verifying and deciding take two officials, also where the repair is refused."""
    yield from deciding_obstacles(application, by=by)
    if application.verified_by_id == by.pk:
        yield "核查人不能作出修复决定，请由其他工作人员决定。"


def obstacles(
    entry: Entry, rule: Rule | None, *, published_on: date | None, on: date, has_open: bool
) -> Iterator[Obstacle]:  # fmt: skip
    """Yield each obstacle to a repair of `entry` under `rule` on the day `on` (《信用修复管理办法》).

    `published_on` is the civil day of the entry's publication; `has_open` says that an application
    for it is open. After an obstacle that cannot be overcome no other is named.
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


def first_day(entry: Entry, rule: Rule, *, published_on: date) -> date:
    """The first day on which `entry` may be repaired: its least time in public (最短公示期) is over.

    The months run from the publication or the decision, as the entry's standard says.
    """
    start = (
        published_on
        if entry.standard.public_runs_from == Standard.RunsFrom.PUBLICATION
        else entry.decided_on
    )
    return months_later(start, rule.least_months)
