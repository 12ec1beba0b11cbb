"""Holds that freeze an entry's effects, and their closing."""

from django.db import transaction
from django.utils import timezone

from registry import rules, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Hold, Official
from registry.sets import chunks, only, with_derived
from registry.signals import entries_held, entries_released


@transaction.atomic
def place_all(
    pks,
    *,
    kind: str,
    reason: str,
    by: Official | None,
    reference: str = "",
    case=None,
):
    """Freeze the effects of the published entries `pks` at once, everywhere (三(五)).

    One hold is placed on each; entries derived from them rest as well. `case`, an objection or
    a suit, is what the holds belong to: they are closed with it alone. Returns the holds.
    Raises Refused where one is not published.
    """
    only(pks, [Entry.Status.PUBLISHED], "暂停")
    at = timezone.now()
    laid = {"kind": kind, "reference": reference, "reason": reason}
    holds = Hold.objects.bulk_create(
        [
            Hold(entry_id=pk, placed_at=at, placed_by=by, **laid, **owner(case))
            for pk in sorted(set(pks))
        ],
        batch_size=1000,
    )
    trail.record_all(
        Entry,
        "held",
        ((hold.entry_id, None, {"hold": hold.pk, "kind": kind}) for hold in holds),
        by=by,
        reason=reason,
        at=at,
    )
    entries_held.send(Entry, entries=with_derived(pks), by=by, at=at)
    return holds


def owner(case):
    """The columns that say what a hold belongs to; none for what an official lays by herself."""
    return {"of": case._meta.label_lower, "of_pk": case.pk} if case else {}


def place(
    entry: Entry,
    *,
    kind: str,
    reason: str,
    by: Official | None,
    reference: str = "",
    case=None,
) -> Hold:
    """Freeze the effects of `entry` at once, everywhere; they return with the last hold's closing."""
    return place_all(
        [entry.pk], kind=kind, reason=reason, by=by, reference=reference, case=case
    )[0]


@transaction.atomic
def release(hold: Hold, *, by: Official | None, reason: str, case=None):
    """Close `hold`; the entry has effect again when no other hold is open on it.

    What a case laid on the entry is closed by that `case` alone, when it comes to its end;
    what an official laid, by her department or the credit office. Raises Refused otherwise, where
    the hold is closed already, or no reason is given.
    """
    if not reason:
        raise Refused("请填写恢复理由。")
    Entry.objects.select_for_update().get(pk=hold.entry_id)
    hold.refresh_from_db(from_queryset=Hold.objects.select_for_update())
    if hold.released_at is not None:
        raise Refused("该项暂停已经恢复，请刷新页面。")
    refuse_any(rules.release_obstacles(hold, by=by, case=case))
    at = timezone.now()
    hold.released_at, hold.released_by, hold.release_reason = at, by, reason
    hold.save(update_fields=["released_at", "released_by", "release_reason"])
    trail.record(
        hold.entry,
        "released",
        by=by,
        before={"hold": hold.pk, "kind": hold.kind},
        reason=reason,
        at=at,
    )
    free = still_free(with_derived([hold.entry_id]), at)
    if free:
        entries_released.send(Entry, entries=free, by=by, at=at)


def still_free(pks, at):
    """Those of `pks` on which, and on whose cause, no hold is open at `at`."""
    return [
        pk
        for chunk in chunks(pks)
        for pk in Entry.objects.filter(pk__among=chunk)
        .with_held(at)
        .filter(is_held=False, status=Entry.Status.PUBLISHED)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
