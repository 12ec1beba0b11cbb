"""From receipt to acceptance, or another end; from acceptance on the entry has no effect."""

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.models import Case, Objection
from registry import deadlines, trail
from registry.errors import Refused, refuse_any
from registry.models import Hold, Limit, Official
from registry.workflow import move

from .common import (
    actors_of,
    hold_entry_of,
    release_hold_of,
    start_clock,
    stop_clock,
    tell_department,
    today,
)


def refuse_others(case, *, by):
    """What the applicant does is written down only by whoever received the case."""
    if by is not None:
        refuse_any(rules.intake_obstacles(case, by=by))


def refuse_actors(case, *, by):
    """Nobody turns away, or takes back, a case against her own work."""
    if by is not None:
        refuse_any(rules.own_work_obstacles(by=by, actors=actors_of(case)))


@transaction.atomic
def return_to_applicant(case: Case, *, by: Official, missing: str):
    """Ask the applicant for what is `missing`; meanwhile her clock runs, not the department's."""
    refuse_any(rules.intake_obstacles(case, by=by))
    if not missing:
        raise Refused("请写明需要补正的内容。")
    move(
        case,
        Case.Status.RETURNED,
        by=by,
        reason=missing,
        missing=missing,
        returned_at=timezone.now(),
        returned_by=by,
    )
    stop_clock(case, "accept", on=today())
    start_clock(
        case,
        "supplement",
        started_on=today(),
        event="通知补正",
        department=case.receiver,
        by=by,
    )


@transaction.atomic
def supplement(case: Case, *, text: str, by: Official | None):
    """Add what was missing; the case waits for acceptance again."""
    refuse_others(case, by=by)
    if not text:
        raise Refused("请填写补正说明。")
    earlier_text = case.supplement
    move(
        case,
        Case.Status.RECEIVED,
        by=by,
        supplement=f"{earlier_text}\n{text}".strip(),
    )
    stop_clock(case, "supplement", on=today())
    start_clock(
        case,
        "accept",
        started_on=today(),
        event="收到补正材料",
        department=case.receiver,
        by=by,
    )


@transaction.atomic
def add_evidence(case: Case, *, text: str, by: Official | None):
    """Add what the applicant brings later, before the finding; no clock changes."""
    case.refresh_from_db(from_queryset=type(case).objects.select_for_update())
    if case.status not in Case.WITHDRAWABLE:
        raise Refused(f"{case}已经核查完毕，不能再补充证据。")
    case.supplement = f"{case.supplement}\n{text}".strip()
    case.save(update_fields=["supplement"])
    trail.record(case, "evidence_added", by=by)


@transaction.atomic
def refuse(case: Case, *, by: Official, reason: str):
    """Do not take the case up, with the reason that the applicant reads.

    Raises Refused to whoever had a hand in what the case is about.
    """
    refuse_any(rules.intake_obstacles(case, by=by))
    refuse_actors(case, by=by)
    if not reason:
        raise Refused("请填写不予受理的理由，申请人会看到。")
    move(
        case,
        Case.Status.REFUSED,
        by=by,
        reason=reason,
        refusal=reason,
        refused_at=timezone.now(),
        refused_by=by,
    )
    deadlines.drop_all(case, on=today())


@transaction.atomic
def accept(case: Case, *, by: Official):
    """Take the case up. An objection's entry loses its effect in this very transaction, and the
    provider is notified at once (三(五)).
    """
    refuse_any(rules.intake_obstacles(case, by=by))
    move(
        case,
        Case.Status.ACCEPTED,
        by=by,
        accepted_at=timezone.now(),
        accepted_by=by,
    )
    if isinstance(case, Objection):
        case.hold = hold_entry_of(
            case,
            kind=Hold.Kind.OBJECTION,
            reason="异议已经受理，核实期间暂不执行联合奖惩措施。",
            by=by,
        )
        case.save(update_fields=["hold"])
    stop_clock(case, "accept", on=today())
    start_clock(
        case,
        "receipt",
        started_on=today(),
        event="发出核查通知",
        department=case.respondent,
        by=by,
    )
    tell_department(
        case.respondent,
        case,
        "notified",
        title=f"核查通知：{case}",
        text=verification_notice(case),
    )


def verification_notice(case):
    """The notice that starts the provider's duty, without anything on the applicant."""
    about = f"条目 {case.entry_id}" if case.entry_id else "有关事项"
    limit = Limit.objects.in_force(today()).filter(code=case.clock("verify")).first()
    days = f"{limit.number} 个{limit.get_unit_display()}" if limit else "规定期限"
    resting = (
        "核实期间该条目已经暂停，暂不执行联合奖惩措施。"
        if isinstance(case, Objection)
        else ""
    )
    return (
        f"{case}已经受理，涉及{about}。请登录平台签收，自收到本通知之日起 {days}内核实，"
        f"提交核查结论和证据。{resting}不能证实的，按信息有误处理。"
    )


@transaction.atomic
def withdraw(case: Case, *, by: Official | None, reason: str):
    """End the case at its applicant's wish; a hold that it placed is closed.

    `by` is the official who has the applicant's word in writing, None the applicant herself.
    Raises Refused to whoever had a hand in the entry: nobody takes back an objection to her own work.
    """
    refuse_others(case, by=by)
    refuse_actors(case, by=by)
    move(case, Case.Status.WITHDRAWN, by=by, reason=reason)
    release_hold_of(case, by=by, reason=f"{case}已由申请人撤回")
    deadlines.drop_all(case, on=today())
