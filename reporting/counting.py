"""Count what the register and the apps above it held and did in a span of time, by department.

The first of three steps: `counting` runs the queries, `figures` makes of the counts the lines of
a report, `exports` writes these as xlsx, docx and pdf. Nothing is counted in the later steps.

Each counter takes a Span and yields (department, code, number) for all departments at once, in
one or two statements; the codes are those of `figures.FIGURES`. Derived entries of responsible
persons follow their cause and are not counted a second time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from disputes.models import Objection
from registry import workdays
from registry.models import Batch, Deadline, Entry, Row
from repair.models import Application
from sanctions.models import Check, Order

from .months import Month

VERIFYING = ["objection_verify", "reexamination_verify"]
Counted = Iterator[tuple[int, str, int]]


class Span(NamedTuple):
    """The time from the instant `start` (included) to the instant `end` (excluded)."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, first: Month, last: Month) -> "Span":
        """The span from the beginning of `first` to the end of `last`."""
        return cls(first.begins_at, last.ends_at)

    @property
    def at(self) -> datetime:
        """The last instant within the span, as of which states are counted (microseconds: as PostgreSQL)."""
        return self.end - timedelta(microseconds=1)

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.at)

    def covers(self, field: str) -> Q:
        """The condition that the instant in `field` lies within the span."""
        return Q(**{f"{field}__gte": self.start, f"{field}__lt": self.end})


def numbers(rows: QuerySet, code: str, *columns: str) -> Counted:
    """Count `rows` by `columns`: the first is the department, the others fill the places of `code`."""
    # Without order_by() a default order of the model would become part of the grouping.
    counted = rows.order_by().values_list(*columns).annotate(number=Count("pk"))
    for department, *values, number in counted:
        yield department, code.format(*values), number


def entries(span: Span) -> Counted:
    """Entries published and ended within the span, standing and held at its end (一；二；三(四))."""
    own = Entry.objects.filter(cause__isnull=True)
    kinds = ["department", "list_kind"]
    yield from numbers(
        own.filter(span.covers("published_at")), "entries.new.{}", *kinds
    )
    ended = own.filter(span.covers("ended_at"), published_at__isnull=False)
    yield from numbers(ended, "entries.ended.{}", "department", "ended_because")
    yield from numbers(own.in_effect(span.at), "entries.standing.{}", *kinds)
    held = own.standing(span.at).held(span.at)
    yield from numbers(held, "entries.held", "department")


def orders(span: Span) -> Counted:
    """Measures that departments received, executed, declined and lifted (三(三)、三(六))."""
    by_force = ["department", "measure__force"]
    answered = Order.objects.filter(span.covers("responded_at"))
    lifted = Order.objects.filter(span.covers("lifted_at"))
    made = Order.objects.filter(span.covers("made_at"))
    yield from numbers(made, "orders.made.{}", *by_force)
    taken = answered.filter(executed_on__isnull=False)
    yield from numbers(taken, "orders.executed.{}", *by_force)
    declined = answered.filter(executed_on__isnull=True)
    yield from numbers(declined, "orders.declined.{}", *by_force)
    yield from numbers(lifted, "orders.lifted", "department")
    late = lifted.filter(lifted_on__gt=F("lift_by"))
    yield from numbers(late, "orders.lifted_late", "department")
    waiting = Order.objects.filter(
        Q(responded_at__isnull=True) | Q(responded_at__gte=span.end),
        made_at__lt=span.end,
        respond_by__lt=span.last_day,
    ).exclude(status=Order.Status.VOID)
    yield from numbers(waiting, "orders.overdue", "department")


def checks(span: Span) -> Counted:
    """Credit checks made, those that found an entry, and those with feedback (三(一))."""
    made = Check.objects.filter(span.covers("asked_at"))
    yield from numbers(made, "checks.made", "department")
    yield from numbers(made.filter(status="listed"), "checks.listed", "department")
    with_feedback = made.filter(feedback__isnull=False, feedback__at__lt=span.end)
    yield from numbers(with_feedback, "checks.fed_back", "department")


