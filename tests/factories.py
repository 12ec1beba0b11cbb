"""Factories: plain functions with sensible defaults; later states are reached by the real actions.

The cast: 陈 `clerk` drafts, 林 `reviewer` decides, 王 is of another department, 郑 of the credit
office. All numbers are invented.
"""

from datetime import date, timedelta
from itertools import count

from django.contrib.auth.models import Permission
from django.utils import timezone

import registry.actions
from registry import identifiers
from registry.models import (
    CalendarYear,
    Department,
    Entry,
    Field,
    ListKind,
    Official,
    Region,
    Standard,
    SubjectKind,
)

LONG_AGO = date(2020, 1, 1)
WEIGHTS_31 = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
SYMBOLS_31 = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS_11 = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_serial = count(1)


def next_number() -> int:
    """A number that nothing made by this class of tests or this test has yet."""
    return next(_serial)


def number_from(number: int) -> None:
    """Let the next number be `number`, so that no name depends on which tests ran before."""
    global _serial
    _serial = count(number)


def code_of(number):
    """The valid 统一社会信用代码 of the invented organisation `number`."""
    body = f"91350100{number:09d}"
    total = sum(
        weight * SYMBOLS_31.index(sign)
        for weight, sign in zip(WEIGHTS_31, body, strict=True)
    )
    return body + SYMBOLS_31[-total % 31]


def number_of(serial_number, born=date(1990, 3, 7)):
    """The valid 居民身份证 number of the invented person `serial_number`."""
    body = f"350102{born:%Y%m%d}{serial_number % 1000:03d}"
    total = sum(
        weight * int(digit) for weight, digit in zip(WEIGHTS_11, body, strict=True)
    )
    return body + "10X98765432"[total % 11]


def recognised(text, subject_kind=SubjectKind.ORGANISATION):
    kinds = identifiers.kinds_of_subject(subject_kind)
    return identifiers.recognise(text, today=timezone.localdate(), kinds=kinds)


def make_region(code="350100", name="福州市"):
    return Region.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_department(code="huanbao", kind=Department.Kind.ORGAN, **fields):
    fields = {"name": f"福州市{code}", "short_name": code, **fields}
    return Department.objects.get_or_create(
        code=code, defaults={"kind": kind, "region": make_region(), **fields}
    )[0]


def make_credit_office():
    return make_department("xinyongban", Department.Kind.CREDIT_OFFICE)


def make_official(username, department=None, permissions=(), **fields):
    official = Official.objects.create(
        username=username,
        name=fields.pop("name", username),
        email=f"{username}@example.invalid",
        department=department,
        is_staff=True,
        **fields,
    )
    official.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label="registry", codename__in=permissions
        )
    )
    return official


def make_field(code="huanjing", name="环境保护"):
    return Field.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_standard(department=None, *, published=True, **fields):
    number = next_number()
    kind = fields.get("list_kind", ListKind.BLACK)
    adverse = kind in (ListKind.BLACK, ListKind.BAD)
    defaults = {
        "code": f"standard-{number}",
        "name": f"认定标准{number}",
        "list_kind": kind,
        "subject_kinds": SubjectKind.values,
        "conditions": "情形",
        "legal_basis": "依据",
        "term_months": 36,
        "citation": "依据第一条",
        "statement_workdays": 5 if adverse else None,
    }
    standard = registry.actions.standards.draft(
        Standard(
            department=department or make_department(),
            field=fields.pop("field", None) or make_field(),
            **{**defaults, **fields},
        ),
        by=None,
    )
    if published:
        registry.actions.standards.publish(
            standard,
            by=None,
            published_on=LONG_AGO,
            valid_from=LONG_AGO,
            published_where="信用福州网站",
        )
    return standard


def make_subject(name=None, number=None):
    number = number or next_number()
    return registry.actions.subjects.enrol(
        kind=SubjectKind.ORGANISATION,
        name=name or f"福州某某{number}有限公司",
        identifier=recognised(code_of(number)),
        by=None,
    )


def make_person(name="陈某某", number=None, born=date(1990, 3, 7)):
    return registry.actions.subjects.enrol(
        kind=SubjectKind.PERSON,
        name=name,
        identifier=recognised(
            number_of(number or next_number(), born), SubjectKind.PERSON
        ),
        by=None,
    )


def heard(on):
    """The fields of an entry that was decided on `on` after a complete hearing."""
    return {
        "decided_on": on,
        "notice_served_on": on - timedelta(days=40),
        "notice_proof": "告知书〔2026〕1号，直接送达",
        "decision_served_on": on,
        "decision_proof": "送达回证",
    }


def make_entry(standard, by, *, subject=None, **fields):
    """A draft under `standard`, by `by`, that may be submitted and published."""
    on = fields.pop("decided_on", timezone.localdate() - timedelta(days=30))
    facts = {
        "document_number": f"榕环罚〔2026〕{next_number()}号",
        "facts": "超标排放污染物",
        **(heard(on) if standard.is_adverse else {"decided_on": on}),
        **fields,
    }
    entry = Entry(
        subject=subject or make_subject(),
        standard=standard,
        department=standard.department,
        **facts,
    )
    return registry.actions.entries.draft(entry, by=by)


def make_published(standard, clerk, reviewer, **fields):
    """A published entry that `clerk` drafted and `reviewer` approved."""
    entry = make_entry(standard, clerk, **fields)
    registry.actions.entries.submit(entry, by=clerk)
    registry.actions.entries.approve(entry, by=reviewer)
    return entry


def make_calendar():
    """Load the years 2015 to 2030 without holidays."""
    for year in range(2015, 2031):
        CalendarYear.objects.get_or_create(
            year=year, defaults={"state": CalendarYear.State.OFFICIAL}
        )
