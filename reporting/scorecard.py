"""Scores of how fairly and diligently departments treat those whom they list (四(四)).

Each score is computed from the register for a span of time, for all departments at once: a number
of cases out of all cases. Departments are not ranked, and the number of entries is not a score.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.utils import timezone

from registry import workdays
from registry.models import Deadline, Entry, Hold
from sanctions.models import Order

from .counting import VERIFYING, Span
from .models import MonthlyReport


class Indicator(NamedTuple):
    """One measure of the scorecard: its name, how it is computed, and the aim, in words."""

    code: str
    name: str
    meaning: str
    aim: str


MEASURES = [
    Indicator("reports", "月报按时报送", "期间内到期的月报中，首次报送不晚于截止日的", "全部"),
    Indicator("objections", "异议按期核实", "核查期限在期间内届满的异议中，在期限内提交核查结论的", "全部"),
    Indicator("unlawful", "不得执行时执行的措施", "期间内登记执行的措施中，登记时或者执行日条目已退出或者暂停的", "0"),
    Indicator("lifting", "退出到解除的工作日", "期间内解除的措施，从条目退出到解除的工作日数的中位数", "越少越好"),
    Indicator("hearing", "告知程序完整", "期间内发布的黑名单和失信记录中，告知和送达均有日期和凭证、未用紧急例外的", "全部"),
    Indicator("wrong", "认定有误的条目", "期初生效和期间内发布的条目中，期间内因有误被撤销的", "0"),
]  # fmt: skip


class Score(NamedTuple):
    """`number` out of `of` cases; `lifting` is a median of working days over `of` cases."""

    number: float
    of: int

    @property
    def words(self) -> str:
        return "无" if not self.of else f"{self.number:g}／{self.of}"


def scores_of(span: Span) -> dict[int, dict[str, Score]]:
    """Compute every score of every department in the span: {department: {code: Score}}."""
    found = defaultdict(dict)
    for code, selection in SELECTIONS.items():
        for department, number, of in shares(selection(span)):
            found[department][code] = Score(number, of)
    for department, number, of in lifting(span):
        found[department]["lifting"] = Score(number, of)
    return found


class Selection(NamedTuple):
    """The cases of one measure in a span, and the condition under which a case is counted."""

    cases: QuerySet
    counted: Q


def shares(selection: Selection) -> Iterator[tuple[int, int, int]]:
    """Yield (department, counted cases, all cases)."""
    rows = selection.cases.order_by().values_list("department")
    counted = Count("pk", filter=selection.counted)
    yield from rows.annotate(number=counted, of=Count("pk"))


def cases_of(code: str, span: Span, department: int) -> QuerySet:
    """The cases behind one score of one department, each with `is_counted`; all count for a median."""
    if code in SELECTIONS:
        cases, counted = SELECTIONS[code](span)
    else:
        cases, counted = lifted(span), Q(pk__isnull=False)
    # A condition on an empty column is neither true nor false; such a case is not counted.
    is_counted = Case(
        When(counted, then=True), default=False, output_field=BooleanField()
    )
    own = cases.filter(department=department)
    return own.annotate(is_counted=is_counted).order_by("pk")


def days_of(span: Span) -> tuple[date, date]:
    """The first and the last day of the span."""
    return timezone.localdate(span.start), span.last_day


def reports(span: Span) -> Selection:
    """Reports due in the span; counted: first submitted in time."""
    due = MonthlyReport.objects.filter(due_on__range=days_of(span))
    return Selection(due, Q(first_submitted_on__lte=F("due_on")))


def objections(span: Span) -> Selection:
    """Deadlines of verification that end in the span (三(五)); counted: met in time."""
    due = Deadline.objects.filter(
        limit__code__in=VERIFYING, due_on__range=days_of(span), dropped_on__isnull=True
    )
    return Selection(due, Q(met_on__lte=F("due_on")))


def unlawful(span: Span) -> Selection:
    """Measures executed in the span; counted: their entry was held or had ended at that time."""
    # A hold of a company's entry also stops those derived from it.
    holds = Hold.objects.filter(
        Q(entry=OuterRef("entry")) | Q(entry=OuterRef("entry__cause"))
    )
    at = OuterRef("responded_at")
    at_response = holds.filter(placed_at__lte=at).filter(
        Q(released_at__isnull=True) | Q(released_at__gt=at)
    )
    on = OuterRef("executed_on")
    # `executed_on` has no time: only a hold that was open on the whole of that day is certain.
    on_the_day = holds.filter(placed_at__date__lt=on).filter(
        Q(released_at__isnull=True) | Q(released_at__date__gt=on)
    )
    taken = Order.objects.filter(span.covers("responded_at"), executed_on__isnull=False)
    over = Q(entry__ended_at__lte=F("responded_at"))
    return Selection(taken, over | Exists(at_response) | Exists(on_the_day))


def lifted(span: Span) -> QuerySet:
    """Measures lifted in the span after the end of their entry."""
    return Order.objects.filter(span.covers("lifted_at"), entry__ended_at__isnull=False)


def lifting(span: Span) -> Iterator[tuple[int, float, int]]:
    """Yield (department, median of the working days from the end to the lifting, cases)."""
    calendar, taken = workdays.load(), defaultdict(list)
    for department, ended_at, lifted_on in (
        lifted(span)
        .order_by()
        .values_list("department", "entry__ended_at", "lifted_on")
    ):
        ended_on = timezone.localdate(ended_at)
        taken[department].append(max(calendar.between(ended_on, lifted_on), 0))
    return ((unit, median(counted), len(counted)) for unit, counted in taken.items())


def published(span: Span) -> QuerySet:
    """Entries published in the span, derived ones left out."""
    return Entry.objects.filter(span.covers("published_at"), cause__isnull=True)


def hearing(span: Span) -> Selection:
    """Adverse entries published in the span; counted: notice and decision served, with proof."""
    complete = Q(
        notice_served_on__isnull=False, decision_served_on__isnull=False, urgent_reason=""
    ) & ~(Q(notice_proof="") | Q(decision_proof=""))  # fmt: skip
    return Selection(published(span).adverse(), complete)


def wrong(span: Span) -> Selection:
    """Entries with effect at some time of the span; counted: revoked in it as wrong."""
    entries = Entry.objects.filter(
        Q(published_at__lt=span.end),
        Q(ended_at__isnull=True) | Q(ended_at__gte=span.start),
        cause__isnull=True,
    )
    revoked = span.covers("ended_at") & Q(ended_because=Entry.Ending.REVOKED)
    return Selection(entries, revoked)


# The cases of each measure that is a share; `lifting` is a median.
SELECTIONS = {
    "reports": reports,
    "objections": objections,
    "unlawful": unlawful,
    "hearing": hearing,
    "wrong": wrong,
}


def frozen(scores: dict[str, Score]) -> dict:
    """The scores of one department as a supervision stores them: {code: [number, of]}."""
    return {one.code: list(scores.get(one.code, Score(0, 0))) for one in MEASURES}


def table(frozen_scores: dict) -> Iterator[tuple[Indicator, Score]]:
    """Yield (measure, score) of what `frozen` returned, in the order of the scorecard."""
    for one in MEASURES:
        if one.code in frozen_scores:
            yield one, Score(*frozen_scores[one.code])
