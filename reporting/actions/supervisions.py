"""Circulated criticism and talks: drafted, issued by another hand with the scores of the period, answered, closed."""

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
    """Keep the draft `supervision`, or its changes; whoever did so may not issue it."""
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
def issue(supervision: Supervision, *, by: Official):
    """Issue `supervision`: the scores of its period are frozen, the department is told, its clock starts."""
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
    start_clock(supervision, on=on, by=by)
    department = supervision.department
    officials = [
        *messages.officials_of(department, REVIEWERS),
        *messages.officials_of(department, CLERKS),
    ]
    title = f"{supervision}已发出"
    text = f"{title}，请按要求整改并在平台反馈。"
    messages.notify(officials, supervision, "issued", title=title, text=text)


def start_clock(supervision, *, on, by):
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
def answer(supervision: Supervision, *, by: Official, text: str):
    """Tell the credit office what `supervision` has led to."""
    move(supervision, Status.ANSWERED, by=by, reason=text, answer=text)
    deadlines.meet(supervision, LIMIT, on=timezone.localdate())


@transaction.atomic
def ask_again(supervision: Supervision, *, by: Official, reason: str):
    """Ask for more than `supervision` was answered with."""
    move(supervision, Status.ISSUED, by=by, reason=reason)
    start_clock(supervision, on=timezone.localdate(), by=by)


@transaction.atomic
def close(supervision: Supervision, *, by: Official, reason: str):
    """Close `supervision`: what it asked for has been done."""
    move(supervision, Status.CLOSED, by=by, reason=reason)


@transaction.atomic
def discard(supervision: Supervision, *, by: Official, reason: str):
    """Drop the draft `supervision`."""
    move(supervision, Status.DISCARDED, by=by, reason=reason)
