"""What the public may read: the sets behind every public page and feed.

Natural persons are in no list, search or feed by name; they are found only by full name and
full number together (《个人信息保护法》第 6 条).
"""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from . import names
from .models import (
    Correction,
    Entry,
    FormerName,
    ListKind,
    Notice,
    Subject,
)

WEIGHT = [ListKind.BLACK, ListKind.BAD, ListKind.RED, ListKind.GOOD]
"""The lists in the order in which a reader should learn of them."""


def entries(at, *, now):
    """Entries that the public could read at `at` and still may `now`, with `is_held` as of then.

    What has been ended since, by repair or revocation, is not given back by asking for the past.
    """
    then = Entry.objects.shown(at)
    return (then if at == now else then.shown(now)).with_held(at)


def in_detail(queryset):
    """The entries of `queryset` with everything that a page of one subject shows of them."""
    corrections = Correction.objects.order_by("-at").defer("reason", "after")
    return queryset.select_related(
        "standard", "department", "cause__subject"
    ).prefetch_related(Prefetch("corrections", queryset=corrections))


def listed(kind, *, now):
    """The list `kind` as it is shown `now`, newest first; persons are in it without a name."""
    return (
        entries(now, now=now)
        .filter(list_kind=kind, cause__isnull=True)
        .select_related("subject", "standard", "department", "region")
        .order_by("-published_at", "-pk")
    )


def organisations(now):
    """Organisations and individual businesses of which the public may read something `now`."""
    shown = Entry.objects.shown(now).filter(subject=OuterRef("pk"))
    told = Notice.objects.shown(timezone.localdate(now)).filter(
        entry__subject=OuterRef("pk")
    )
    return Subject.objects.organisations().filter(Exists(shown) | Exists(told))


def readable(pks, *, now):
    """Those of the organisations `pks` of which the public may read something, newest first.

    Each has `lists`: the lists in which it is shown, what weighs most first, as pairs of kind
    and whether all that stands there is held.
    """
    if not pks:
        return []
    rows = entries(now, now=now).filter(subject__in=pks).order_by()
    kinds = defaultdict(dict)
    for subject, kind, held in rows.values_list("subject_id", "list_kind", "is_held"):
        kinds[subject][kind] = kinds[subject].get(kind, True) and held
    told = Notice.objects.shown(timezone.localdate(now)).filter(entry__subject__in=pks)
    public = {*kinds, *told.order_by().values_list("entry__subject", flat=True)}
    subjects = Subject.objects.organisations().filter(pk__in=public)
    found = list(subjects.select_related("region").prefetch_related("former_names"))
    found.sort(key=lambda subject: -subject.pk)
    for subject in found:
        own = kinds[subject.pk]
        subject.lists = [(kind, own[kind]) for kind in WEIGHT if kind in own]
    return found


def of_person(*, name, key, now):
    """Entries shown of the person who bears both `name` and the number with look-up `key`.

    One query, whether nobody bears the number, somebody of another name does, or nothing is
    shown: what takes the same time tells nothing.
    """
    persons = Subject.objects.persons().order_by()
    bearing = persons.filter(key=key).values("pk")
    others = persons.filter(other_identifiers__key=key).values("pk")
    name_key = names.key(name)
    bore = FormerName.objects.filter(subject=OuterRef("subject"), name_key=name_key)
    return (
        entries(now, now=now)
        .filter(subject__in=bearing.union(others))
        .filter(Q(subject__name_key=name_key) | Exists(bore))
    )


def notices(now):
    """Public notices of corrections and revocations that are to be read `now`."""
    return (
        Notice.objects.shown(timezone.localdate(now))
        .filter(published_at__lte=now)
        .select_related("entry__subject", "entry__department", "entry__standard")
        .order_by("-published_at", "-pk")
    )
