"""Rules on measures, orders and checks: facts and dates in, reasons out; no query, no clock.

`*_obstacles` yield the reasons against an action, each a full sentence for the official; none
means that it may be done.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from registry.models import (
    ADVERSE,
    Department,
    Entry,
    ListKind,
    Official,
    Standard,
    Subject,
    SubjectKind,
)
from registry.rules import may_decide
from registry.terms import months_later

from .models import STRONG, Band, Check, Measure, Order, Provision

Reasons = Iterator[str]

CLEAN_YEARS = 3  # years without a bad record that open the green channel, 一（三）


# --- the catalogue and its memoranda -----------------------------------------


def measure_obstacles(
    measure: Measure, *, implementers: Iterable[Department]
) -> Reasons:
    """Why `measure` may not stand in the catalogue (三(三)); `implementers` are departments."""
    if not (measure.document and measure.article and measure.level):
        yield f"“{measure.name}”没有注明依据文件、条款和层级，不能列入清单。"
    if not measure.subject_kinds and not measure.roles:
        yield f"“{measure.name}”没有指明对象主体类别或者责任身份。"
    if not measure.is_mandatory:
        return
    if measure.level not in STRONG:
        yield (
            f"“{measure.name}”为强制性措施，依据应当是法律、行政法规或者国家级文件；"
            "依据不足的，只能列为推荐性措施。"
        )
    guided = [one for one in implementers if one.kind in Measure.GUIDED]
    if guided or measure.carried_by in Measure.GUIDED:
        names = (
            "、".join(str(one) for one in guided) or measure.get_carried_by_display()
        )
        yield f"“{measure.name}”由{names}实施，属于引导，只能列为推荐性措施。"


def provision_obstacles(
    provision: Provision, *, implementers: Iterable[int]
) -> Reasons:
    """Why `provision` may not stand in a memorandum; `implementers` are its measure's departments (keys)."""
    measure, department = provision.measure, provision.department
    if measure.is_mandatory and department.kind in Measure.GUIDED:
        yield (
            f"{department}为{department.get_kind_display()}，对其只能引导，"
            f"不能列入强制性措施“{measure}”。"
        )
    if implementers and department.pk not in implementers:
        yield f"清单中“{measure}”的实施单位不包括{department}。"


# --- orders ------------------------------------------------------------------


def suits(measure: Measure, list_kind: str) -> bool:
    """Whether `measure` may follow from an entry of `list_kind`: incentives from good, punishment from bad."""
    return measure.is_punishment == (list_kind in ADVERSE)


def targets(measure: Measure, *, subject_kind: str, role: str) -> bool:
    """Whether `measure` is aimed at the subject itself (no `role`) or at persons responsible in `role`."""
    return role in measure.roles if role else subject_kind in measure.subject_kinds


def execution_obstacles(
    order: Order,
    *,
    on: date,
    entry_stands: bool,
    entry_held: bool,
    holds: Iterable[str] = (),
) -> Reasons:
    """Why the measure of `order` may not be applied on the day `on`; none means it may.

    `entry_stands`: published, not ended, within its term; `entry_held`: a hold is open on it
    or on its cause, `holds` says which (三(五)).
    """
    if order.status not in Order.STANDING:
        yield f"{order}当前状态为“{order.get_status_display()}”，不能执行。"
    if not entry_stands:
        yield f"所依据的条目 {order.entry_id} 已经退出或者期限届满，不得再据以采取措施。"
    elif entry_held:
        why = "、".join(holds) or "核查"
        yield (
            f"所依据的条目 {order.entry_id} 正在{why}，期间暂不执行；"
            "核查结束恢复效力后，再行办理。"
        )
    if not order.measure.is_in_force(on):
        yield f"措施“{order.measure}”已不在现行有效的措施清单中，不得再执行。"
    if not order.measure.document:
        yield f"措施“{order.measure}”没有依据，不得执行。"
    if order.until is not None and order.until < on:
        yield f"措施期限已于 {order.until} 届满。"


def respondent_obstacles(order: Order, *, by: Official) -> Reasons:
    """Why `by` may not answer `order`: it is another department's."""
    if not may_decide(by, order.department):
        yield f"{order}由{order.department}实施，应由该单位办理。"


def decline_obstacles(order: Order, *, ground: str, explanation: str) -> Reasons:
    """Why `order` may not be declined: no reason is given, or no lawful one for a mandatory measure."""
    if not ground or not explanation:
        yield "不执行措施的，应当选择原因并作出说明。"
    elif order.measure.is_mandatory and ground in Order.UNLAWFUL_FOR_MANDATORY:
        yield (
            f"“{order.measure}”为强制性措施，不能以“{Order.Ground(ground).label}”为由不执行，"
            "请从法定原因中选择。"
        )


