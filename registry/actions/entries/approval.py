"""The decision to publish: every reason against it named, and nothing half done."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from registry import rules
from registry.models import Entry, Official, Standard
from registry.sets import chunks, only
from registry.signals import entries_published
from registry.workflow import move_all

from .derived import derive_all
from .examination import Examination


@transaction.atomic
def approve_all(pks, *, by: Official, urgent_reason: str = "") -> tuple[int, int]:
    """Publish the submitted entries `pks`, or pass those that need it on to the credit office.

    Raises Refused (one entry) or ManyRefused (a set, nothing done) with each missing item
    named: drafted or edited by `by`, not heard, standard not in force, term over, red while
    black. `urgent_reason` sets hearing aside where the standard allows it (紧急情形).
    Returns (number published, number awaiting the credit office's second approval).
    """
    only(pks, [Entry.Status.SUBMITTED], "审核通过")
    at = timezone.now()
    under = dict(entries_by_standard(pks))
    standards = locked(under.values())
    exam = Examination(
        standards, by=by, on=timezone.localdate(at), urgent_reason=urgent_reason
    )
    dates = exam.of(pks)
    seconds = second_reasons(under, standards, by=by, at=at)
    awaiting = [pk for pk, standard in under.items() if standard in seconds]
    at_once = sorted(set(pks).difference(awaiting))
    approved = {"approved_at": at, "approved_by": by, "urgent_reason": urgent_reason}
    if awaiting:
        reason = " ".join(
            dict.fromkeys(why for whys in seconds.values() for why in whys)
        )
        move_all(
            Entry, awaiting, Entry.Status.AWAITING, by=by, reason=reason, **approved
        )
    if at_once:
        publish_all(at_once, dates, by=by, at=at, reason=urgent_reason, **approved)
    return len(at_once), len(awaiting)


@transaction.atomic
def second_all(pks, *, by: Official, reason: str) -> None:
    """Publish the entries `pks` that await the credit office, by an official new to them."""
    only(pks, [Entry.Status.AWAITING], "复核通过")
    at = timezone.now()
    standards = locked(dict(entries_by_standard(pks)).values())
    exam = Examination(standards, by=by, on=timezone.localdate(at), seconding=True)
    publish_all(
        sorted(set(pks)),
        exam.of(pks),
        by=by,
        at=at,
        reason=reason,
        seconded_at=at,
        seconded_by=by,
    )


def approve(entry: Entry, *, by: Official, urgent_reason: str = "") -> None:
    """Publish `entry`, or pass it on to the credit office."""
    approve_all([entry.pk], by=by, urgent_reason=urgent_reason)
    entry.refresh_from_db()


def second(entry: Entry, *, by: Official, reason: str) -> None:
    """Publish `entry`, which awaits the credit office."""
    second_all([entry.pk], by=by, reason=reason)
    entry.refresh_from_db()


def entries_by_standard(pks) -> Iterator[tuple[int, int]]:
    for chunk in chunks(pks):
        yield from Entry.objects.filter(pk__among=chunk).values_list(
            "pk", "standard_id"
        )


def locked(standards) -> dict[int, Standard]:
    """The versions with the keys `standards`, by primary key, locked.

    Approvals under one standard go one after the other: otherwise the daily limit would not count
    what another reviewer is publishing at the same moment.
    """
    rows = Standard.objects.filter(pk__in=set(standards)).select_related("department")
    rows = rows.order_by("pk").select_for_update(of=("self",))
    return {standard.pk: standard for standard in rows}


def second_reasons(under, standards, *, by, at) -> dict[int, list[str]]:
    """For which standards the set needs the credit office's second approval, and why.

    `under` maps each entry of the set to its standard.
    """
    asked = Counter(under.values())
    published = approved_since(standards, midnight(at))
    found = {}
    for pk, standard in standards.items():
        reasons = rules.second_reasons(
            standard.department,
            standard,
            by=by,
            published_today=published.get(pk, 0),
            asked=asked[pk],
        )
        if reasons := list(reasons):
            found[pk] = reasons
    return found


def midnight(at) -> datetime:
    """The beginning of the civil day of the instant `at`."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def approved_since(standards, since) -> dict[int, int]:
    """How many entries under each of `standards` were approved since the instant `since`."""
    approved = Entry.objects.filter(
        standard__in=standards, approved_at__gte=since, cause__isnull=True
    ).exclude(status__in=[Entry.Status.RETURNED, Entry.Status.DISCARDED])
    return dict(
        approved.order_by().values_list("standard").annotate(number=Count("pk"))
    )


def publish_all(pks, dates, *, by, at, reason, **changes) -> None:
    """Give each entry its dates, publish the set and what derives from it, and announce both."""
    move_all(
        Entry,
        pks,
        Entry.Status.PUBLISHED,
        by=by,
        reason=reason,
        each=dates,
        published_at=at,
        **changes,
    )
    derived = derive_all(pks, by=by, at=at)
    entries_published.send(Entry, entries=sorted([*pks, *derived]), by=by, at=at)
