"""Filing objections and their re-examination, on the public page or at the counter."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.applicants import Applicant, columns, copied_columns
from disputes.models import Case, Objection
from registry import deadlines, receipts, trail, workdays
from registry.errors import refuse_any
from registry.models import Department, Entry, Official

from .cases.common import credit_office, notify_department, start_clock, today

# The first letters of the numbers of objections (异议) and complaints (投诉).
OBJECTION, COMPLAINT = "YY", "TS"


@transaction.atomic
def file(
    entry: Entry,
    *,
    applicant: Applicant,
    ground: str,
    statement: str,
    by: Official | None,
    receiver: Department | None = None,
) -> tuple[Objection, str]:
    """File an objection to `entry`; returns it and its receipt's secret, which is shown once.

    `by` None is the applicant on the public page; the credit office then receives the objection.
    `ground` is one of Objection.Ground. Raises Refused where the entry is not published, or the
    same applicant has objected to it before.
    """
    # Locked, so that of two objections of one applicant at once the second sees the first.
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    earlier = earlier_objections(entry, applicant.key)
    refuse_any(rules.objection_obstacles(entry, **earlier))
    objection = Objection(
        entry=entry,
        respondent=entry.department.in_office(today()),
        ground=ground,
        statement=statement,
        **columns(applicant),
    )
    return receive_case(objection, OBJECTION, by=by, receiver=receiver)


def earlier_objections(entry, key) -> dict[str, str | None]:
    """Numbers of the applicant's last open and last answered objection to `entry`, None for none."""
    same = Objection.objects.filter(entry=entry, applicant_key=key).order_by("-pk")
    answered = same.filter(status__in=[Case.Status.DECIDED, Case.Status.REPLIED])
    return {
        "open_by_same": same.open().values_list("number", flat=True).first(),
        "answered_by_same": answered.values_list("number", flat=True).first(),
    }


def reexamination_until(objection: Objection) -> date | None:
    """The last day on which the applicant may ask for re-examination; None before the reply.

    It is no `Deadline` of a department: it is the applicant's time, and no official is reminded.
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
    """File the re-examination of an answered `objection`; returns it (复核一次).

    It is verified and decided by officials who did not decide the first time; the applicant
    follows it with the first receipt. Raises Refused a second time, after the last day, and where
    the objection was upheld.
    """
    # Locked, so that of two requests at once the second sees the first.
    objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
    refuse_any(
        rules.reexamination_obstacles(
            objection,
            has_one=Objection.objects.filter(previous=objection).exists(),
            due_on=reexamination_until(objection),
            on=today(),
        )
    )
    again = Objection(
        entry=objection.entry,
        previous=objection,
        respondent=objection.entry.department.in_office(today()),
        ground=objection.ground,
        statement=statement,
        **copied_columns(objection),
    )
    set_intake_fields(again, by=by, receiver=objection.receiver)
    again.number = f"{objection.number}-2"
    again.save()
    start_intake(again, by=by)
    return again


@transaction.atomic
def receive_case(
    case: Case, prefix: str, *, by: Official | None, receiver: Department | None = None
) -> tuple[Case, str]:
    """Save the new `case` with a number and receipt, and start the clock of acceptance.

    Returns the case and the secret of its receipt.
    """
    set_intake_fields(case, by=by, receiver=receiver)
    case.save()
    receipt, secret = receipts.issue(case, prefix)
    case.number = receipt.number
    case.save(update_fields=["number"])
    start_intake(case, by=by)
    return case, secret


def set_intake_fields(case, *, by, receiver) -> None:
    """Say on the unsaved `case` who received it, when, and by which way it came."""
    case.channel = Case.Channel.COUNTER if by else Case.Channel.ONLINE
    case.receiver = receiver or (by and by.department) or credit_office(today())
    case.received_at, case.received_by = timezone.now(), by


def start_intake(case, *, by) -> None:
    """Record the receipt, start the clock of acceptance, notify the receiving department."""
    trail.record(case, "received", by=by, after={"number": case.number})
    start_clock(
        case,
        "accept",
        started_on=today(),
        event=f"收到{case._meta.verbose_name}",
        department=case.receiver,
        by=by,
    )
    notify_department(
        case.receiver,
        case,
        "received",
        title=f"新收到{case}",
        text=f"{case}等待受理审查，请在期限内受理、退回补正或者决定不予受理。",
    )
