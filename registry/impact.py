"""How far the publishing of a set of entries reaches, said before it is done (design: the brake)."""

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
    """Whom a set of entries touches.

    `standards` counts the entries under each standard, `usual` says how many entries the same
    departments published in an average month of the last year.
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
    """The reach of the entries `pks` at the instant `at`; a few queries for each thousand."""
    radius = Impact()
    for start in range(0, len(pks), CHUNK):
        _add(radius, pks[start : start + CHUNK], at)
    names = Standard.objects.in_bulk(list(radius.standards))
    radius.standards = Counter({names[pk]: n for pk, n in radius.standards.items()})
    radius.usual = usual_month(radius.departments, at)
    return radius


def _add(radius, pks, at):
    rows = Entry.objects.filter(pk__in=pks).order_by()
    for subject, kind, standard, department in rows.values_list(
        "subject", "subject__kind", "standard", "department"
    ):
        radius.entries += 1
        radius.subjects.add(subject)
        radius.standards[standard] += 1
        radius.departments.add(department)
        if kind == SubjectKind.PERSON:
            radius.persons.add(subject)
    holds = Hold.objects.open(at).filter(entry__subject__in=rows.values("subject"))
    radius.disputed.update(holds.order_by().values_list("entry__subject", flat=True))
    answering = Responsibility.objects.filter(entry__in=pks)
    radius.responsible += answering.count()


def usual_month(departments, at: datetime) -> float:
    """How many entries `departments` published in an average month of the year before `at`."""
    published = Entry.objects.filter(
        department__in=departments,
        cause__isnull=True,
        published_at__gt=at - YEAR,
        published_at__lte=at,
    )
    return published.order_by().aggregate(n=Count("pk"))["n"] / MONTHS
