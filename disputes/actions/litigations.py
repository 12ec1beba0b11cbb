"""Reviews and suits: their dates, a stay that holds the entry, and carrying out the judgment."""

from datetime import date

from django.db import transaction
from django.utils import timezone

import registry.actions
from disputes import rules
from disputes.models import CourtDate, Litigation
from registry import deadlines, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Hold, Official
from registry.workflow import move

from .cases.common import (
    involved_officials,
    notify_department,
    release_case_hold,
    today,
)
from .cases.decisions import correct_entry
from .redress import open_redress

# The limits for the answer to a review or suit; a public-interest suit has none.
ANSWER_LIMITS = {
    Litigation.Kind.REVIEW: "review_answer",
    Litigation.Kind.SUIT: "suit_answer",
}
Status, Outcome = Litigation.Status, Litigation.Outcome


@transaction.atomic
def register(litigation: Litigation, *, by: Official) -> Litigation:
    """Save the new `litigation`; the department's time to answer runs from `notified_on`.

    Raises Refused for another department's case and for dates in the future.
    """
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    on = today()
    if litigation.accepted_on > on or (litigation.notified_on or on) > on:
        raise Refused("受理日期和收到通知日期不能晚于今天。")
    litigation.registered_at, litigation.registered_by = timezone.now(), by
    litigation.full_clean(exclude=["hold", "registered_by"])
    litigation.save()
    trail.record(litigation, "registered", by=by)
    code = ANSWER_LIMITS.get(litigation.kind)
    if code and litigation.notified_on:
        deadlines.begin(
            litigation,
            code,
            started_on=litigation.notified_on,
            event="收到通知",
            title=str(litigation),
            department=litigation.department,
            by=by,
        )
    notify_department(
        litigation.department,
        litigation,
        "registered",
        title=f"新登记{litigation}",
        text=f"{litigation}已经登记，请按期答复、应诉。",
    )
    return litigation


@transaction.atomic
def add_date(
    litigation: Litigation,
    *,
    kind: str,
    on: date,
    by: Official,
    place: str = "",
    note: str = "",
) -> CourtDate:
    """Add a court date; the department is reminded of it when it is near. Raises Refused twice."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    if CourtDate.objects.filter(litigation=litigation, kind=kind, on=on).exists():
        raise Refused("该日程已经登记。")
    day = CourtDate.objects.create(
        litigation=litigation, kind=kind, on=on, place=place, note=note
    )
    trail.record(litigation, "date_added", by=by, after={"kind": kind, "on": str(on)})
    return day


@transaction.atomic
def record_answer(litigation: Litigation, *, by: Official, on: date) -> None:
    """Record that the department answered the review or suit on the day `on` (答复、答辩)."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    if on > today():
        raise Refused("答复日期不能晚于今天。")
    deadlines.meet(litigation, ANSWER_LIMITS.get(litigation.kind, ""), on=on)
    trail.record(litigation, "answered", by=by, after={"on": str(on)})


@transaction.atomic
def stay(litigation: Litigation, *, by: Official, document: str, reason: str) -> None:
    """Place a hold on the entry: a court, the reviewing body or the department stays execution.

    `document` is the number of the paper that says so. Raises Refused where `by` worked on the
    entry, the case concerns no entry or is over, or a stay is in effect already.
    """
    check_execution(litigation, by=by)
    litigation.refresh_from_db(from_queryset=Litigation.objects.select_for_update())
    if litigation.entry_id is None:
        raise Refused("该案不涉及名单条目，没有可以停止执行的内容。")
    if litigation.status not in Litigation.OPEN:
        raise Refused("该案已经办结，不能再停止执行。")
    if litigation.hold is not None and litigation.hold.released_at is None:
        raise Refused("该案的停止执行正在生效，无需重复办理。")
    litigation.hold = registry.actions.holds.place(
        litigation.entry,
        kind=Hold.Kind.STAY,
        reference=document,
        reason=reason,
        by=by,
        case=litigation,
    )
    litigation.save(update_fields=["hold"])
    trail.record(
        litigation, "stayed", by=by, after={"document": document}, reason=reason
    )


