"""The class of a subject by published rules: explained, without points, never of a person (三(二))."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from registry.errors import Refused
from registry.models import Entry, Subject

from . import rules
from .models import Band, NationalGrade, Scheme


@dataclass(frozen=True)
class Classing:
    """The class of a subject at one instant, the rule that led to it and the entries behind it.

    `not_counted` are held entries, which are shown but do not count.
    """

    scheme: Scheme
    band: Band
    condition: str
    because: list[Entry]
    not_counted: list[Entry]


def classify(subject: Subject, scheme: Scheme, at: datetime) -> Classing:
    """The class of `subject` under `scheme` at `at`: the first band, by rank, whose condition it meets.

    Raises Refused for a natural person, for a scheme not in force on that day, and for one without
    a band for everybody else.
    """
    if reasons := list(rules.class_obstacles(subject)):
        raise Refused(*reasons)
    if not Scheme.objects.in_force(timezone.localdate(at)).filter(pk=scheme.pk):
        raise Refused(f"“{scheme}”在 {timezone.localdate(at)} 没有施行，不能据以分类。")
    standing = (
        Entry.objects.of(subject)
        .standing(at)
        .with_held(at)
        .select_related("standard", "department")
        .order_by("pk")
    )
    effective = [entry for entry in standing if not entry.is_held]
    held = [entry for entry in standing if entry.is_held]
    for band in scheme.bands.order_by("rank"):
        because = rules.band_matches(band, effective)
        if because is not None:
            return Classing(scheme, band, rules.band_text(band), because, held)
    raise Refused(f"“{scheme}”没有适用于该主体的类别，请制定单位补充。")


def classes(subject: Subject, at: datetime) -> list[Classing]:
    """The classes of `subject` under every scheme in force at `at`; none for a natural person."""
    if list(rules.class_obstacles(subject)):
        return []
    schemes = Scheme.objects.in_force(timezone.localdate(at))
    return [
        classify(subject, scheme, at)
        for scheme in schemes.select_related("department").order_by("pk")
    ]


def national_grade(subject: Subject) -> NationalGrade | None:
    """The last grade that the State gave `subject`, as far as it was recorded here (一(四))."""
    return NationalGrade.objects.filter(subject=subject).first()
