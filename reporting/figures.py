"""The figures of a month as a report shows them: this month, last month, the year so far.

The second step between `counting` (queries) and `exports` (files). Figures are computed as of the
month's end and are plain data that JSON can hold. They are frozen in the report when it is
submitted, so that later changes of the register do not change what was reported.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from registry.models import Department, Entry, ListKind, TrailEntry

from . import counting
from .counting import Span
from .months import Month

MOST_REASONS = 10
FORCES = {"mandatory": "强制性", "recommended": "推荐性"}


class Figure(NamedTuple):
    """One line of the table of figures."""

    code: str  # as counted by `counting`
    section: str
    name: str
    unit: str = "条"
    flows: bool = True  # adds up over months; a state at the month's end does not


def of_each_list(code: str, name: str, flows: bool = True) -> list[Figure]:
    """A figure for each of the four lists."""
    return [
        Figure(f"{code}.{kind}", "名单发布", f"{name}{label}", flows=flows)
        for kind, label in ListKind.choices
    ]


def of_each_force(code: str, name: str) -> list[Figure]:
    """A figure for mandatory and one for recommended measures."""
    return [
        Figure(f"{code}.{force}", "联合奖惩", f"{label}措施：{name}", "件")
        for force, label in FORCES.items()
    ]


FIGURES = [
    *of_each_list("entries.new", "新发布"),
    *[
        Figure(f"entries.ended.{code}", "名单发布", f"退出（{label}）")
        for code, label in Entry.Ending.choices
    ],
    *of_each_list("entries.standing", "月末生效", flows=False),
    Figure("entries.held", "名单发布", "月末暂停（异议等）", flows=False),
    *of_each_force("orders.made", "收到任务"),
    *of_each_force("orders.executed", "已执行"),
    *of_each_force("orders.declined", "不执行"),
    Figure("orders.lifted", "联合奖惩", "已解除", "件"),
    Figure("orders.lifted_late", "联合奖惩", "其中逾期解除", "件"),
    Figure("orders.overdue", "联合奖惩", "月末逾期未响应", "件", flows=False),
    Figure("checks.made", "信用核查", "核查", "次"),
    Figure("checks.listed", "信用核查", "其中查到名单信息", "次"),
    Figure("checks.fed_back", "信用核查", "其中已反馈结果", "次"),
    Figure("objections.received", "异议处理", "收到异议", "件"),
    Figure("objections.decided", "异议处理", "作出决定", "件"),
    Figure("objections.upheld", "异议处理", "其中更正或撤销", "件"),
    Figure("objections.mean", "异议处理", "平均核查用时", "个工作日"),
    Figure("objections.overdue", "异议处理", "月末逾期未核实", "件", flows=False),
    Figure("repairs.received", "信用修复", "收到申请", "件"),
    Figure("repairs.granted", "信用修复", "准予修复", "件"),
    Figure("repairs.refused", "信用修复", "不予受理或者不予修复", "件"),
    Figure("imports.rows", "数据质量", "导入名单行数", "行"),
    Figure("imports.rejected", "数据质量", "其中不予导入", "行"),
]
BY_CODE = {figure.code: figure for figure in FIGURES}


def of(department: Department, month: Month) -> dict:
    """The figures of `department` for `month` (see `Figures.as_dict`)."""
    return of_all(month).of(department)


def of_all(month: Month) -> "Figures":
    """The figures of all departments for `month`, in a constant number of statements."""
    return Figures(month)


class Figures:
    """The counts of a month for all departments."""

    def __init__(self, month: Month):
        this, last = Span.of(month, month), Span.of(month.previous, month.previous)
        self.month = month
        self.counts = {
            "month": counting.count(this),
            "last": counting.count(last),
            "year": counting.count(Span.of(month.january, month)),
        }
        self.fields = counting.by_field(this)
        self.rejections = counting.rejections(this)
        # How far the trail had come: which records the figures include can be looked up in it.
        newest = TrailEntry.objects.order_by("-pk").values_list("pk", flat=True)
        self.version = newest.first() or 0

    def of(self, department: Department | int) -> dict:
        """The figures of one department, given by itself or its key."""
        pk = getattr(department, "pk", department)
        return self.as_dict(
            {column: counted.get(pk, {}) for column, counted in self.counts.items()},
            self.fields.get(pk, {}),
            self.rejections.get(pk, Counter()),
        )

    def total(self) -> dict:
        """The figures of the whole city."""
        fields = {}
        for own in self.fields.values():
            for key, counted in own.items():
                fields.setdefault(key, Counter()).update(counted)
        return self.as_dict(
            {column: summed(counted) for column, counted in self.counts.items()},
            fields,
            summed(self.rejections),
        )

    def as_dict(self, counts: dict, fields: dict, rejections: Counter) -> dict:
        """The figures as a report stores them.

        `rows` has [this month, last month, year so far] by code, `fields` a line for each field
        and list (new, ended, standing), `rejections` the most frequent reasons.
        """
        return {
            "month": self.month.code,
            "as_of": Span.of(self.month, self.month).at.isoformat(),
            "version": self.version,
            "rows": {
                figure.code: [
                    value(figure, counts["month"]),
                    value(figure, counts["last"]),
                    value(figure, counts["year"]) if figure.flows else None,
                ]
                for figure in FIGURES
            },
            "fields": [
                [field, kind, *(counted[what] for what in ("new", "ended", "standing"))]
                for (field, kind), counted in sorted(fields.items())
            ],
            "rejections": rejections.most_common(MOST_REASONS),
        }


def summed(counted: dict[int, Counter]) -> Counter:
    """The sum over all departments."""
    total = Counter()
    for own in counted.values():
        total.update(own)
    return total


def value(figure: Figure, counted: Counter) -> float | None:
    """The number under `figure`; None for a mean of nothing."""
    if figure.code != "objections.mean":
        return counted.get(figure.code, 0)
    found = counted.get("objections.found", 0)
    return round(counted["objections.workdays"] / found, 1) if found else None


def table(stored: dict) -> Iterator[tuple]:
    """The lines of stored or fresh figures: (figure, this month, last month, year so far)."""
    for code, numbers in stored["rows"].items():
        # A report of earlier years may have figures that are no longer made.
        if figure := BY_CODE.get(code):
            yield figure, *numbers


def shown(number: float | None) -> str:
    """`number` as text, a dash where there is none."""
    return "—" if number is None else str(number)
