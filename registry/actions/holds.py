"""Holds: placing one takes an entry out of effect, and releasing the last brings it back."""

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
) -> list[Hold]:
    """Take the published entries `pks` out of effect at once, everywhere (三(五)).

    One hold is placed on each; entries derived from them are held as well. `case`, an objection or
    a suit, is what the holds belong to: only its end releases them. Returns the holds.
    Raises Refused where one is not published.
    """
    only(pks, [Entry.Status.PUBLISHED], "暂停")
    at = timezone.now()
    shared = {"kind": kind, "reference": reference, "reason": reason, **owner(case)}
    holds = Hold.objects.bulk_create(
        [
            Hold(entry_id=pk, placed_at=at, placed_by=by, **shared)
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


def owner(case) -> dict:
    """The columns that say to which case a hold belongs; none where an official places it."""
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
    """Take `entry` out of effect at once, everywhere, until its last hold is released."""
    return place_all(
        [entry.pk], kind=kind, reason=reason, by=by, reference=reference, case=case
    )[0]


@transaction.atomic
def release(hold: Hold, *, by: Official | None, reason: str, case=None) -> None:
    """Release `hold`; the entry has effect again when no other hold is open on it.

    A hold of a case is released by that `case` alone, when it ends; one that an official placed,
    by their department or the credit office. Raises Refused otherwise, where the hold is released
    already, or no reason is given.
    """
    if not reason:
        raise Refused("请填写恢复理由。")
    # The entry first: of two last holds released at once, one sees that none is left open.
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
    free = not_held(with_derived([hold.entry_id]), at)
    if free:
        entries_released.send(Entry, entries=free, by=by, at=at)


def not_held(pks, at) -> list[int]:
    """Those published of `pks` on which, and on whose cause, no hold is open at `at`."""
    return [
        pk
        for chunk in chunks(pks)
        for pk in Entry.objects.filter(pk__among=chunk)
        .with_held(at)
        .filter(is_held=False, status=Entry.Status.PUBLISHED)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
