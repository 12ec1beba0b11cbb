"""The receiving department's part: acceptance, refusal, supplements and withdrawal.

From the acceptance of an objection on, its entry has no effect.
"""

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.models import Case, Objection
from registry import deadlines, trail
from registry.errors import Refused, refuse_any
from registry.models import Hold, Limit, Official
from registry.workflow import move

from .common import (
    involved_officials,
    notify_department,
    place_case_hold,
    release_case_hold,
    start_clock,
    stop_clock,
    today,
)


def check_receiving_department(case, *, by) -> None:
    """Raise Refused where `by` writes down what the applicant did and did not receive the case.

    None is the applicant, on the public page.
    """
    if by is not None:
        refuse_any(rules.intake_obstacles(case, by=by))


def check_own_work(case, *, by) -> None:
    """Raise Refused where `by` would refuse or withdraw a case against their own work."""
    if by is not None:
        refuse_any(rules.own_work_obstacles(by=by, actors=involved_officials(case)))


@transaction.atomic
def return_to_applicant(case: Case, *, by: Official, missing: str) -> None:
    """Ask the applicant for what is `missing`; their clock runs instead of the department's (补正)."""
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
def supplement(case: Case, *, text: str, by: Official | None) -> None:
    """Add what was missing; the case waits for acceptance again, with a new clock."""
    check_receiving_department(case, by=by)
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
def add_evidence(case: Case, *, text: str, by: Official | None) -> None:
    """Add what the applicant brings before the finding is made; no clock changes.

    Raises Refused once the finding has been made.
    """
    # No move takes the lock here, and of two additions at once neither may be lost.
    case.refresh_from_db(from_queryset=type(case).objects.select_for_update())
    if case.status not in Case.WITHDRAWABLE:
        raise Refused(f"{case}已经核查完毕，不能再补充证据。")
    case.supplement = f"{case.supplement}\n{text}".strip()
    case.save(update_fields=["supplement"])
    trail.record(case, "evidence_added", by=by)


@transaction.atomic
def refuse(case: Case, *, by: Official, reason: str) -> None:
    """Refuse to accept the case, with the reason that the applicant reads (不予受理).

    Raises Refused where `by` drafted, edited or approved the entry in question.
    """
    refuse_any(rules.intake_obstacles(case, by=by))
    check_own_work(case, by=by)
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
def accept(case: Case, *, by: Official) -> None:
    """Accept the case and notify the providing department at once (三(五)).

    An objection places a hold on its entry in the same transaction: nobody is punished while it
    is verified. A complaint does not; a reviewer may place one (`complaints.place_hold`).
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
        case.hold = place_case_hold(
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
    notify_department(
        case.respondent,
        case,
        "notified",
        title=f"核查通知：{case}",
        text=verification_notice(case),
    )


def verification_notice(case) -> str:
    """The text that asks the provider to verify; it says nothing about the applicant."""
    about = f"条目 {case.entry_id}" if case.entry_id else "有关事项"
    limit = Limit.objects.in_force(today()).filter(code=case.clock("verify")).first()
    days = f"{limit.number} 个{limit.get_unit_display()}" if limit else "规定期限"
    held = (
        "核实期间该条目已经暂停，暂不执行联合奖惩措施。"
        if isinstance(case, Objection)
        else ""
    )
    return (
        f"{case}已经受理，涉及{about}。请登录平台签收，自收到本通知之日起 {days}内核实，"
        f"提交核查结论和证据。{held}不能证实的，按信息有误处理。"
    )


@transaction.atomic
def withdraw(case: Case, *, by: Official | None, reason: str) -> None:
    """End the case at its applicant's wish; a hold that it placed is released.

    `by` is the official who has the applicant's wish in writing, None the applicant. Raises
    Refused where `by` drafted, edited or approved the entry in question.
    """
    check_receiving_department(case, by=by)
    check_own_work(case, by=by)
    move(case, Case.Status.WITHDRAWN, by=by, reason=reason)
    release_case_hold(case, by=by, reason=f"{case}已由申请人撤回")
    deadlines.drop_all(case, on=today())
