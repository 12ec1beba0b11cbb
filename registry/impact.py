"""What publishing a set of entries would affect, shown before it is done (design: the brake)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count

from .models import Entry, Hold, Responsibility, Standard, SubjectKind
from .workflow import CHUNK

YEAR = timedelta(days=365)
MONTHS = 12


@dataclass
class Impact:
    """Which subjects, persons and departments a set of entries concerns.

    Subjects, persons and departments are primary keys. `disputed` are the subjects with an entry
    under a hold, `responsible` counts the responsible persons named, `standards` the entries under
    each standard. `usual` is how many entries the same departments published in an average month
    of the last year.
    """

    entries: int = 0
    subjects: set = field(default_factory=set)
    persons: set = field(default_factory=set)
    disputed: set = field(default_factory=set)
    responsible: int = 0
    standards: Counter = field(default_factory=Counter)
    departments: set = field(default_factory=set)
    usual: float = 0


def measure(pks, *, at: datetime) -> Impact:
    """The impact of the entries `pks` at the instant `at`; a few queries for each five thousand."""
    impact = Impact()
    for start in range(0, len(pks), CHUNK):
        _add(impact, pks[start : start + CHUNK], at)
    names = Standard.objects.in_bulk(list(impact.standards))
    impact.standards = Counter({names[pk]: n for pk, n in impact.standards.items()})
    impact.usual = usual_month(impact.departments, at)
    return impact


def _add(impact, pks, at):
    rows = Entry.objects.filter(pk__in=pks).order_by()
    for subject, kind, standard, department in rows.values_list(
        "subject", "subject__kind", "standard", "department"
    ):
        impact.entries += 1
        impact.subjects.add(subject)
        impact.standards[standard] += 1
        impact.departments.add(department)
        if kind == SubjectKind.PERSON:
            impact.persons.add(subject)
    holds = Hold.objects.open(at).filter(entry__subject__in=rows.values("subject"))
    impact.disputed.update(holds.order_by().values_list("entry__subject", flat=True))
    named = Responsibility.objects.filter(entry__in=pks)
    impact.responsible += named.count()


def usual_month(departments, at: datetime) -> float:
    """How many entries `departments` published in an average month of the year before `at`."""
    published = Entry.objects.filter(
        department__in=departments,
        cause__isnull=True,
        published_at__gt=at - YEAR,
        published_at__lte=at,
    )
    return published.order_by().aggregate(n=Count("pk"))["n"] / MONTHS
