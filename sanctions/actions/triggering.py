"""From published entries to orders, set by set, in the transaction of the publication (三(六))."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from registry import trail, workdays, writers
from registry.errors import Refused
from registry.models import Department, Entry, Official
from registry.sets import chunks
from sanctions import rules
from sanctions.models import Call, Measure, Memorandum, Order, Provision

from .notifications import call

COLUMNS = [
    "id",
    "entry_id",
    "subject_id",
    "initiator_id",
    "measure_id",
    "department_id",
    "provision_id",
    "status",
    "made_at",
    "respond_by",
    "respond_workdays",
    "calendar_edition",
    "provisional",
    *(
        empty := [
            "document",
            "ground",
            "explanation",
            "lift_because",
            "lifted_document",
        ]
    ),
]
FACTS = [
    "pk",
    "subject_id",
    "department_id",
    "standard__code",
    "list_kind",
    "subject__kind",
    "role",
]


class ProvisionLine(NamedTuple):
    """What one provision asks for, resolved to the measure and department of the day."""

    measure: Measure
    department: int
    provision: Provision
    respond_by: workdays.DueDate


def make_orders(pks, *, by: Official | None, at) -> int:
    """Make the orders that follow from the entries `pks` under the memoranda in force at `at`.

    For a subject itself, and for responsible persons' derived entries where the measure is
    aimed at their role. What was ordered before is not ordered again. Returns how many were
    made, in a constant number of statements for each few thousand entries, in the caller's
    transaction.
    """
    plan = planned(timezone.localdate(at))
    if not plan:
        return 0
    told = {}
    for chunk in chunks(pks):
        orders = wanted(chunk, plan)
        if not orders:
            continue
        numbers = writers.allot(Order, len(orders))
        rows = [
            row(pk, entry, line, at)
            for pk, (entry, line) in zip(numbers, orders, strict=True)
        ]
        writers.insert(Order, COLUMNS, rows)
        note(rows, told, by=by, at=at)
    call(
        Call.Kind.NEW,
        {department: (listed, len(listed)) for department, listed in told.items()},
        at=at,
    )
    return sum(map(len, told.values()))


def planned(on):
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


def wanted(pks, plan):
    """The (entry, line) pairs for which there is no order yet."""
    made = set(
        Order.objects.filter(entry__among=pks)
        .order_by()
        .values_list("entry_id", "measure__code", "department_id")
    )
    entries = Entry.objects.filter(pk__among=pks).order_by("pk").values_list(*FACTS)
    return [
        (entry, line)
        for entry in entries
        for line in plan.get(entry[3], ())
        if rules.suits(line.measure, entry[4])
        and rules.targets(line.measure, subject_kind=entry[5], role=entry[6])
        and (entry[0], line.measure.code, line.department) not in made
    ]


def row(pk, entry, line, at):
    entry_id, subject, initiator = entry[:3]
    return (
        pk,
        entry_id,
        subject,
        initiator,
        line.measure.pk,
        line.department,
        line.provision.pk,
        Order.Status.PENDING.value,
        at,
        line.respond_by.due,
        line.provision.response_workdays,
        line.respond_by.edition,
        line.respond_by.provisional,
        *("" for _ in empty),
    )


def note(rows, told, *, by, at):
    """Write into the trail of each entry how many orders it triggered, and add up who is to hear."""
    counts = {}
    for order in rows:
        counts[order[1]] = counts.get(order[1], 0) + 1
        told.setdefault(order[5], []).append(order[0])
    lines = ((pk, None, {"orders": number}) for pk, number in counts.items())
    trail.record_all(Entry, "ordered", lines, by=by, at=at)


@transaction.atomic
def trigger(memorandum: Memorandum, *, by: Official) -> int:
    """Make the orders of `memorandum` for entries published before it; returns how many.

    Only entries that stand now; those under a hold among them, whose orders will rest.
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
