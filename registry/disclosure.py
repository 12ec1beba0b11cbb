"""What the public may read: the sets behind every public page and feed.

Natural persons are in no list, search or feed by name; they are found only by full name and
full number together (《个人信息保护法》第 6 条).
"""

from collections import defaultdict
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
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

# The lists in the order in which a page shows them.
WEIGHT = [ListKind.BLACK, ListKind.BAD, ListKind.RED, ListKind.GOOD]


def entries(at: datetime, *, now: datetime) -> QuerySet[Entry]:
    """Entries that the public could read at `at` and still may `now`, with `is_held` as of then.

    Asking for the past does not bring back what has been ended since, by repair or revocation.
    """
    then = Entry.objects.shown(at)
    return (then if at == now else then.shown(now)).with_held(at)


def in_detail(queryset) -> QuerySet[Entry]:
    """The entries of `queryset` with everything that a page of one subject shows of them."""
    corrections = Correction.objects.order_by("-at").defer("reason", "after")
    return queryset.select_related(
        "standard", "department", "cause__subject"
    ).prefetch_related(Prefetch("corrections", queryset=corrections))


def listed(kind, *, now: datetime) -> QuerySet[Entry]:
    """The list `kind` as it is shown `now`, newest first; persons are in it without a name."""
    return (
        entries(now, now=now)
        .filter(list_kind=kind, cause__isnull=True)
        .select_related("subject", "standard", "department", "region")
        .order_by("-published_at", "-pk")
    )


def organisations(now: datetime) -> QuerySet[Subject]:
    """Organisations and individual businesses with an entry or a notice that is public `now`."""
    shown = Entry.objects.shown(now).filter(subject=OuterRef("pk"))
    noticed = Notice.objects.shown(timezone.localdate(now)).filter(
        entry__subject=OuterRef("pk")
    )
    return Subject.objects.organisations().filter(Exists(shown) | Exists(noticed))


def readable(pks, *, now: datetime) -> list[Subject]:
    """Those of the organisations `pks` of which the public may read something, newest first.

    Each has `lists`: the lists in which it is shown, in the order of WEIGHT, as pairs of kind
    and whether all its entries there are held.
    """
    if not pks:
        return []
    rows = entries(now, now=now).filter(subject__in=pks).order_by()
    kinds = defaultdict(dict)
    for subject, kind, held in rows.values_list("subject_id", "list_kind", "is_held"):
        kinds[subject][kind] = kinds[subject].get(kind, True) and held
    notices = Notice.objects.shown(timezone.localdate(now))
    noticed = notices.filter(entry__subject__in=pks)
    public = {*kinds, *noticed.order_by().values_list("entry__subject", flat=True)}
    subjects = Subject.objects.organisations().filter(pk__in=public)
    found = list(subjects.select_related("region").prefetch_related("former_names"))
    found.sort(key=lambda subject: -subject.pk)
    for subject in found:
        own = kinds[subject.pk]
        subject.lists = [(kind, own[kind]) for kind in WEIGHT if kind in own]
    return found


def of_person(*, name: str, key: str, now: datetime) -> QuerySet[Entry]:
    """Entries shown of the person with both the `name` and the number whose look-up key is `key`.

    One query, whether nobody has the number, somebody of another name has it, or nothing is shown:
    the time it takes gives nothing away.
    """
    persons = Subject.objects.persons().order_by()
    main = persons.filter(key=key).values("pk")
    others = persons.filter(other_identifiers__key=key).values("pk")
    name_key = names.key(name)
    former = FormerName.objects.filter(subject=OuterRef("subject"), name_key=name_key)
    return (
        entries(now, now=now)
        .filter(subject__in=main.union(others))
        .filter(Q(subject__name_key=name_key) | Exists(former))
    )


def notices(now: datetime) -> QuerySet[Notice]:
    """Public notices of corrections and revocations that are to be read `now`."""
    return (
        Notice.objects.shown(timezone.localdate(now))
        .filter(published_at__lte=now)
        .select_related("entry__subject", "entry__department", "entry__standard")
        .order_by("-published_at", "-pk")
    )
