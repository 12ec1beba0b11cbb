"""What is decided on an objection, carried out in the same transaction, and told to everybody."""

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
    actors_of,
    release_hold_of,
    start_clock,
    stop_clock,
    tell_department,
    today,
)

Outcome = Objection.Outcome


@transaction.atomic
def decide(objection: Objection, *, by: Official, outcome: str, reason: str):
    """Decide on `objection`, and do it: keep, correct or revoke its entry, and close its hold.

    The entry has effect again only where it was kept and no other hold is open. What was found
    wrong or could not be proved may not be kept. Whoever drafted, edited or approved the entry,
    or made the finding, may not decide: Refused. Where harm was done, redress is opened.
    """
    refuse_any(
        [
            *rules.decision_obstacles(objection, by=by, actors=actors_of(objection)),
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
    announce(objection, by=by)


def carry_out(objection, outcome, *, by, reason):
    """Put the entry right or out; then the hold that verified it has served."""
    entry = Entry.objects.select_for_update().get(pk=objection.entry_id)
    why = f"{objection}：{reason}"
    if entry.status == Entry.Status.PUBLISHED:
        if outcome == Outcome.REVOKED:
            registry.actions.entries.end(
                entry, because=Entry.Ending.REVOKED, reason=why, by=by
            )
        elif outcome == Outcome.CORRECTED:
            put_right(entry, objection.changes, by=by, reason=why)
    release_hold_of(objection, by=by, reason=why)


def put_right(entry, changes, *, by, reason):
    """Correct `entry`; what stands wrong on a responsible person stands wrong on its cause."""
    if not changes:
        raise Refused("核查结论没有给出更正内容，请退回核查单位补充，或者决定撤销。")
    registry.actions.entries.correct(
        entry.cause or entry, by=by, changes=meant(changes), reason=reason
    )


def meant(changes):
    """Values kept as JSON, as the entry's fields want them."""
    found = {}
    for name, value in changes.items():
        if name == "region":
            found[name] = value and Region.objects.get(pk=value)
        else:
            found[name] = Entry._meta.get_field(name).to_python(value)
    return found


def announce(objection, *, by):
    """Start the clock of the reply and tell whoever carries measures out because of the entry."""
    start_clock(
        objection,
        "reply",
        started_on=today(),
        event="作出决定",
        department=objection.receiver,
        by=by,
    )
    result = objection.get_outcome_display()
    tell_department(
        objection.receiver,
        objection,
        "decided",
        title=f"待答复：{objection}",
        text=f"{objection}已经决定：{result}。请在期限内答复申请人并登记答复方式。",
    )
    if objection.outcome == Outcome.CORRECTED:
        tell_implementers(objection)


def tell_implementers(objection):
    """Tell every department with an order resting on the corrected entry to look at it again.

    Of holds, releases and endings they hear from the measures themselves.
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
def reply(case: Case, *, by: Official, way: str, replied_on: date):
    """Note how and on which day the applicant was told; from then on she may ask once for more.

    Raises Refused while an entry that a founded complaint showed to be wrong stands as it was; a
    hold that a complaint laid is closed with the reply.
    """
    refuse_any(
        [
            *rules.reply_obstacles(case, by=by, replied_on=replied_on, on=today()),
            *rules.remedy_obstacles(case, stands=stands_as_it_was(case)),
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
    release_hold_of(case, by=by, reason=f"{case}已经答复")
    stop_clock(case, "reply", on=replied_on)


def stands_as_it_was(case):
    """Whether the entry of `case` is in force and was not corrected since the case came in."""
    entry = case.entry
    if entry is None or entry.status != Entry.Status.PUBLISHED:
        return False
    corrected = Correction.objects.filter(
        entry__in=[entry.pk, entry.cause_id or entry.pk], at__gte=case.received_at
    )
    return not corrected.exists()
