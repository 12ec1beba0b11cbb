"""Acceptance, verification, decision: each its own action, the last by another hand."""

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import deadlines
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official
from registry.workflow import move
from repair import rules
from repair.models import Application

from .receiving import begin


@transaction.atomic
def accept(application: Application, *, by: Official):
    """Accept `application` for verification; the clock of the decision starts."""
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
    begin(application, application.rule.decide_limit, on=on, event="受理", by=by)


@transaction.atomic
def decline(application: Application, *, by: Official, grounds: str):
    """Decline to accept `application`, with the reasons.

    Raises Refused while the applicant still has time to supplement.
    """
    on = timezone.localdate()
    waiting = deadlines.current(application, application.rule.supplement_limit)
    refuse_any(
        rules.declining_obstacles(
            application, by=by, supplement_by=waiting and waiting.due_on, on=on
        )
    )
    close(application, Application.Status.NOT_ACCEPTED, by=by, grounds=grounds)


@transaction.atomic
def verify(application: Application, *, by: Official, finding: str):
    """Write down what the verification of the facts found."""
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
def grant(application: Application, *, by: Official, grounds: str):
    """Grant the repair: the entry ends at once, its measures are to be lifted (三(四)).

    Raises Refused to whoever verified the facts: verifying and deciding take two officials; and
    where the entry has run out or ended meanwhile.
    """
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
def refuse(application: Application, *, by: Official, grounds: str):
    """Refuse the repair, with the reasons; a new application may be filed."""
    decide(application, Application.Status.REFUSED, by=by, grounds=grounds)


def decide(application, to, *, by, grounds):
    application.refresh_from_db()
    refuse_any(rules.decider_obstacles(application, by=by))
    close(application, to, by=by, grounds=grounds)


def close(application, to, *, by, grounds):
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
    finish(application, on=timezone.localdate(at))


def finish(application, *, on):
    """Every clock of a decided case has done its work."""
    for code in application.rule.limits:
        deadlines.meet(application, code, on=on)
