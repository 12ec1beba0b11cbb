"""What a credit report states of a subject at one instant: the same for paper and verification."""

from datetime import date, datetime

from django.utils import timezone

from registry import names
from registry.entry_facts import Use, as_plain, names_for
from registry.models import Correction, Entry, ListKind, Subject

from .classing import classes, national_grade
from .models import OWN_DATA, IndustryMeasure, MemberGrade, Report

# How kept reports call a fact, where not by its own name.
CALLED = {"document_number": "document"}


def facts_of(subject: Subject, at: datetime) -> dict:
    """The facts of `subject` at `at`, as plain data to be kept with the report."""
    entries = (
        Entry.objects.of(subject)
        .standing(at)
        .with_held(at)
        .select_related("standard", "department")
        .order_by("pk")
    )
    grade = national_grade(subject)
    return {
        "subject": {
            "kind": subject.get_kind_display(),
            "name": subject.name,
            "identifier_kind": subject.get_identifier_kind_display(),
            "identifier": subject.identifier,
        },
        "entries": [entry_data(entry) for entry in entries],
        "classes": [
            {
                "scheme": str(one.scheme),
                "department": str(one.scheme.department),
                "band": one.band.name,
                "condition": one.condition,
                "inspection": one.band.inspection,
            }
            for one in classes(subject, at)
        ],
        "grade": grade
        and {"grade": grade.grade, "source": grade.source, "on": str(grade.graded_on)},
        "association": association_facts(subject, timezone.localdate(at)),
    }


def entry_data(entry) -> dict:
    """What the report states of `entry`, read `with_held`."""
    return {
        "id": entry.pk,
        "list": entry.get_list_kind_display(),
        "adverse": entry.is_adverse,
        "standard": entry.standard.name,
        "department": entry.department.name,
        **{
            CALLED.get(name, name): as_plain(getattr(entry, name))
            for name in names_for(Use.REPORT)
        },
        "valid_to": str(entry.valid_to or "长期"),
        "held": entry.is_held,
    }


def association_facts(subject: Subject, on: date) -> dict:
    """What associations say of their member, with the note that it is their own data (二(四))."""
    grades = MemberGrade.objects.filter(membership__subject=subject)
    measures = IndustryMeasure.objects.filter(subject=subject, lifted_on__isnull=True)
    return {
        "note": OWN_DATA,
        "grades": [
            f"{one.membership.department}：{one.grade}（{one.rules}，{one.graded_on}）"
            for one in grades.select_related("membership__department")
            if one.valid_to is None or one.valid_to >= on
        ],
        "measures": [
            f"{one.department}：{one.get_kind_display()}（{one.rules}，{one.taken_on}）"
            for one in measures.select_related("department")
            if one.until is None or one.until >= on
        ],
    }


def counts(facts: dict) -> list[tuple[str, int]]:
    """How many entries of each list the `facts` contain, in the order of the lists."""
    found = [entry["list"] for entry in facts["entries"]]
    return [(label, found.count(label)) for label in ListKind.labels]


def changes_since(report: Report, at: datetime) -> dict[int, str]:
    """What became of each entry that `report` states, as of `at`: {entry: one sentence}."""
    pks = [entry["id"] for entry in report.facts["entries"]]
    rows = Entry.objects.filter(pk__in=pks).with_held(at).with_effect(at)
    corrected = set(
        Correction.objects.filter(
            entry__in=pks, at__gt=report.made_at, at__lte=at
        ).values_list("entry", flat=True)
    )
    sentences = {}
    for entry in rows:
        if entry.ended_at is not None and entry.ended_at <= at:
            on = timezone.localdate(entry.ended_at)
            sentences[entry.pk] = (
                f"已于 {on} 退出（{entry.get_ended_because_display()}）。"
            )
        elif entry.is_held:
            sentences[entry.pk] = "正在核查，暂停效力。"
        elif not entry.has_effect:
            sentences[entry.pk] = "有效期限已届满。"
        else:
            sentences[entry.pk] = "仍然有效。"
        if entry.pk in corrected:
            sentences[entry.pk] += "出具报告后内容有更正。"
    return sentences


def public_facts(report: Report) -> dict:
    """The facts of `report` as the verification page shows them: a person's name not in full."""
    facts = dict(report.facts)
    if report.subject.is_person:
        facts["subject"] = {
            **facts["subject"],
            "name": names.short_person_name(facts["subject"]["name"]),
        }
    return facts
