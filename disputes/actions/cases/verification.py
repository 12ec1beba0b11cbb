"""The provider's part: receipt, twenty working days, and what it found."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.models import Case, Complaint, Objection
from registry import deadlines
from registry.actions.entries.corrections import CORRECTABLE
from registry.actions.entries.drafting import plain
from registry.errors import Refused, refuse_any
from registry.models import Official
from registry.workflow import move

from .common import actors_of, editors, start_clock, stop_clock, tell_department, today


@transaction.atomic
def sign(case: Case, *, by: Official, signed_on: date):
    """Note that the provider received the notice on `signed_on`: day 0 of its twenty working days."""
    refuse_any(rules.signing_obstacles(case, by=by, signed_on=signed_on, on=today()))
    receive_notice(case, by=by, signed_on=signed_on, is_deemed=False)


def receive_notice(case, *, by, signed_on, is_deemed):
    event = "视为收到核查通知" if is_deemed else "收到核查通知"
    move(
        case,
        Case.Status.VERIFYING,
        by=by,
        reason=event,
        signed_on=signed_on,
        signed_at=timezone.now(),
        signed_by=by,
        is_deemed=is_deemed,
    )
    stop_clock(case, "receipt", on=signed_on)
    start_clock(
        case,
        "verify",
        started_on=signed_on,
        event=event,
        department=case.respondent,
        by=by,
        handler=by,
    )


def deem_received(on: date) -> int:
    """Count notices nobody signed for as received on the last day for it; returns how many.

    Run daily by the clock. However late it runs, day 0 is the day on which that limit ended.
    """
    done = 0
    for model in (Objection, Complaint):
        waiting = model.objects.filter(status=Case.Status.ACCEPTED).order_by("pk")
        for case in waiting:
            done += deem_one(case, on)
    return done


@transaction.atomic
def deem_one(case, on):
    deadline = deadlines.current(case, case.clock("receipt"))
    if deadline is None or deadline.due_on >= on or deadline.is_provisional:
        return 0
    receive_notice(case, by=None, signed_on=deadline.due_on, is_deemed=True)
    tell_department(
        case.respondent,
        case,
        "deemed",
        title=f"核查通知视为签收：{case}",
        text=f"{case}的核查通知逾期未签收，视为 {deadline.due_on} 收到，核查期限已经起算。",
    )
    return 1


@transaction.atomic
def record_finding(
    case: Case, *, by: Official, finding: str, text: str, changes: dict | None = None
):
    """Say what the verification found, with the evidence in `text`.

    For “应当更正” `changes` says what the entry ought to say (names of CORRECTABLE to values).
    Raises Refused for another department, or for whoever drafted or edited the entry.
    """
    actors = editors(case.entry) if case.entry_id else set()
    wanted = None
    if finding == Objection.Finding.CORRECT:
        wanted = {name: v for name, v in (changes or {}).items() if name in CORRECTABLE}
    refuse_any(rules.finding_obstacles(case, by=by, actors=actors, changes=wanted))
    if not text:
        raise Refused("请写明核查情况和证据。")
    fields = {"finding": finding, "finding_text": text}
    if isinstance(case, Objection):
        fields["changes"] = {n: plain_key(v) for n, v in (wanted or {}).items()}
    move(
        case,
        Case.Status.FOUND,
        by=by,
        reason=text,
        found_at=timezone.now(),
        found_by=by,
        **fields,
    )
    stop_clock(case, "verify", on=today())
    start_clock(
        case,
        "decide",
        started_on=today(),
        event="提交核查结论",
        department=case.respondent,
        by=by,
    )
    tell_found(case)


def tell_found(case):
    tell_department(
        case.respondent,
        case,
        f"found-{case.found_at:%Y%m%d%H%M%S}",
        title=f"待决定：{case}",
        text=f"{case}的核查结论已经提交，请由未参与登记、审核和核查的人员作出决定。",
    )


def plain_key(value):
    """A value that JSON can hold; a row is kept by its primary key."""
    return value.pk if hasattr(value, "pk") else plain(value)


@transaction.atomic
def redo_finding(case: Case, *, by: Official, reason: str):
    """Have the finding made again; the twenty days run on from the first receipt."""
    refuse_any(rules.decision_obstacles(case, by=by, actors=actors_of(case)))
    if not reason:
        raise Refused("请写明退回核查的理由。")
    handler = case.found_by
    move(
        case,
        Case.Status.VERIFYING,
        by=by,
        reason=reason,
        finding="",
        found_at=None,
        found_by=None,
    )
    stop_clock(case, "decide", on=today())
    start_clock(
        case,
        "verify",
        started_on=case.signed_on,
        event="收到核查通知",
        department=case.respondent,
        by=by,
        handler=handler,
    )
