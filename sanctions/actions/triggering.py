"""From published entries to orders, set by set, in the transaction of the publication (三(六))."""

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from registry import trail, workdays, writers
from registry.errors import Refused
from registry.models import Department, Entry, Official
from registry.sets import chunks
from sanctions import rules
from sanctions.models import Call, Measure, Memorandum, Order, Provision

from .notifications import by_department, call

# What is read of an entry to find the orders that follow from it.
FACTS = [
    "pk",
    "subject_id",
    "department_id",
    "standard__code",
    "list_kind",
    "subject__kind",
    "role",
]


class OrderRow(NamedTuple):
    """A new order as it is written: the columns and their values, empty until it is answered."""

    id: int
    entry_id: int
    subject_id: int
    initiator_id: int
    measure_id: int
    department_id: int
    provision_id: int
    status: str
    made_at: datetime
    respond_by: date
    respond_workdays: int
    calendar_edition: int
    provisional: bool
    document: str = ""
    ground: str = ""
    explanation: str = ""
    lift_because: str = ""
    lifted_document: str = ""


class ProvisionLine(NamedTuple):
    """What one provision asks for, resolved to the measure and department of the day."""

    measure: Measure
    department: int
    provision: Provision
    respond_by: workdays.DueDate


def make_orders(pks: list[int], *, by: Official | None, at: datetime) -> int:
    """Make the orders that follow from the entries `pks` under the memoranda in force at `at`.

    For a subject itself, and for responsible persons' derived entries where the measure is
    aimed at their role. What was ordered before is not ordered again. Returns how many were
    made, in a constant number of statements for each few thousand entries, in the caller's
    transaction.
    """
    plan = planned(timezone.localdate(at))
    if not plan:
        return 0
    made = []
    for chunk in chunks(pks):
        pairs = wanted(chunk, plan)
        if not pairs:
            continue
        # Numbers are taken before the rows are written: COPY does not return any.
        numbers = writers.allot(Order, len(pairs))
        rows = [
            order_row(pk, entry, line, at)
            for pk, (entry, line) in zip(numbers, pairs, strict=True)
        ]
        writers.insert(Order, OrderRow._fields, rows)
        record_counts(rows, by=by, at=at)
        made += [(row.id, row.department_id) for row in rows]
    call(Call.Kind.NEW, by_department(made), at=at)
    return len(made)


def planned(on: date) -> dict[str, list[ProvisionLine]]:
    """The lines that count on the day `on`, by the code of the standard that triggers them.

    A provision follows its measure's code into the edition in force and its department to the
    successor; where two memoranda ask for the same, the shorter response counts.
    """
    memoranda = Memorandum.objects.in_force(on)
    provisions = list(
        Provision.objects.filter(memorandum__in=memoranda)
        .select_related("measure", "department")
        .order_by("response_workdays", "pk")
    )
    if not provisions:
        return {}
    covered = {}
    pairs = memoranda.order_by().values_list("pk", "standards__code").distinct()
    for memorandum, code in pairs:
        covered.setdefault(memorandum, []).append(code)
    measures = {measure.code: measure for measure in Measure.objects.current(on)}
    departments = Department.objects.in_bulk()
    calendar = workdays.load()
    plan = {}
    for provision in provisions:
        measure = measures.get(provision.measure.code)
        department = provision.department.in_office(on, departments)
        if measure is None or not department.is_in_force(on):
            continue
        due = calendar.add(on, provision.response_workdays)
        line = ProvisionLine(measure, department.pk, provision, due)
        for code in covered.get(provision.memorandum_id, []):
            same = (measure.pk, department.pk)
            plan.setdefault(code, {}).setdefault(same, line)
    return {code: list(lines.values()) for code, lines in plan.items()}


def wanted(pks: list[int], plan: dict[str, list[ProvisionLine]]) -> list[tuple]:
    """The (entry, line) pairs for which there is no order yet; an entry is a row of FACTS."""
    # By the measure's code, not its key: a new edition of the catalogue orders nothing twice.
    made = set(
        Order.objects.filter(entry__among=pks)
        .order_by()
        .values_list("entry_id", "measure__code", "department_id")
    )
    entries = Entry.objects.filter(pk__among=pks).order_by("pk")
    return [
        (entry, line)
        for entry in entries.values_list(*FACTS, named=True)
        for line in plan.get(entry.standard__code, ())
        if rules.suits(line.measure, entry.list_kind)
        and rules.targets(
            line.measure, subject_kind=entry.subject__kind, role=entry.role
        )
        and (entry.pk, line.measure.code, line.department) not in made
    ]


def order_row(pk, entry, line, at) -> OrderRow:
    return OrderRow(
        id=pk,
        entry_id=entry.pk,
        subject_id=entry.subject_id,
        initiator_id=entry.department_id,
        measure_id=line.measure.pk,
        department_id=line.department,
        provision_id=line.provision.pk,
        status=Order.Status.PENDING.value,
        made_at=at,
        respond_by=line.respond_by.due,
        respond_workdays=line.provision.response_workdays,
        calendar_edition=line.respond_by.edition,
        provisional=line.respond_by.provisional,
    )


def record_counts(rows, *, by, at) -> None:
    """Write into the trail of each entry how many orders it triggered."""
    counts = Counter(row.entry_id for row in rows)
    lines = ((pk, None, {"orders": number}) for pk, number in counts.items())
    trail.record_all(Entry, "ordered", lines, by=by, at=at)


@transaction.atomic
def trigger(memorandum: Memorandum, *, by: Official) -> int:
    """Make the orders of `memorandum` for entries published before it; returns how many.

    Only for entries that stand now. Held ones are among them: their orders are not executable
    until the hold is released. Raises Refused for a memorandum that is not in force.
    """
    at = timezone.now()
    if not Memorandum.objects.in_force(timezone.localdate(at)).filter(pk=memorandum.pk):
        raise Refused(f"《{memorandum}》尚未生效或者已经终止，不能据以发出任务。")
    codes = memorandum.standards.order_by().values("code")
    standing = Entry.objects.filter(standard__code__in=codes).standing(at)
    pks = list(standing.order_by("pk").values_list("pk", flat=True))
    made = make_orders(pks, by=by, at=at)
    trail.record(memorandum, "triggered", by=by, after={"orders": made}, at=at)
    return made
