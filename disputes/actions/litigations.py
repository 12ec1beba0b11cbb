"""Reviews and suits: their dates, a stay that lets the entry rest, and the judgment carried out."""

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

from .cases.common import actors_of, release_hold_of, tell_department, today
from .cases.decisions import put_right
from .redress import open_redress

ANSWERS = {Litigation.Kind.REVIEW: "review_answer", Litigation.Kind.SUIT: "suit_answer"}
Status, Outcome = Litigation.Status, Litigation.Outcome


@transaction.atomic
def register(litigation: Litigation, *, by: Official) -> Litigation:
    """Keep the unsaved `litigation`; the department's time to answer runs from its notice."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    on = today()
    if litigation.accepted_on > on or (litigation.notified_on or on) > on:
        raise Refused("受理日期和收到通知日期不能晚于今天。")
    litigation.registered_at, litigation.registered_by = timezone.now(), by
    litigation.full_clean(exclude=["hold", "registered_by"])
    litigation.save()
    trail.record(litigation, "registered", by=by)
    code = ANSWERS.get(litigation.kind)
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
    tell_department(
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
    """Put a day into the suit's own calendar."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    if CourtDate.objects.filter(litigation=litigation, kind=kind, on=on).exists():
        raise Refused("该日程已经登记。")
    day = CourtDate.objects.create(
        litigation=litigation, kind=kind, on=on, place=place, note=note
    )
    trail.record(litigation, "date_added", by=by, after={"kind": kind, "on": str(on)})
    return day


@transaction.atomic
def record_answer(litigation: Litigation, *, by: Official, on: date):
    """Note that the department has answered the claim."""
    refuse_any(rules.litigation_obstacles(litigation, by=by))
    if on > today():
        raise Refused("答复日期不能晚于今天。")
    deadlines.meet(litigation, ANSWERS.get(litigation.kind, ""), on=on)
    trail.record(litigation, "answered", by=by, after={"on": str(on)})


@transaction.atomic
def stay(litigation: Litigation, *, by: Official, document: str, reason: str):
    """Let the entry rest: execution is stayed by the court, the reviewing body or the department."""
    refuse_to_execute(litigation, by=by)
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
def lift_stay(litigation: Litigation, *, by: Official, reason: str):
    """End the stay: the entry has effect again when no other claim is open."""
    refuse_to_execute(litigation, by=by)
    litigation.refresh_from_db(from_queryset=Litigation.objects.select_for_update())
    if litigation.hold is None or litigation.hold.released_at is not None:
        raise Refused("该案没有正在生效的停止执行。")
    release_hold_of(litigation, by=by, reason=f"{litigation}：{reason}")
    trail.record(litigation, "stay_lifted", by=by, reason=reason)


def refuse_to_execute(litigation, *, by):
    actors = actors_of(litigation)
    refuse_any(rules.execution_obstacles(litigation, by=by, actors=actors))


@transaction.atomic
def record_judgment(
    litigation: Litigation,
    *,
    by: Official,
    outcome: str,
    judgment: str,
    judged_on: date,
):
    """Note a judgment that may still be appealed; nothing changes for the entry yet."""
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
def appeal(litigation: Litigation, *, by: Official, stage: str, case_number: str):
    """Note that the judgment was appealed: the case is pending again, a stay goes on."""
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
def take_effect(litigation: Litigation, *, by: Official, effective_on: date):
    """Note that the judgment is final; it is to be carried out within its days."""
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
):
    """Carry the final judgment out: revoke, correct or keep the entry, and end the stay.

    All in one transaction; a judgment against the entry opens redress where harm was done.
    """
    refuse_to_execute(litigation, by=by)
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
        execute(litigation, by=by, reason=f"{litigation}：{reason}", changes=changes)
    deadlines.meet(litigation, "judgment_execution", on=today())


def execute(litigation, *, by, reason, changes):
    entry = Entry.objects.select_for_update().get(pk=litigation.entry_id)
    if entry.status == Entry.Status.PUBLISHED:
        if litigation.outcome == Outcome.REVOKED:
            registry.actions.entries.end(
                entry, because=Entry.Ending.REVOKED, reason=reason, by=by
            )
        elif litigation.outcome == Outcome.CORRECTED:
            put_right(entry, changes, by=by, reason=reason)
    release_hold_of(litigation, by=by, reason=reason)
    if litigation.outcome in (Outcome.REVOKED, Outcome.CORRECTED):
        open_redress(entry, by=by, litigation=litigation)


@transaction.atomic
def abandon(litigation: Litigation, *, by: Official, reason: str):
    """Note that the claim was withdrawn or dropped; its stay ends."""
    refuse_to_execute(litigation, by=by)
    if not reason:
        raise Refused("请填写撤回或者终止的情况。")
    move(litigation, Status.ABANDONED, by=by, reason=reason)
    release_hold_of(litigation, by=by, reason=f"{litigation}：{reason}")
    deadlines.drop_all(litigation, on=today())
