"""The decision on an objection, carried out in the same transaction, and the reply to a case."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

import registry.actions
from disputes import rules
from disputes.actions.redress import open_redress
from disputes.models import Case, Objection
from registry import messages
from registry.errors import Refused, refuse_any
from registry.models import Correction, Entry, Official, Region
from registry.roles import CLERKS
from registry.workflow import move
from sanctions.models import Order

from .common import (
    involved_officials,
    notify_department,
    release_case_hold,
    start_clock,
    stop_clock,
    today,
)

Outcome = Objection.Outcome


@transaction.atomic
def decide(objection: Objection, *, by: Official, outcome: str, reason: str) -> None:
    """Decide `objection` at once: keep, correct or revoke its entry, and release its hold.

    A kept or corrected entry has effect again where no other hold is open. Where the entry was
    wrong and somebody acted upon it, redress is opened (三(五)). Raises Refused where an entry that
    was found wrong or could not be proved would be kept, and where `by` drafted, edited or
    approved the entry or made the finding.
    """
    refuse_any(
        [
            *rules.decision_obstacles(
                objection, by=by, actors=involved_officials(objection)
            ),
            *rules.outcome_obstacles(objection, outcome),
        ]
    )
    if not reason:
        raise Refused("请填写决定理由，申请人会看到。")
    move(
        objection,
        Case.Status.DECIDED,
        by=by,
        reason=reason,
        outcome=outcome,
        grounds=reason,
        decided_at=timezone.now(),
        decided_by=by,
    )
    carry_out(objection, outcome, by=by, reason=reason)
    if outcome != Outcome.KEPT:
        open_redress(objection.entry, by=by, objection=objection)
    stop_clock(objection, "decide", on=today())
    start_reply(objection, by=by)


def carry_out(objection, outcome, *, by, reason) -> None:
    """Revoke or correct the entry as decided, and release the objection's hold."""
    # An entry that ended while it was verified is left as it is.
    entry = Entry.objects.select_for_update().get(pk=objection.entry_id)
    explanation = f"{objection}：{reason}"
    if entry.status == Entry.Status.PUBLISHED:
        if outcome == Outcome.REVOKED:
            registry.actions.entries.end(
                entry, because=Entry.Ending.REVOKED, reason=explanation, by=by
            )
        elif outcome == Outcome.CORRECTED:
            correct_entry(entry, objection.changes, by=by, reason=explanation)
    release_case_hold(objection, by=by, reason=explanation)


def correct_entry(
    entry: Entry, changes: dict | None, *, by: Official, reason: str
) -> None:
    """Correct `entry`, or the organisation's entry where it derives from one (责任人条目).

    Derived entries follow their cause. Raises Refused where `changes` is empty.
    """
    if not changes:
        raise Refused("核查结论没有给出更正内容，请退回核查单位补充，或者决定撤销。")
    registry.actions.entries.correct(
        entry.cause or entry, by=by, changes=field_values(changes), reason=reason
    )


def field_values(changes) -> dict:
    """The stored `changes` (see `json_value`) as values of the entry's fields."""
    values = {}
    for name, value in changes.items():
        if name == "region":
            values[name] = value and Region.objects.get(pk=value)
        else:
            values[name] = Entry._meta.get_field(name).to_python(value)
    return values


def start_reply(objection, *, by) -> None:
    """Start the clock of the reply; notify who has to reply and who implements measures."""
    start_clock(
        objection,
        "reply",
        started_on=today(),
        event="作出决定",
        department=objection.receiver,
        by=by,
    )
    result = objection.get_outcome_display()
    notify_department(
        objection.receiver,
        objection,
        "decided",
        title=f"待答复：{objection}",
        text=f"{objection}已经决定：{result}。请在期限内答复申请人并登记答复方式。",
    )
    if objection.outcome == Outcome.CORRECTED:
        notify_implementers(objection)


def notify_implementers(objection) -> None:
    """Ask each department with an order because of the corrected entry to review its measures.

    Holds, releases and endings reach them by `sanctions.receivers`; a correction does not.
    """
    entry = objection.entry
    orders = Order.objects.filter(Q(entry=entry) | Q(entry__cause=entry))
    standing = orders.exclude(status__in=[Order.Status.VOID, Order.Status.DECLINED])
    officials = Official.objects.filter(
        department__in=standing.values("department"),
        groups__name=CLERKS,
        is_active=True,
    )
    messages.notify(
        officials,
        objection,
        "implementers",
        title=f"条目 {entry.pk} 已经更正",
        text=f"条目 {entry.pk} 经异议核查已经更正，请按更正后的内容复核已采取的措施。",
    )


@transaction.atomic
def reply(case: Case, *, by: Official, way: str, replied_on: date) -> None:
    """Record how and on which day the applicant got the reply; a hold of the case is released.

    From then on the applicant of an objection may ask once for re-examination (复核). Raises
    Refused while an entry that a founded complaint proved wrong is neither corrected nor ended.
    """
    refuse_any(
        [
            *rules.reply_obstacles(case, by=by, replied_on=replied_on, on=today()),
            *rules.remedy_obstacles(case, stands=stands_uncorrected(case)),
        ]
    )
    move(
        case,
        Case.Status.REPLIED,
        by=by,
        reason=way,
        reply_way=way,
        replied_on=replied_on,
        replied_at=timezone.now(),
        replied_by=by,
    )
    release_case_hold(case, by=by, reason=f"{case}已经答复")
    stop_clock(case, "reply", on=replied_on)


def stands_uncorrected(case) -> bool:
    """Whether the entry of `case` is published and was not corrected since the case was received."""
    entry = case.entry
    if entry is None or entry.status != Entry.Status.PUBLISHED:
        return False
    # A derived entry is corrected by correcting its cause.
    corrected = Correction.objects.filter(
        entry__in=[entry.pk, entry.cause_id or entry.pk], at__gte=case.received_at
    )
    return not corrected.exists()
