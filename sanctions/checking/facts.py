"""What stands on a set of subjects, and what is to be done about it: read for many at once."""

from collections import defaultdict

from registry.entry_facts import Use, names_for
from registry.models import ADVERSE, Entry, Hold
from sanctions.models import Order

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
    """Entries and orders of a set of subjects that concern the asker, each by subject."""

    def __init__(self, subjects, asker, at, *, is_past=False):
        self.is_past = is_past
        self.entries, self.held = defaultdict(list), defaultdict(list)
        self.measures = defaultdict(list)
        if subjects:
            self.read_entries(subjects, asker, at)
            self.read_orders(subjects, asker, at)

    def read_entries(self, subjects, asker, at):
        standing = relevant_entries(asker, at).filter(subject__among=subjects)
        names_, columns = list(ENTRY), list(ENTRY.values())
        rows = standing.order_by("pk").values_list("subject_id", "is_held", *columns)
        resting = []
        for subject, is_held, *values in rows:
            entry = dict(zip(names_, map(plain, values), strict=True))
            (self.held if is_held else self.entries)[subject].append(entry)
            if is_held:
                resting.append(entry)
        if resting:
            because = holds([entry["id"] for entry in resting], at)
            for entry in resting:
                entry["because"] = because[entry["id"]]

    def read_orders(self, subjects, asker, at):
        orders = relevant_orders(asker, at, is_past=self.is_past)
        orders = orders.filter(subject__among=subjects)
        told = {**ORDER, "status": "was"} if self.is_past else ORDER
        names_, columns = list(told), list(told.values())
        rows = orders.order_by("pk").values_list("subject_id", *columns)
        for subject, *values in rows:
            measure = dict(zip(names_, map(plain, values), strict=True))
            self.measures[subject].append(measure)


def plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def relevant_entries(asker, at):
    """Entries standing at `at` that may be told to `asker`, with `is_held`."""
    entries = (
        Entry.objects.shown(at) if asker.public_only else Entry.objects.standing(at)
    )
    if asker.favourable_only:
        entries = entries.exclude(list_kind__in=ADVERSE)
    return entries.with_held(at)


def relevant_orders(asker, at, *, is_past=False):
    """Orders executable at `at` that are the asker's to take; of the past each with what it `was`."""
    orders = Order.objects
    orders = orders.was_executable(at) if is_past else orders.executable(at)
    orders = orders.filter(department=asker.department)
    if asker.favourable_only:
        orders = orders.filter(measure__polarity="incentive")
    return orders


def holds(entries, at):
    """Why each of the held `entries` rests: the kinds of holds on it and on its cause."""
    because = defaultdict(list)
    causes = dict(
        Entry.objects.order_by().filter(pk__among=entries).values_list("pk", "cause_id")
    )
    wanted = {pk for pair in causes.items() for pk in pair if pk}
    open_ones = Hold.objects.open(at).filter(entry__among=wanted).order_by("pk")
    on = defaultdict(list)
    for entry, kind in open_ones.values_list("entry_id", "kind"):
        on[entry].append(Hold.Kind(kind).label)
    for pk, cause in causes.items():
        because[pk] = list(dict.fromkeys(on[pk] + on[cause]))
    return because
