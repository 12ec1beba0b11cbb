"""Putting a published entry right; what stood before is kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from registry import rules, terms, trail
from registry.entry_facts import Use, names_for
from registry.errors import Refused
from registry.models import Correction, Entry, Notice, Official
from registry.sets import only, with_derived
from registry.signals import entries_corrected

from .drafting import plain
from .examination import born_on

CORRECTABLE = names_for(Use.CORRECT)
DATES = ["valid_from", "valid_to", "public_until"]


@transaction.atomic
def correct(entry: Entry, *, by: Official, changes: dict, reason: str) -> Correction:
    """Put right facts of the published `entry`; its dates are computed again (三(五)).

    `changes` maps names of CORRECTABLE to values. The drafter of the entry may not correct it,
    and an adverse entry's term is never lengthened: Refused. A wrong subject is no correction
    but a revocation.
    """
    only([entry.pk], [Entry.Status.PUBLISHED], "更正")
    entry.refresh_from_db()
    if by.pk in {entry.drafted_by_id, entry.edited_by_id}:
        raise Refused("登记或修改过本条目的人员不能办理更正，请由审核人办理。")
    if entry.cause_id is not None:
        raise Refused("责任人条目随单位条目更正，请在单位条目上办理。")
    at = timezone.now()
    names = [*CORRECTABLE, *DATES]
    before = {name: plain(getattr(entry, name)) for name in names}
    was = {f"was_{name}": getattr(entry, name) for name in DATES}
    apply(entry, changes)
    after = {name: plain(getattr(entry, name)) for name in names}
    changed = [name for name in names if before[name] != after[name]]
    if not changed:
        raise Refused("更正内容与现有内容相同，无需更正。")
    correction = write(
        entry,
        at=at,
        by=by,
        reason=reason,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        **was,
    )
    announce(entry, correction)
    return correction


def apply(entry, changes) -> None:
    """Set the changed facts on `entry` and compute its dates again as of its first publication."""
    old = Entry(**{name: getattr(entry, name) for name in ["list_kind", *DATES]})
    for name in CORRECTABLE:
        if name in changes:
            setattr(entry, name, changes[name])
    on = timezone.localdate(entry.published_at)
    term = term_of(entry, on)
    reasons = [
        *rules.date_obstacles(entry, on=on),
        *rules.correction_obstacles(old, term),
    ]
    if reasons:
        raise Refused(*reasons)
    entry.valid_from, entry.valid_to = term.valid_from, term.valid_to
    entry.public_until, entry.term_basis = term.public_until, term.basis


def term_of(entry, on) -> terms.Term:
    """The dates that `entry` has when it was published on the day `on`."""
    born = born_on(entry.subject.identifier_kind, entry.subject.sealed)
    return terms.compute(
        entry.standard,
        decided_on=entry.decided_on,
        published_on=on,
        asked_until=entry.asked_until,
        minor=rules.is_younger(born, rules.FULL_AGE, on),
    )


def write(entry, *, at, by, **kept) -> Correction:
    """Save `entry` and what derives from it, and keep what stood before for each of them."""
    shared = [*DATES, "term_basis", *CORRECTABLE]
    entry.save(update_fields=shared)
    pks = with_derived([entry.pk])
    derived = Entry.objects.filter(pk__in=pks, cause=entry)
    derived.update(
        **{name: getattr(entry, name) for name in shared if name != "details"}
    )
    corrections = Correction.objects.bulk_create(
        Correction(entry_id=pk, since=standing_since(pk, entry), at=at, by=by, **kept)
        for pk in pks
    )
    trail.record_all(
        Entry,
        "corrected",
        ((pk, kept["before"], kept["after"]) for pk in pks),
        by=by,
        reason=kept["reason"],
        at=at,
    )
    return next(one for one in corrections if one.entry_id == entry.pk)


def standing_since(pk, entry) -> datetime:
    last = Correction.objects.filter(entry=pk).order_by("-at").first()
    return last.at if last else entry.published_at


def announce(entry, correction) -> None:
    """Publish a notice where the entry was shown, and announce the correction to the other apps."""
    on = timezone.localdate(correction.at)
    if entry.is_public:
        Notice.objects.create(
            entry=entry,
            kind=Notice.Kind.CORRECTION,
            text=f"{entry.department}对条目 {entry.pk} 作出更正：{correction.reason}",
            published_at=correction.at,
            shown_until=terms.mirrored(timezone.localdate(entry.published_at), on),
        )
    entries_corrected.send(
        Entry, entries=with_derived([entry.pk]), by=correction.by, at=correction.at
    )