def objections(span: Span) -> Counted:
    """Objections received, decided, upheld, overdue, and the working days they took (三(五))."""
    received = Objection.objects.filter(span.covers("received_at"))
    yield from numbers(received, "objections.received", "respondent")
    decided = Objection.objects.filter(span.covers("decided_at"))
    yield from numbers(decided, "objections.decided", "respondent")
    right = decided.exclude(outcome=Objection.Outcome.KEPT)
    yield from numbers(right, "objections.upheld", "respondent")
    late = Deadline.objects.filter(
        Q(met_on__isnull=True) | Q(met_on__gt=span.last_day),
        Q(dropped_on__isnull=True) | Q(dropped_on__gt=span.last_day),
        limit__code__in=VERIFYING,
        due_on__lt=span.last_day,
    )
    yield from numbers(late, "objections.overdue", "department")
    yield from verifying_days(span)


def verifying_days(span: Span) -> Counted:
    """The number of findings and the sum of their working days from receipt of the notice.

    Working days depend on the calendar of holidays, so they are added here and not in SQL; the
    mean is only taken in `figures`, since a mean of means would be wrong for the whole city.
    """
    calendar = workdays.load()
    found = Objection.objects.filter(span.covers("found_at"), signed_on__isnull=False)
    for department, signed_on, found_at in found.values_list(
        "respondent", "signed_on", "found_at"
    ):
        on = timezone.localdate(found_at)
        yield department, "objections.found", 1
        yield department, "objections.workdays", calendar.between(signed_on, on)


def repairs(span: Span) -> Counted:
    """Applications for repair received, granted and refused (三(四))."""
    received = Application.objects.filter(span.covers("received_at"))
    yield from numbers(received, "repairs.received", "department")
    decided = Application.objects.filter(span.covers("decided_at"))
    granted = Q(status__in=[Application.Status.GRANTED, Application.Status.REVOKED])
    yield from numbers(decided.filter(granted), "repairs.granted", "department")
    yield from numbers(decided.exclude(granted), "repairs.refused", "department")


def imports(span: Span) -> Counted:
    """Rows of the confirmed lists, and those of them that were rejected."""
    rows = Row.objects.filter(batch__in=confirmed(span))
    yield from numbers(rows, "imports.rows", "batch__department")
    rejected = rows.filter(fate=Row.Fate.REJECTED)
    yield from numbers(rejected, "imports.rejected", "batch__department")


def confirmed(span: Span) -> QuerySet:
    """The batches that were confirmed within the span."""
    return Batch.objects.filter(span.covers("confirmed_at"))


COUNTERS = [entries, orders, checks, objections, repairs, imports]


def count(span: Span) -> dict[int, Counter]:
    """Run every counter over the span: {department: {code: number}}."""
    found = defaultdict(Counter)
    for counter in COUNTERS:
        for department, code, number in counter(span):
            found[department][code] += number
    return found


def by_field(span: Span) -> dict[int, dict[tuple, Counter]]:
    """Count new, ended and standing entries: {department: {(field, list kind): {what: number}}}."""
    found = defaultdict(lambda: defaultdict(Counter))
    own = Entry.objects.filter(cause__isnull=True)
    sets = {
        "new": own.filter(span.covers("published_at")),
        "ended": own.filter(span.covers("ended_at"), published_at__isnull=False),
        "standing": own.in_effect(span.at),
    }
    columns = ("department", "standard__field__name", "list_kind")
    for what, rows in sets.items():
        counted = rows.order_by().values_list(*columns).annotate(number=Count("pk"))
        for department, field, kind, number in counted:
            found[department][field, kind][what] += number
    return found


def rejections(span: Span) -> dict[int, Counter]:
    """Count the reasons for which rows were rejected: {department: {sentence: rows}}."""
    found = defaultdict(Counter)
    rows = Row.objects.filter(batch__in=confirmed(span), fate=Row.Fate.REJECTED)
    # The reasons are JSON lists; read in portions, as many rows may be rejected.
    listed = rows.order_by().values_list("batch__department", "reasons")
    for department, reasons in listed.iterator(chunk_size=2000):
        for _, reason in reasons:
            found[department][reason] += 1
    return found
