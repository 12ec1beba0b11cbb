"""Complaints: the same road as an objection, but the entry rests only where a reviewer says so."""

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
    actors_of,
    hold_entry_of,
    release_hold_of,
    start_clock,
    stop_clock,
    tell_department,
    today,
)
from .objections import COMPLAINT, take_in


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
    """Take in a complaint about what `respondent` did; returns it and the receipt's secret.

    `order` names the measure complained of, `entry` the entry; an order brings its entry.
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
    return take_in(complaint, COMPLAINT, by=by, receiver=receiver)


@transaction.atomic
def place_hold(complaint: Complaint, *, by: Official, reason: str):
    """Let the entry rest while the complaint is looked into, because a reviewer finds it right."""
    refuse_any(rules.decision_obstacles(complaint, by=by, actors=set()))
    complaint.refresh_from_db(from_queryset=Complaint.objects.select_for_update())
    if complaint.entry_id is None or complaint.hold_id is not None:
        raise Refused("该投诉没有所涉条目，或者已经暂停，不能再暂停。")
    if not complaint.is_open:
        raise Refused("该投诉已经办结，不能再暂停条目。")
    hold = hold_entry_of(complaint, kind=Hold.Kind.COMPLAINT, reason=reason, by=by)
    if hold is None:
        raise Refused("所涉条目不在公示有效状态，无需暂停。")
    complaint.hold = hold
    complaint.save(update_fields=["hold"])


@transaction.atomic
def decide(
    complaint: Complaint, *, by: Official, outcome: str, reason: str, remedy: str = ""
):
    """Decide whether the complaint is founded and what is to be done; a hold of its own is closed.

    An entry that the complaint shows to be wrong is corrected or revoked by its own way; until
    then it rests, and nobody is answered that all is done.
    """
    refuse_any(rules.decision_obstacles(complaint, by=by, actors=actors_of(complaint)))
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
        release_hold_of(complaint, by=by, reason=f"{complaint}已经决定")
    stop_clock(complaint, "decide", on=today())
    start_clock(
        complaint,
        "reply",
        started_on=today(),
        event="作出决定",
        department=complaint.receiver,
        by=by,
    )
    tell_decided(complaint)


def tell_decided(complaint):
    result = complaint.get_outcome_display()
    tell_department(
        complaint.receiver,
        complaint,
        "decided",
        title=f"待答复：{complaint}",
        text=f"{complaint}已经决定：{result}。请在期限内答复。",
    )
