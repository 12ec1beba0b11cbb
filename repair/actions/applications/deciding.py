"""Acceptance, verification and decision; verifier and decider are two officials."""

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import deadlines
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official
from registry.workflow import move
from repair import rules
from repair.models import Application

from .receiving import start_clock


@transaction.atomic
def accept(application: Application, *, by: Official) -> None:
    """Accept `application` for verification (受理); the clock of the decision starts."""
    at = timezone.now()
    on = timezone.localdate(at)
    refuse_any(rules.deciding_obstacles(application, by=by))
    move(
        application,
        Application.Status.ACCEPTED,
        by=by,
        accepted_at=at,
        accepted_by=by,
    )
    deadlines.meet(application, application.rule.accept_limit, on=on)
    start_clock(application, application.rule.decide_limit, on=on, event="受理", by=by)


@transaction.atomic
def decline(application: Application, *, by: Official, grounds: str) -> None:
    """Decide not to accept `application` (不予受理); the applicant reads the `grounds`.

    Raises Refused while the applicant still has time to supplement.
    """
    on = timezone.localdate()
    supplement_deadline = deadlines.current(
        application, application.rule.supplement_limit
    )
    refuse_any(
        rules.declining_obstacles(
            application,
            by=by,
            supplement_by=supplement_deadline and supplement_deadline.due_on,
            on=on,
        )
    )
    close(application, Application.Status.NOT_ACCEPTED, by=by, grounds=grounds)


@transaction.atomic
def verify(application: Application, *, by: Official, finding: str) -> None:
    """Record the `finding` of the verification (核查意见); the decision is due."""
    if not finding:
        raise Refused("请填写核查意见。")
    at = timezone.now()
    refuse_any(rules.deciding_obstacles(application, by=by))
    move(
        application,
        Application.Status.VERIFIED,
        by=by,
        reason=finding,
        verified_at=at,
        verified_by=by,
        finding=finding,
    )


@transaction.atomic
def grant(application: Application, *, by: Official, grounds: str) -> None:
    """Grant the repair (准予修复): the entry ends at once, its measures have to be lifted (三(四)).

    Raises Refused where `by` is the verifier, and where the entry expired or ended meanwhile.
    """
    # Read again: another official may have verified or decided it since it was loaded.
    application.refresh_from_db()
    refuse_any(rules.granting_obstacles(application.entry, on=timezone.localdate()))
    decide(application, Application.Status.GRANTED, by=by, grounds=grounds)
    registry.actions.entries.end(
        application.entry,
        because=Entry.Ending.REPAIRED,
        reason=f"准予信用修复：{grounds}",
        by=by,
    )


@transaction.atomic
def refuse(application: Application, *, by: Official, grounds: str) -> None:
    """Refuse the repair (不予修复); a new application may be filed. `by` is not the verifier."""
    decide(application, Application.Status.REFUSED, by=by, grounds=grounds)


def decide(application, to, *, by, grounds) -> None:
    """Grant or refuse, whichever `to` says, where `by` may decide."""
    application.refresh_from_db()
    refuse_any(rules.decider_obstacles(application, by=by))
    close(application, to, by=by, grounds=grounds)


def close(application, to, *, by, grounds) -> None:
    """Move `application` to its end `to` with its `grounds`, and its clocks with it."""
    if not grounds:
        raise Refused("请填写理由，理由将告知申请人。")
    at = timezone.now()
    move(
        application,
        to,
        by=by,
        reason=grounds,
        decided_at=at,
        decided_by=by,
        grounds=grounds,
    )
    on = timezone.localdate(at)
    for code in application.rule.limits:
        deadlines.meet(application, code, on=on)
