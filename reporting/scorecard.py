"""How departments did by the people they list: fairness and diligence, never volume (四(四)).

Each score is computed from the ledger for a span, for all departments at once, and says of how
many cases how many were as they should be. No department is ranked, nobody is scored by how
many entries it made.
"""

from collections import defaultdict
from collections.abc import Iterator
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
    """One thing that is looked at: its code, name, how it is computed, and its aim in words."""

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
    """`number` of `of` cases; for a median `number` is the median and `of` the cases behind it."""

    number: float
    of: int

    @property
    def words(self):
        return "无" if not self.of else f"{self.number:g}／{self.of}"


def scores_of(span: Span) -> dict[int, dict[str, Score]]:
    """Every score of every department in the span: {department: {code: Score}}."""
    found = defaultdict(dict)
    for code, look in LOOKED_AT.items():
        for department, number, of in shares(look(span)):
            found[department][code] = Score(number, of)
    for department, number, of in lifting(span):
        found[department]["lifting"] = Score(number, of)
    return found


class Looked(NamedTuple):
    """What one measure looks at in a span: all cases, and the condition under which one is counted."""

    rows: QuerySet
    counted: Q


def shares(looked: Looked) -> Iterator[tuple[int, int, int]]:
    """For each department how many cases are counted, and how many there are."""
    rows = looked.rows.order_by().values_list("department")
    yield from rows.annotate(number=Count("pk", filter=looked.counted), of=Count("pk"))


def cases_of(code: str, span: Span, department: int) -> QuerySet:
    """The cases behind one score of one department, each with `is_counted`; those of a median all count."""
    look = LOOKED_AT.get(code)
    rows, counted = look(span) if look else (lifted(span), Q(pk__isnull=False))
    # A condition on an empty column is neither true nor false; such a case is not counted.
    told = Case(When(counted, then=True), default=False, output_field=BooleanField())
    return rows.filter(department=department).annotate(is_counted=told).order_by("pk")


def days(span):
    return timezone.localdate(span.start), span.last_day


def reports(span):
    due = MonthlyReport.objects.filter(due_on__range=days(span))
    good = Q(first_submitted_on__lte=F("due_on"))
    return Looked(due, good)


def objections(span):
    due = Deadline.objects.filter(
        limit__code__in=VERIFYING, due_on__range=days(span), dropped_on__isnull=True
    )
    return Looked(due, Q(met_on__lte=F("due_on")))


def unlawful(span):
    """Measures noted as taken while their entry rested or was over."""
    holds = Hold.objects.filter(
        Q(entry=OuterRef("entry")) | Q(entry=OuterRef("entry__cause"))
    )
    at = OuterRef("responded_at")
    then = holds.filter(placed_at__lte=at).filter(
        Q(released_at__isnull=True) | Q(released_at__gt=at)
    )
    on = OuterRef("executed_on")
    # A hold that was open over the whole of the day on which the measure is said to be taken.
    that_day = holds.filter(placed_at__date__lt=on).filter(
        Q(released_at__isnull=True) | Q(released_at__date__gt=on)
    )
    taken = Order.objects.filter(span.covers("responded_at"), executed_on__isnull=False)
    over = Q(entry__ended_at__lte=F("responded_at"))
    return Looked(taken, over | Exists(then) | Exists(that_day))


def lifted(span):
    return Order.objects.filter(span.covers("lifted_at"), entry__ended_at__isnull=False)


def lifting(span):
    calendar, taken = workdays.load(), defaultdict(list)
    for department, ended_at, lifted_on in (
        lifted(span)
        .order_by()
        .values_list("department", "entry__ended_at", "lifted_on")
    ):
        ended_on = timezone.localdate(ended_at)
        taken[department].append(max(calendar.between(ended_on, lifted_on), 0))
    return ((unit, median(counted), len(counted)) for unit, counted in taken.items())


def own(span):
    return Entry.objects.filter(span.covers("published_at"), cause__isnull=True)


def hearing(span):
    complete = Q(
        notice_served_on__isnull=False, decision_served_on__isnull=False, urgent_reason=""
    ) & ~(Q(notice_proof="") | Q(decision_proof=""))  # fmt: skip
    return Looked(own(span).adverse(), complete)


def wrong(span):
    looked_at = Entry.objects.filter(
        Q(published_at__lt=span.end),
        Q(ended_at__isnull=True) | Q(ended_at__gte=span.start),
        cause__isnull=True,
    )
    revoked = span.covers("ended_at") & Q(ended_because=Entry.Ending.REVOKED)
    return Looked(looked_at, revoked)


LOOKED_AT = {
    "reports": reports,
    "objections": objections,
    "unlawful": unlawful,
    "hearing": hearing,
    "wrong": wrong,
}


def frozen(scores: dict[str, Score]) -> dict:
    """The scores of one department as a supervision keeps them."""
    return {one.code: list(scores.get(one.code, Score(0, 0))) for one in MEASURES}


def table(kept: dict):
    """The lines of frozen scores: (measure, score)."""
    for one in MEASURES:
        if one.code in kept:
            yield one, Score(*kept[one.code])
