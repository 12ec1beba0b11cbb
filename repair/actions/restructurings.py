"""Restructuring by a court (破产重整): a company's adverse entries are held while its plan runs."""

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import deadlines, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Hold, Official
from registry.workflow import move
from repair import rules
from repair.models import Restructuring

REVIEW = "restructuring_review"


@transaction.atomic
def record(restructuring: Restructuring, *, by: Official) -> Restructuring:
    """Save the court's ruling and place a hold on each adverse entry of the subject.

    No hold is released by itself at the end of the plan's term: from that day on, the official's
    department is reminded to check whether the plan was kept. Raises Refused where no adverse
    entry stands, for a natural person, and for a ruling of a future day.
    """
    at = timezone.now()
    refuse_any(rules.restructuring_obstacles(restructuring, on=timezone.localdate(at)))
    restructuring.recorded_at, restructuring.recorded_by = at, by
    restructuring.full_clean()
    restructuring.save()
    standing = Entry.objects.standing(at).adverse().of(restructuring.subject)
    pks = list(standing.order_by("pk").values_list("pk", flat=True))
    if not pks:
        raise Refused("该主体没有生效中的失信条目，无需登记。")
    holds = registry.actions.holds.place_all(
        pks,
        kind=Hold.Kind.RESTRUCTURING,
        reference=restructuring.ruling,
        reason=f"{restructuring.court}裁定重整，计划执行至 {restructuring.until}",
        by=by,
        case=restructuring,
    )
    restructuring.holds.set(holds)
    trail.record(restructuring, "recorded", by=by, after={"entries": pks}, at=at)
    deadlines.begin(
        restructuring,
        REVIEW,
        started_on=restructuring.until,
        event="重整计划执行期满",
        title=str(restructuring),
        department=by.department,
        by=by,
    )
    return restructuring


@transaction.atomic
def end(restructuring: Restructuring, *, by: Official, to: str, reason: str) -> None:
    """End the restructuring as `to` (completed or failed) and release its holds."""
    if not reason:
        raise Refused("请写明计划执行情况和依据。")
    move(restructuring, to, by=by, reason=reason)
    # A hold that was released otherwise is left as it is.
    for hold in restructuring.holds.filter(released_at=None):
        registry.actions.holds.release(hold, by=by, reason=reason, case=restructuring)
    deadlines.meet(restructuring, REVIEW, on=timezone.localdate())
