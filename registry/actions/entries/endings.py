"""Leaving the register's effect: by date, repair, revocation or early removal."""

from django.db import transaction
from django.utils import timezone

from registry.errors import Refused
from registry.models import Entry, Notice, Official
from registry.sets import chunks, only, with_derived
from registry.signals import entries_ended
from registry.terms import mirrored
from registry.workflow import move_all

from .drafting import discard_all

UNPUBLISHED = [
    status for status in Entry.MOVES if Entry.Status.DISCARDED in Entry.MOVES[status]
]


@transaction.atomic
def end_all(pks, *, because: str, reason: str, by: Official | None) -> None:
    """End the published entries `pks`, and with them what derives from them.

    `because` is one of Entry.Ending; `reason` is for the file and the subject. A revocation is
    published for at least as long as the entry was shown. Raises Refused where one is not
    published or no reason is given.
    """
    if not reason:
        raise Refused("请填写退出理由。")
    only(pks, [Entry.Status.PUBLISHED], "办理退出")
    at = timezone.now()
    every = with_derived(pks)
    move_all(
        Entry,
        every,
        Entry.Status.ENDED,
        by=by,
        reason=reason,
        ended_at=at,
        ended_by=by,
        ended_because=because,
        end_reason=reason,
    )
    if because == Entry.Ending.REVOKED:
        publish_revocations(pks, at)
    entries_ended.send(Entry, entries=every, because=because, by=by, at=at)


def end(entry: Entry, *, because: str, reason: str, by: Official | None) -> None:
    """End `entry` and what derives from it."""
    end_all([entry.pk], because=because, reason=reason, by=by)
    entry.refresh_from_db()


def publish_revocations(pks, at) -> None:
    """Publish a notice for each revoked entry that had been shown."""
    on = timezone.localdate(at)
    for chunk in chunks(pks):
        shown = Entry.objects.filter(pk__among=chunk, is_public=True).select_related(
            "department"
        )
        Notice.objects.bulk_create(
            Notice(
                entry=entry,
                kind=Notice.Kind.REVOCATION,
                text=f"{entry.department}已撤销条目 {entry.pk}，该条目自始不应作为失信或守信依据。",
                published_at=at,
                shown_until=mirrored(timezone.localdate(entry.published_at), on),
            )
            for entry in shown
        )


@transaction.atomic
def end_expired(on) -> int:
    """End the entries whose term was over before `on`; they had no effect any more.

    Returns how many. Run daily by the clock; it decides nothing.
    """
    pks = list(
        Entry.objects.expired(on)
        .filter(cause__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if pks:
        end_all(pks, because=Entry.Ending.EXPIRED, reason="有效期限届满", by=None)
    return len(pks)


@transaction.atomic
def withdraw_all(pks, *, by: Official, reason: str) -> tuple[int, int]:
    """Undo a whole set as one act: published entries are revoked, the others discarded.

    Those that have ended or were discarded before stay as they are. Returns (revoked, discarded).
    """
    published, unpublished = [], []
    for chunk in chunks(pks):
        rows = Entry.objects.filter(pk__among=chunk).order_by("pk").select_for_update()
        for pk, status in rows.values_list("pk", "status"):
            if status == Entry.Status.PUBLISHED:
                published.append(pk)
            elif status in UNPUBLISHED:
                unpublished.append(pk)
    if published:
        end_all(published, because=Entry.Ending.REVOKED, reason=reason, by=by)
    if unpublished:
        discard_all(unpublished, by=by, reason=reason)
    return len(published), len(unpublished)
