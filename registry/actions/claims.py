"""Claims that freeze an entry's effects, and their closing."""

from django.db import transaction
from django.utils import timezone

from registry import rules, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Hold, Official
from registry.signals import entries_held, entries_released

from .sets import chunks, only, with_derived


@transaction.atomic
def hold_all(
    pks,
    *,
    kind: str,
    reason: str,
    by: Official | None,
    reference: str = "",
    matter=None,
):
    """Freeze the effects of the published entries `pks` at once, everywhere (三(五)).

    One claim is placed on each; entries derived from them rest as well. `matter`, an objection or
    a suit, is what the claims belong to: they are closed with it alone. Answers the claims.
    Raises Refused where one is not published.
    """
    only(pks, [Entry.Status.PUBLISHED], "暂停")
    at = timezone.now()
    laid = {"kind": kind, "reference": reference, "reason": reason}
    claims = Hold.objects.bulk_create(
        [
            Hold(entry_id=pk, placed_at=at, placed_by=by, **laid, **owner(matter))
            for pk in sorted(set(pks))
        ],
        batch_size=1000,
    )
    trail.record_all(
        Entry,
        "held",
        ((claim.entry_id, None, {"hold": claim.pk, "kind": kind}) for claim in claims),
        by=by,
        reason=reason,
        at=at,
    )
    entries_held.send(Entry, entries=with_derived(pks), by=by, at=at)
    return claims


def owner(matter):
    """The columns that say what a claim belongs to; none for what an official lays by herself."""
    return {"of": matter._meta.label_lower, "of_pk": matter.pk} if matter else {}


def hold(
    entry: Entry,
    *,
    kind: str,
    reason: str,
    by: Official | None,
    reference: str = "",
    matter=None,
) -> Hold:
    """Freeze the effects of `entry` at once, everywhere; they return with the last claim's closing."""
    return hold_all(
        [entry.pk], kind=kind, reason=reason, by=by, reference=reference, matter=matter
    )[0]


@transaction.atomic
def release(claim: Hold, *, by: Official | None, reason: str, matter=None):
    """Close `claim`; the entry has effect again when no other claim is open on it.

    What a matter laid on the entry is closed by that `matter` alone, when it comes to its end;
    what an official laid, by her department or the credit office. Raises Refused otherwise, where
    the claim is closed already, or no reason is given.
    """
    if not reason:
        raise Refused("请填写恢复理由。")
    Entry.objects.select_for_update().get(pk=claim.entry_id)
    claim.refresh_from_db(from_queryset=Hold.objects.select_for_update())
    if claim.released_at is not None:
        raise Refused("该项暂停已经恢复，请刷新页面。")
    refuse_any(rules.release_obstacles(claim, by=by, matter=matter))
    at = timezone.now()
    claim.released_at, claim.released_by, claim.release_reason = at, by, reason
    claim.save(update_fields=["released_at", "released_by", "release_reason"])
    trail.record(
        claim.entry,
        "released",
        by=by,
        before={"hold": claim.pk, "kind": claim.kind},
        reason=reason,
        at=at,
    )
    free = still_free(with_derived([claim.entry_id]), at)
    if free:
        entries_released.send(Entry, entries=free, by=by, at=at)


def still_free(pks, at):
    """Those of `pks` on which, and on whose cause, no claim is open at `at`."""
    return [
        pk
        for chunk in chunks(pks)
        for pk in Entry.objects.filter(pk__among=chunk)
        .with_held(at)
        .filter(is_held=False, status=Entry.Status.PUBLISHED)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