def execution_date_obstacles(
    order: Order,
    *,
    executed_on: date,
    until: date | None,
    made_on: date,
    ends_on: date | None,
    on: date,
) -> Reasons:
    """Why the dates of an execution cannot be; `ends_on` is the last day that the measure may last."""
    if executed_on > on:
        yield f"执行日期 {executed_on} 晚于今天。"
    if executed_on < made_on:
        yield f"执行日期 {executed_on} 早于任务发出日期 {made_on}。"
    if until is not None and until < executed_on:
        yield f"措施期限至 {until} 早于执行日期 {executed_on}。"
    if until is not None and ends_on is not None and until > ends_on:
        yield f"措施期限不能晚于 {ends_on}（条目有效期或者备忘录规定的措施期限）。"


def latest_end(
    *, executed_on: date, term_months: int | None, entry_ends: date | None
) -> date | None:
    """The last day that a measure begun on `executed_on` may last; None: no end is known.

    That of its own term, but never later than that of its entry.
    """
    own = months_later(executed_on, term_months) if term_months else None
    return min((day for day in (own, entry_ends) if day), default=None)


# --- green channel, promises and classes -------------------------------------


def clean_since(on: date) -> date:
    """The day since which no bad record may have been made, for the green channel on `on`."""
    return months_later(on, -12 * CLEAN_YEARS)


def counts_against(entry: Entry, *, since: date, in_effect: bool, at: datetime) -> bool:
    """Whether an adverse `entry` that is not held bars the green channel at the instant `at`.

    It does while it has effect, and for three years from its decision. An entry revoked by then
    counts as never made, and a repaired one is not used any more.
    """
    undone = (entry.Ending.REVOKED, entry.Ending.REPAIRED)
    if entry.ended_because in undone and entry.ended_at <= at:
        return False
    return in_effect or entry.decided_on > since


def band_matches(band: Band, entries: Iterable[Entry]) -> list[Entry] | None:
    """Those of the `entries` in effect that put their subject into `band`; None where it does not fit.

    A band without list kinds is the last one and fits everybody, because of no entry.
    """
    found = [
        entry
        for entry in entries
        if entry.list_kind in band.list_kinds
        and (not band.severities or entry.standard.severity in band.severities)
    ]
    if not band.list_kinds:
        return []
    return found if len(found) >= band.at_least else None


def band_text(band: Band) -> str:
    """The condition of `band` as a sentence, for everybody to read."""
    if not band.list_kinds:
        return "不符合以上各类条件的。"
    kinds = "、".join(ListKind(kind).label for kind in band.list_kinds)
    degrees = "、".join(Standard.Severity(one).label for one in band.severities)
    degrees = f"（{degrees}）" if degrees else ""
    return f"有生效中的{kinds}{degrees}条目 {band.at_least} 条以上的。"


def class_obstacles(subject: Subject) -> Reasons:
    """Why `subject` has no class: natural persons are not classed."""
    if subject.kind == SubjectKind.PERSON:
        yield "自然人不参加信用分类，只如实列示生效中的条目。"


def scheme_obstacles(bands: list[Band]) -> Reasons:
    """Why a scheme may not be published: somebody would fall into no class, or into two."""
    if not bands:
        yield "分类办法至少应有一个类别。"
        return
    if bands[-1].list_kinds:
        yield "判断顺序最后的类别应当不设条件，使每个主体都有类别可归。"
    if any(not band.list_kinds for band in bands[:-1]):
        yield "只有判断顺序最后的类别可以不设条件。"
    for band in bands:
        if set(band.list_kinds) & set(ADVERSE) and set(band.list_kinds) - set(ADVERSE):
            yield f"“{band}”同时列有守信和失信名单，不能判断。"


# --- checks ------------------------------------------------------------------


def feedback_obstacles(
    check: Check, *, by: Official, outcome: str, reason: str, fed_back: bool
) -> Reasons:
    """Why this outcome may not be fed back on `check`; `fed_back`: another one was before."""
    if check.department_id != by.department_id:
        yield f"核查 {check.receipt} 由{check.department}发起，应由该单位反馈。"
    if fed_back:
        yield f"核查 {check.receipt} 已经反馈过，不能重复反馈。"
    if outcome == "not_taken" and not reason:
        yield "不执行措施的，应当说明理由。"
    if outcome == "taken" and not (check.entries or check.orders):
        yield f"核查 {check.receipt} 没有生效中的条目，不应采取措施；请按实际选择“正常办理”。"
