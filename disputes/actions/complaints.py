"""Complaints: handled like objections, but the entry is held only where a reviewer decides so."""

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.applicants import Applicant, columns
from disputes.models import Case, Complaint
from registry.errors import Refused, refuse_any
from registry.models import Department, Entry, Hold, Official
from registry.workflow import move
from sanctions.models import Order

from .cases.common import (
    involved_officials,
    notify_department,
    place_case_hold,
    release_case_hold,
    start_clock,
    stop_clock,
    today,
)
from .objections import COMPLAINT, receive_case


@transaction.atomic
def file(
    *,
    about: str,
    respondent: Department,
    applicant: Applicant,
    statement: str,
    by: Official | None,
    entry: Entry | None = None,
    order: Order | None = None,
    receiver: Department | None = None,
) -> tuple[Complaint, str]:
    """File a complaint about what `respondent` did; returns it and its receipt's secret, shown once.

    `about` is one of Complaint.About; `order` is the measure complained of and brings its entry and
    department. `by` None is the applicant on the public page; the credit office then receives the
    complaint unless `receiver` is given. Raises Refused where a complaint about an entry names none.
    """
    if order is not None:
        entry, respondent = order.entry, order.department
    if about == Complaint.About.ENTRY and entry is None:
        raise Refused("投诉名单条目的，请填写条目编号。")
    complaint = Complaint(
        about=about,
        entry=entry,
        order=order,
        respondent=respondent.in_office(today()),
        statement=statement,
        **columns(applicant),
    )
    return receive_case(complaint, COMPLAINT, by=by, receiver=receiver)


@transaction.atomic
def place_hold(complaint: Complaint, *, by: Official, reason: str) -> None:
    """Place a hold on the entry while the complaint is handled, where a reviewer has doubts.

    Raises Refused where there is no published entry, a hold is there already, or the case is over.
    """
    # Who drafted or approved the entry may place it too: a hold harms nobody.
    refuse_any(rules.decision_obstacles(complaint, by=by, actors=set()))
    complaint.refresh_from_db(from_queryset=Complaint.objects.select_for_update())
    if complaint.entry_id is None or complaint.hold_id is not None:
        raise Refused("该投诉没有所涉条目，或者已经暂停，不能再暂停。")
    if not complaint.is_open:
        raise Refused("该投诉已经办结，不能再暂停条目。")
    hold = place_case_hold(complaint, kind=Hold.Kind.COMPLAINT, reason=reason, by=by)
    if hold is None:
        raise Refused("所涉条目不在公示有效状态，无需暂停。")
    complaint.hold = hold
    complaint.save(update_fields=["hold"])


@transaction.atomic
def decide(
    complaint: Complaint, *, by: Official, outcome: str, reason: str, remedy: str = ""
) -> None:
    """Decide whether the complaint is founded; `remedy` says what is done where it is.

    A hold of an unfounded complaint is released. A wrong entry is corrected or revoked on the
    entry's own page; it stays held until then, and the reply has to wait (`cases.reply`). Raises
    Refused where `by` drafted, edited or approved the entry or made the finding.
    """
    refuse_any(
        rules.decision_obstacles(complaint, by=by, actors=involved_officials(complaint))
    )
    if not reason:
        raise Refused("请填写决定理由，投诉人会看到。")
    if outcome == Complaint.Outcome.FOUNDED and not remedy:
        raise Refused("投诉成立的，请写明纠正措施。")
    move(
        complaint,
        Case.Status.DECIDED,
        by=by,
        reason=reason,
        outcome=outcome,
        grounds=reason,
        remedy=remedy,
        decided_at=timezone.now(),
        decided_by=by,
    )
    if outcome != Complaint.Outcome.FOUNDED:
        release_case_hold(complaint, by=by, reason=f"{complaint}已经决定")
    stop_clock(complaint, "decide", on=today())
    start_clock(
        complaint,
        "reply",
        started_on=today(),
        event="作出决定",
        department=complaint.receiver,
        by=by,
    )
    notify_of_decision(complaint)


def notify_of_decision(complaint) -> None:
    """Ask the receiving department to reply."""
    result = complaint.get_outcome_display()
    notify_department(
        complaint.receiver,
        complaint,
        "decided",
        title=f"待答复：{complaint}",
        text=f"{complaint}已经决定：{result}。请在期限内答复。",
    )
