"""The entries of a set of subjects and the orders that follow from them: read for many at once."""

from collections import defaultdict
from datetime import datetime

from django.db.models import QuerySet

from registry.entry_facts import Use, names_for
from registry.models import ADVERSE, Entry, Hold
from sanctions.models import Order

from .questions import Asker

# What a check shows of an entry and of an order: name in the answer, column in the database. The
# fast check builds its JSON from the same tables.
ENTRY = {
    "id": "pk",
    "list_kind": "list_kind",
    "standard": "standard__name",
    "department": "department__short_name",
    **{name: name for name in names_for(Use.CHECK)},
    "valid_to": "valid_to",
    "role": "role",
}
ORDER = {
    "order": "pk",
    "entry": "entry_id",
    "status": "status",
    "until": "until",
    "code": "measure__code",
    "name": "measure__name",
    "polarity": "measure__polarity",
    "force": "measure__force",
    "document": "measure__document",
    "article": "measure__article",
}


class Facts:
    """Entries and orders of a set of subjects that concern the asker, each by subject.

    With `is_past` the orders are those executable at the past instant `at`, each with the status
    that it then had.
    """

    def __init__(self, subjects, asker: Asker, at: datetime, *, is_past: bool = False):
        self.is_past = is_past
        self.entries, self.held = defaultdict(list), defaultdict(list)
        self.measures = defaultdict(list)
        if subjects:
            self.read_entries(subjects, asker, at)
            self.read_orders(subjects, asker, at)

    def read_entries(self, subjects, asker, at) -> None:
        standing = relevant_entries(asker, at).filter(subject__among=subjects)
        keys, columns = list(ENTRY), list(ENTRY.values())
        rows = standing.order_by("pk").values_list("subject_id", "is_held", *columns)
        all_held = []
        for subject, is_held, *values in rows:
            entry = dict(zip(keys, map(plain, values), strict=True))
            (self.held if is_held else self.entries)[subject].append(entry)
            if is_held:
                all_held.append(entry)
        if all_held:
            reasons = holds([entry["id"] for entry in all_held], at)
            for entry in all_held:
                entry["because"] = reasons[entry["id"]]

    def read_orders(self, subjects, asker, at) -> None:
        orders = relevant_orders(asker, at, is_past=self.is_past)
        orders = orders.filter(subject__among=subjects)
        shown = {**ORDER, "status": "was"} if self.is_past else ORDER
        keys, columns = list(shown), list(shown.values())
        rows = orders.order_by("pk").values_list("subject_id", *columns)
        for subject, *values in rows:
            measure = dict(zip(keys, map(plain, values), strict=True))
            self.measures[subject].append(measure)


def plain(value) -> object:
    """`value` as JSON has it: dates as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def relevant_entries(asker: Asker, at: datetime) -> QuerySet[Entry]:
    """Entries standing at `at` that `asker` may learn of, annotated with `is_held`."""
    entries = (
        Entry.objects.shown(at) if asker.public_only else Entry.objects.standing(at)
    )
    if asker.favourable_only:
        entries = entries.exclude(list_kind__in=ADVERSE)
    return entries.with_held(at)


def relevant_orders(
    asker: Asker, at: datetime, *, is_past: bool = False
) -> QuerySet[Order]:
    """Orders executable at `at` by the asker's department.

    With `is_past` each is annotated with the status that it had then, `was`.
    """
    orders = Order.objects
    orders = orders.was_executable(at) if is_past else orders.executable(at)
    orders = orders.filter(department=asker.department)
    if asker.favourable_only:
        orders = orders.filter(measure__polarity="incentive")
    return orders


def holds(entries: list[int], at: datetime) -> dict[int, list[str]]:
    """Why each of the `entries` is held: the kinds of open holds on it and on its cause, by entry."""
    reasons = defaultdict(list)
    causes = dict(
        Entry.objects.order_by().filter(pk__among=entries).values_list("pk", "cause_id")
    )
    wanted = {pk for pair in causes.items() for pk in pair if pk}
    open_holds = Hold.objects.open(at).filter(entry__among=wanted).order_by("pk")
    on_entry = defaultdict(list)
    for entry, kind in open_holds.values_list("entry_id", "kind"):
        on_entry[entry].append(Hold.Kind(kind).label)
    for pk, cause in causes.items():
        # An entry and its cause may be held for the same reason: it is given once.
        reasons[pk] = list(dict.fromkeys(on_entry[pk] + on_entry[cause]))
    return reasons
