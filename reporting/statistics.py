"""Anonymous statistics of the register, for the public page and for officials.

Entries are counted as of an instant, whatever has happened to them since. Natural persons are
counted separately and only by list: in a breakdown by field or district, a small number of
persons could be identified.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from disputes.models import Objection
from registry.models import Entry, ListKind, SubjectKind
from repair.models import Application

from .counting import Span
from .data import SMALL_COUNT
from .months import Month, newest

KINDS = ListKind.values
MONTHS = 12


class StatisticsTable(NamedTuple):
    """One table: rows of a label and a number for each column."""

    name: str  # in addresses
    title: str
    heading: str  # of the labels
    columns: list[str]
    rows: list[tuple[str, list]]

    @property
    def lines(self) -> list[list]:
        """The rows flat, for a spreadsheet."""
        return [[label, *numbers] for label, numbers in self.rows]

    @property
    def labelled_rows(self) -> list[tuple[str, list[tuple]]]:
        """The rows with each number's column name, for screens too narrow for headings."""
        return [
            (label, list(zip(self.columns, numbers, strict=True)))
            for label, numbers in self.rows
        ]


class Statistics(NamedTuple):
    """All tables as of one instant."""

    at: datetime
    tables: list[StatisticsTable]

    def table(self, name: str) -> StatisticsTable | None:
        return next((one for one in self.tables if one.name == name), None)


def statistics_of(at: datetime, *, last: Month, internal: bool) -> Statistics:
    """Entries in effect at `at`, the twelve months up to `last`, and the year's repairs and objections.

    `internal` adds the breakdown by department, and exact numbers where the public does not get
    small ones.
    """
    organisations = standing(at).exclude(subject__kind=SubjectKind.PERSON)
    tables = [
        by_list(at, exact=internal),
        broken_down(organisations, "fields", "分领域", "领域", "standard__field__name"),
        broken_down(organisations, "districts", "分区划", "区划", "region__name"),
        by_month(last),
        of_cases(objections(last), exact=internal),
        of_cases(repairs(last), exact=internal),
    ]
    if internal:
        of_departments = ("departments", "分单位", "单位", "department__short_name")
        tables.insert(3, broken_down(standing(at), *of_departments))
    return Statistics(at, tables)


def standing(at: datetime) -> QuerySet:
    """Entries in effect at `at`; derived entries follow their cause and are not counted again."""
    return Entry.objects.in_effect(at).filter(cause__isnull=True).order_by()


def list_labels() -> list[str]:
    return [label for _, label in ListKind.choices]


def by_list(at: datetime, *, exact: bool) -> StatisticsTable:
    """Entries of each list, by kind of subject; exact numbers of persons only where `exact`."""
    counted = standing(at).values_list("list_kind", "subject__kind")
    found = {
        (kind, of): number for kind, of, number in counted.annotate(number=Count("pk"))
    }
    rows = []
    for of, label in SubjectKind.choices:
        numbers = [found.get((kind, of), 0) for kind in KINDS]
        if of == SubjectKind.PERSON and not exact:
            numbers = [suppressed(number) for number in numbers]
        rows.append((label, numbers))
    return StatisticsTable("lists", "生效中的条目", "主体类别", list_labels(), rows)


def suppressed(number: int) -> int | str:
    """`number` of persons as the public may read it: “少于5” where it is small.

    No total that includes persons is shown next to it, from which it could be computed.
    """
    least = SMALL_COUNT["number"]
    return f"少于{least}" if 0 < number < least else number


def broken_down(
    entries: QuerySet, name: str, title: str, heading: str, column: str
) -> StatisticsTable:
    """`entries` by `column` and list, the largest total first."""
    counted = entries.values_list(column, "list_kind").annotate(number=Count("pk"))
    found = defaultdict(Counter)
    for label, kind, number in counted:
        found[label or "未登记"][kind] += number
    ordered = sorted(found.items(), key=lambda one: (-one[1].total(), one[0]))
    rows = [(label, [counts[kind] for kind in KINDS]) for label, counts in ordered]
    return StatisticsTable(name, title, heading, list_labels(), rows)


def by_month(last: Month) -> StatisticsTable:
    """New entries on organisations in each of the twelve months up to `last`."""
    months = newest(last, MONTHS)[::-1]
    published = (
        Entry.objects.filter(
            cause__isnull=True,
            published_at__gte=months[0].begins_at,
            published_at__lt=last.ends_at,
        )
        .exclude(subject__kind=SubjectKind.PERSON)
        .order_by()
    )
    counted = published.annotate(month=TruncMonth("published_at")).values_list(
        "month", "list_kind"
    )
    found = {
        (Month.of(day.date()), kind): number
        for day, kind, number in counted.annotate(number=Count("pk"))
    }
    rows = [(str(one), [found.get((one, kind), 0) for kind in KINDS]) for one in months]
    return StatisticsTable("months", "逐月新发布", "月份", list_labels(), rows)


def objections(last: Month) -> StatisticsTable:
    """Objections received in the year up to `last`, and the outcomes of those decided in it."""
    within = in_year(last)
    received = Objection.objects.filter(within("received_at")).count()
    decided = Objection.objects.filter(within("decided_at")).order_by()
    ends = dict(decided.values_list("outcome").annotate(number=Count("pk")))
    rows = [("收到异议", [received])]
    rows += [(f"决定：{label}", [ends.get(end, 0)]) for end, label in Objection.Outcome.choices]  # fmt: skip
    return StatisticsTable("objections", f"异议处理（{last.year}年1月至{last.number}月）", "事项", ["件数"], rows)  # fmt: skip


def repairs(last: Month) -> StatisticsTable:
    """Applications for repair received in the year up to `last`, and the decisions made in it."""
    within = in_year(last)
    received = Application.objects.filter(within("received_at")).count()
    decided = Application.objects.filter(within("decided_at")).order_by()
    ends = dict(decided.values_list("status").annotate(number=Count("pk")))
    granted = sum(ends.get(one, 0) for one in ("granted", "revoked"))
    refused = sum(ends.get(one, 0) for one in ("refused", "not_accepted"))
    rows = [
        ("收到修复申请", [received]),
        ("准予修复", [granted]),
        ("不予受理或者不予修复", [refused]),
    ]
    return StatisticsTable("repairs", f"信用修复（{last.year}年1月至{last.number}月）", "事项", ["件数"], rows)  # fmt: skip


def of_cases(table: StatisticsTable, *, exact: bool) -> StatisticsTable:
    """`table` with small numbers suppressed unless `exact`: some of the cases are persons'."""
    if exact:
        return table
    rows = [(label, [suppressed(one) for one in numbers]) for label, numbers in table.rows]  # fmt: skip
    return table._replace(rows=rows)


def in_year(last: Month) -> Callable[[str], Q]:
    """Makes the condition that a field lies in the year of `last`, up to the end of that month."""
    return Span.of(last.january, last).covers


def as_of(text: str, on: date, now: datetime) -> tuple[Month, datetime]:
    """Parse the month `text`; returns it and the instant as of which it is counted.

    The current month (also where `text` is empty) is counted as of `now`. Raises ValueError with
    a sentence where `text` is no month, or one after the day `on`.
    """
    month = Month.parse(text) if text else Month.of(on)
    if month > Month.of(on):
        raise ValueError(f"{month}还没有到，请选择本月以前的月份。")
    return month, min(now, Span.of(month, month).at)
