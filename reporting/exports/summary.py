"""The data of a month of the whole city, collected once for all formats."""

from dataclasses import dataclass
from datetime import date, datetime

from disputes.models import Objection
from registry.models import Deadline, Department, Entry
from reporting import figures
from reporting.counting import VERIFYING, Span
from reporting.models import Example, MonthlyReport
from reporting.months import Month
from sanctions.models import Order

OVERDUE_ORDERS = 2000  # rows of the workbook at the most


@dataclass
class Summary:
    """What the credit office reports on `month`: figures, departments, examples, what is late."""

    month: Month
    at: datetime
    on: date
    office: str  # its name
    total: dict  # figures of the city
    reports: list[MonthlyReport]
    own: dict[int, dict]  # figures by department
    good: list[Example]
    bad: list[Example]
    objections: list[Deadline]
    orders: list[Order]

    @property
    def missing(self) -> list[MonthlyReport]:
        return [one for one in self.reports if one.status in MonthlyReport.EDITABLE]

    @property
    def late(self) -> list[MonthlyReport]:
        return [one for one in self.reports if one.lateness(self.on)]


def summary_of(month: Month, *, at: datetime, on: date) -> Summary:
    """Collect the city's summary of `month` as of the instant `at`, the day `on`.

    Departments that have reported appear with their frozen figures, others with those of the
    register. Examples whose entry has no effect at `at` are left out: an entry that is held may
    not be published.
    """
    computed = figures.of_all(month)
    reports = list(
        MonthlyReport.objects.of(month)
        .select_related("department")
        .order_by("department__code")
    )
    examples = (
        Example.objects.filter(month=month.first)
        .reviewed()
        .standing(at)
        .select_related("department", "entry__subject", "entry__standard")
        .order_by("department__code", "pk")
    )
    office = Department.objects.filter(kind=Department.Kind.CREDIT_OFFICE).first()
    return Summary(
        month=month,
        at=at,
        on=on,
        office=office.name if office else "",
        total=computed.total(),
        reports=reports,
        own={
            one.department_id: one.figures or computed.of(one.department_id)
            for one in reports
        },
        good=[one for one in examples if one.polarity == Example.Polarity.GOOD],
        bad=[one for one in examples if one.polarity == Example.Polarity.BAD],
        objections=overdue_objections(Span.of(month, month)),
        orders=overdue_orders(on),
    )


def overdue_objections(span: Span) -> list[Deadline]:
    """Deadlines of verification that passed before the month's end and are still open (三(五))."""
    late = Deadline.objects.filter(
        of=Objection._meta.label_lower,
        limit__code__in=VERIFYING,
        due_on__lt=span.last_day,
        met_on__isnull=True,
        dropped_on__isnull=True,
    )
    return list(late.select_related("department", "limit").order_by("due_on"))


def overdue_orders(on: date) -> list[Order]:
    """Measures whose execution or lifting is overdue on the day `on`."""
    late = Order.objects.overdue(on).select_related(
        "department", "initiator", "measure"
    )
    return list(late.order_by("department__code", "pk")[:OVERDUE_ORDERS])


def name_of(entry: Entry) -> str:
    """The subject's name as a report may show it: that of a natural person never in full."""
    subject = entry.subject
    return f"{subject.name[0]}某某" if subject.is_person else subject.name
