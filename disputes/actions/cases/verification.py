"""The providing department's part: receipt of the notice, twenty working days, the finding."""

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

from .common import (
    editors_of,
    involved_officials,
    notify_department,
    start_clock,
    stop_clock,
    today,
)


@transaction.atomic
def sign(case: Case, *, by: Official, signed_on: date) -> None:
    """Record that the provider received the notice on `signed_on`, day 0 of its twenty workdays."""
    refuse_any(rules.signing_obstacles(case, by=by, signed_on=signed_on, on=today()))
    start_verification(case, by=by, signed_on=signed_on, is_deemed=False)


def start_verification(case, *, by, signed_on, is_deemed) -> None:
    """Start the verification clock; `is_deemed` where nobody signed for the notice."""
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
    """Treat notices whose time to sign is over by the day `on` as received; returns how many.

    Run by the clock. However late it runs, day 0 is the last day on which they could be signed.
    """
    number = 0
    for model in (Objection, Complaint):
        waiting = model.objects.filter(status=Case.Status.ACCEPTED).order_by("pk")
        for case in waiting:
            number += deem_notice_received(case, on)
    return number


@transaction.atomic
def deem_notice_received(case, on) -> int:
    """Start the verification of `case` if its time to sign is over; returns how many (0 or 1)."""
    deadline = deadlines.current(case, case.clock("receipt"))
    if deadline is None or deadline.due_on >= on or deadline.is_provisional:
        # A provisional day may still move with the next calendar: it binds nobody yet.
        return 0
    start_verification(case, by=None, signed_on=deadline.due_on, is_deemed=True)
    notify_department(
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
) -> None:
    """Record what the verification found, with the evidence in `text`; the decision is due.

    For “应当更正” `changes` maps fields of the entry (those of CORRECTABLE) to their right values.
    Raises Refused where `by` is of another department, or drafted or edited the entry.
    """
    actors = editors_of(case.entry) if case.entry_id else set()
    corrections = corrections_of(finding, changes)
    refuse_any(rules.finding_obstacles(case, by=by, actors=actors, changes=corrections))
    if not text:
        raise Refused("请写明核查情况和证据。")
    fields = {"finding": finding, "finding_text": text}
    if isinstance(case, Objection):
        fields["changes"] = {
            name: json_value(value) for name, value in (corrections or {}).items()
        }
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
    notify_of_finding(case)


def corrections_of(finding, changes) -> dict | None:
    """Those of `changes` that can be corrected; None where the finding asks for no correction."""
    if finding != Objection.Finding.CORRECT:
        return None
    return {
        name: value for name, value in (changes or {}).items() if name in CORRECTABLE
    }


def notify_of_finding(case) -> None:
    """Ask the department for the decision; the stage has a time, as a finding may be redone."""
    notify_department(
        case.respondent,
        case,
        f"found-{case.found_at:%Y%m%d%H%M%S}",
        title=f"待决定：{case}",
        text=f"{case}的核查结论已经提交，请由未参与登记、审核和核查的人员作出决定。",
    )


def json_value(value) -> str | int | bool | None:
    """`value` as JSON can hold it; a row is stored by its primary key."""
    return value.pk if hasattr(value, "pk") else plain(value)


@transaction.atomic
def redo_finding(case: Case, *, by: Official, reason: str) -> None:
    """Have the finding made again (退回重新核查); the twenty days go on from the first receipt.

    Raises Refused where `by` may not decide the case.
    """
    refuse_any(rules.decision_obstacles(case, by=by, actors=involved_officials(case)))
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
