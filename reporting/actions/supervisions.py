"""Circulated criticism and talks (四(四)): drafted, issued by another official, answered, closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from registry import deadlines, messages, trail
from registry.errors import Refused
from registry.models import Official
from registry.roles import CLERKS, REVIEWERS
from registry.workflow import move
from reporting import scorecard
from reporting.counting import Span
from reporting.models import Supervision
from reporting.months import midnight, next_day

Status = Supervision.Status
LIMIT = "supervision_answer"


@transaction.atomic
def save(supervision: Supervision, *, by: Official) -> Supervision:
    """Save the draft `supervision`, new or changed; who saves it may not issue it.

    Raises Refused once it is issued.
    """
    is_new = supervision.pk is None
    if is_new:
        supervision.drafted_by = by
    else:
        kept = Supervision.objects.select_for_update().get(pk=supervision.pk)
        if kept.status != Status.DRAFT:
            raise Refused(f"{supervision}已经发出，不能修改。")
    supervision.full_clean(exclude=["drafted_by"])
    supervision.save()
    after = {"kind": supervision.kind, "facts": supervision.facts}
    trail.record(supervision, "drafted" if is_new else "edited", by=by, after=after)
    return supervision


@transaction.atomic
def issue(supervision: Supervision, *, by: Official) -> None:
    """Issue `supervision`: freeze the scores of its period, start its deadline, notify the department.

    Raises Refused to those who drafted it, and while its period is not over.
    """
    actors = trail.actors(Supervision, [supervision.pk], ["drafted", "edited"])
    if by.pk in actors.get(supervision.pk, set()):
        raise Refused("起草或者修改过的人员不能签发，请由信用办其他人员签发。")
    at = timezone.now()
    on = timezone.localdate(at)
    if supervision.ends_on >= on:
        raise Refused("考核期间还没有结束，不能发出。")
    span = Span(
        midnight(supervision.starts_on), midnight(next_day(supervision.ends_on))
    )
    scores = scorecard.scores_of(span).get(supervision.department_id, {})
    move(
        supervision,
        Status.ISSUED,
        by=by,
        issued_at=at,
        issued_by=by,
        scores=scorecard.frozen(scores),
    )
    begin_deadline(supervision, on=on, by=by)
    department = supervision.department
    officials = [
        *messages.officials_of(department, REVIEWERS),
        *messages.officials_of(department, CLERKS),
    ]
    title = f"{supervision}已发出"
    text = f"{title}，请按要求整改并在平台反馈。"
    messages.notify(officials, supervision, "issued", title=title, text=text)


def begin_deadline(supervision: Supervision, *, on: date, by: Official) -> None:
    """Start the department's days to answer, on the day `on`."""
    deadlines.begin(
        supervision,
        LIMIT,
        started_on=on,
        event="发出",
        title=f"{supervision}：反馈整改情况",
        department=supervision.department,
        by=by,
    )


@transaction.atomic
def answer(supervision: Supervision, *, by: Official, text: str) -> None:
    """Answer `supervision` with what the department has put right; meets its deadline."""
    move(supervision, Status.ANSWERED, by=by, reason=text, answer=text)
    deadlines.meet(supervision, LIMIT, on=timezone.localdate())


@transaction.atomic
def ask_again(supervision: Supervision, *, by: Official, reason: str) -> None:
    """Ask for a better answer to `supervision`; its deadline begins again."""
    move(supervision, Status.ISSUED, by=by, reason=reason)
    begin_deadline(supervision, on=timezone.localdate(), by=by)


@transaction.atomic
def close(supervision: Supervision, *, by: Official, reason: str) -> None:
    """Close the answered `supervision`: what it demanded has been done."""
    move(supervision, Status.CLOSED, by=by, reason=reason)


@transaction.atomic
def discard(supervision: Supervision, *, by: Official, reason: str) -> None:
    """Discard the draft `supervision`."""
    move(supervision, Status.DISCARDED, by=by, reason=reason)
