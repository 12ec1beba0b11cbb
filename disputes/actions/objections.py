"""Objections and complaints as they come in: from the form, or at the counter."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.applicants import Applicant, columns, copied
from disputes.models import Case, Objection
from registry import deadlines, receipts, trail, workdays
from registry.errors import refuse_any
from registry.models import Department, Entry, Official

from .cases.common import credit_office, start_clock, tell_department, today

OBJECTION, COMPLAINT = "YY", "TS"
"""How the numbers of objections (异议) and complaints (投诉) begin."""


def file(
    entry: Entry,
    *,
    applicant: Applicant,
    ground: str,
    statement: str,
    by: Official | None,
    receiver: Department | None = None,
) -> tuple[Objection, str]:
    """Take in an objection to `entry`; returns it and the secret of its receipt, shown once.

    `by` None is the applicant herself, on the public page; it then comes to the credit office.
    Raises Refused for an entry that is not in force, or a second objection of the same person.
    """
    key = applicant.key
    with transaction.atomic():
        entry = Entry.objects.select_for_update().get(pk=entry.pk)
        refuse_any(rules.objection_obstacles(entry, **earlier(entry, key)))
        objection = Objection(
            entry=entry,
            respondent=entry.department.in_office(today()),
            ground=ground,
            statement=statement,
            **columns(applicant),
        )
        return take_in(objection, OBJECTION, by=by, receiver=receiver)


def earlier(entry, key):
    """The numbers of the applicant's earlier objections to `entry`, open and answered."""
    same = Objection.objects.filter(entry=entry, applicant_key=key).order_by("-pk")
    answered = same.filter(status__in=[Case.Status.DECIDED, Case.Status.REPLIED])
    return {
        "open_by_same": same.open().values_list("number", flat=True).first(),
        "answered_by_same": answered.values_list("number", flat=True).first(),
    }


def request_until(objection: Objection) -> date | None:
    """Until when its applicant may ask for re-examination; None before the reply.

    It is her time, so nobody is reminded of it and it stands on no desk.
    """
    if objection.replied_on is None:
        return None
    limit = deadlines.limit_in_force("reexamination_request", objection.replied_on)
    return deadlines.compute(
        limit, started_on=objection.replied_on, pauses=[], calendar=workdays.load()
    ).due_on


@transaction.atomic
def reexamine(
    objection: Objection, *, statement: str, by: Official | None
) -> Objection:
    """Have the answered `objection` verified once more, by others; once only (复核一次).

    The applicant follows it with the receipt that she has.
    """
    objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
    refuse_any(
        rules.reexamination_obstacles(
            objection,
            has_one=Objection.objects.filter(previous=objection).exists(),
            due_on=request_until(objection),
            on=today(),
        )
    )
    again = Objection(
        entry=objection.entry,
        previous=objection,
        respondent=objection.entry.department.in_office(today()),
        ground=objection.ground,
        statement=statement,
        **copied(objection),
    )
    note_receipt_of(again, by=by, receiver=objection.receiver)
    again.number = f"{objection.number}-2"
    again.save()
    start_intake(again, by=by)
    return again


@transaction.atomic
def take_in(case, prefix, *, by, receiver=None):
    """Write the unsaved `case` down, give it number and receipt, and start its first clock."""
    note_receipt_of(case, by=by, receiver=receiver)
    case.save()
    receipt, secret = receipts.issue(case, prefix)
    case.number = receipt.number
    case.save(update_fields=["number"])
    start_intake(case, by=by)
    return case, secret


def note_receipt_of(case, *, by, receiver):
    case.channel = Case.Channel.COUNTER if by else Case.Channel.ONLINE
    case.receiver = receiver or (by and by.department) or credit_office(today())
    case.received_at, case.received_by = timezone.now(), by


def start_intake(case, *, by):
    trail.record(case, "received", by=by, after={"number": case.number})
    start_clock(
        case,
        "accept",
        started_on=today(),
        event=f"收到{case._meta.verbose_name}",
        department=case.receiver,
        by=by,
    )
    tell_department(
        case.receiver,
        case,
        "received",
        title=f"新收到{case}",
        text=f"{case}等待受理审查，请在期限内受理、退回补正或者决定不予受理。",
    )