@transaction.atomic
def lift_stay(litigation: Litigation, *, by: Official, reason: str) -> None:
    """Lift the stay: the entry has effect again when no other hold is open."""
    check_execution(litigation, by=by)
    litigation.refresh_from_db(from_queryset=Litigation.objects.select_for_update())
    if litigation.hold is None or litigation.hold.released_at is not None:
        raise Refused("该案没有正在生效的停止执行。")
    release_case_hold(litigation, by=by, reason=f"{litigation}：{reason}")
    trail.record(litigation, "stay_lifted", by=by, reason=reason)


def check_execution(litigation, *, by) -> None:
    """Raise Refused where `by` is of another department or worked on the entry."""
    actors = involved_officials(litigation)
    refuse_any(rules.execution_obstacles(litigation, by=by, actors=actors))


@transaction.atomic
def record_judgment(
    litigation: Litigation,
    *,
    by: Official,
    outcome: str,
    judgment: str,
    judged_on: date,
) -> None:
    """Record a judgment that may still be appealed; nothing changes for the entry yet."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    if judged_on > today():
        raise Refused("裁判日期不能晚于今天。")
    move(
        litigation,
        Status.JUDGED,
        by=by,
        reason=judgment,
        outcome=outcome,
        judgment=judgment,
        judged_on=judged_on,
    )


@transaction.atomic
def appeal(
    litigation: Litigation, *, by: Official, stage: str, case_number: str
) -> None:
    """Record that the judgment was appealed: the case is pending again, a stay goes on."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    move(
        litigation,
        Status.PENDING,
        by=by,
        stage=stage,
        case_number=case_number,
        outcome="",
        judged_on=None,
    )


@transaction.atomic
def take_effect(litigation: Litigation, *, by: Official, effective_on: date) -> None:
    """Record that the judgment is final: from `effective_on` the time to carry it out runs."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    if effective_on > today():
        raise Refused("生效日期不能晚于今天。")
    move(litigation, Status.EFFECTIVE, by=by, effective_on=effective_on)
    deadlines.drop_all(litigation, on=today())
    deadlines.begin(
        litigation,
        "judgment_execution",
        started_on=effective_on,
        event="裁判生效",
        title=str(litigation),
        department=litigation.department,
        by=by,
    )


@transaction.atomic
def conclude(
    litigation: Litigation, *, by: Official, reason: str, changes: dict | None = None
) -> None:
    """Carry out the final judgment: revoke, correct or keep the entry, and lift the stay.

    `changes` maps fields of the entry to what the court wants where it is to be corrected. A
    judgment against the entry opens redress where somebody acted upon it. Raises Refused where
    `by` worked on the entry.
    """
    check_execution(litigation, by=by)
    if not reason:
        raise Refused("请填写执行裁判的情况。")
    move(
        litigation,
        Status.CLOSED,
        by=by,
        reason=reason,
        closed_at=timezone.now(),
        closed_by=by,
    )
    if litigation.entry is not None:
        carry_out_judgment(
            litigation, by=by, reason=f"{litigation}：{reason}", changes=changes
        )
    deadlines.meet(litigation, "judgment_execution", on=today())


def carry_out_judgment(litigation, *, by, reason, changes) -> None:
    """Revoke or correct the entry as judged, release the stay, open redress where it was wrong."""
    entry = Entry.objects.select_for_update().get(pk=litigation.entry_id)
    if entry.status == Entry.Status.PUBLISHED:
        if litigation.outcome == Outcome.REVOKED:
            registry.actions.entries.end(
                entry, because=Entry.Ending.REVOKED, reason=reason, by=by
            )
        elif litigation.outcome == Outcome.CORRECTED:
            correct_entry(entry, changes, by=by, reason=reason)
    release_case_hold(litigation, by=by, reason=reason)
    if litigation.outcome in (Outcome.REVOKED, Outcome.CORRECTED):
        open_redress(entry, by=by, litigation=litigation)


@transaction.atomic
def abandon(litigation: Litigation, *, by: Official, reason: str) -> None:
    """Record that the suit was withdrawn or ended without a judgment; its stay is lifted."""
    check_execution(litigation, by=by)
    if not reason:
        raise Refused("请填写撤回或者终止的情况。")
    move(litigation, Status.ABANDONED, by=by, reason=reason)
    release_case_hold(litigation, by=by, reason=f"{litigation}：{reason}")
    deadlines.drop_all(litigation, on=today())
