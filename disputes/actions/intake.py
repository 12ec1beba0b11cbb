"""From the form or the counter to acceptance; from then on the entry has no effect."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from disputes import rules
from disputes.applicants import Applicant, columns, copied
from disputes.models import Case, Objection
from registry import deadlines, receipts, trail, workdays
from registry.errors import Refused, refuse_any
from registry.models import Department, Entry, Hold, Limit, Official
from registry.workflow import move

from .shared import (
    answering,
    credit_office,
    let_go,
    rest,
    start_clock,
    stop_clock,
    tell_department,
    today,
)

OBJECTION, COMPLAINT = "YY", "TS"
"""How the numbers of objections (异议) and complaints (投诉) begin."""


def object_to(
    entry: Entry,
    *,
    applicant: Applicant,
    ground: str,
    statement: str,
    by: Official | None,
    receiver: Department | None = None,
) -> tuple[Objection, str]:
    """Take in an objection to `entry`; answers it and the secret of its receipt, shown once.

    `by` None is the applicant herself, on the public page; it then comes to the credit office.
    Raises Refused for an entry that is not in force, or a second objection of the same person.
    """
    key = applicant.key
    with transaction.atomic():
        entry = Entry.objects.select_for_update().get(pk=entry.pk)
        refuse_any(rules.objection_obstacles(entry, **earlier(entry, key)))
        objection = Objection(
            entry=entry,
            respondent=answering(entry.department, today()),
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
    return deadlines.reckon(
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
        respondent=answering(objection.entry.department, today()),
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


@transaction.atomic
def give_back(case: Case, *, by: Official, missing: str):
    """Ask the applicant for what is `missing`; meanwhile her clock runs, not the department's."""
    refuse_any(rules.intake_obstacles(case, by=by))
    if not missing:
        raise Refused("请写明需要补正的内容。")
    move(
        case,
        Case.Status.RETURNED,
        by=by,
        reason=missing,
        missing=missing,
        returned_at=timezone.now(),
        returned_by=by,
    )
    stop_clock(case, "accept", on=today())
    start_clock(
        case,
        "supplement",
        started_on=today(),
        event="通知补正",
        department=case.receiver,
        by=by,
    )


@transaction.atomic
def supplement(case: Case, *, text: str, by: Official | None):
    """Add what was missing; the case waits for acceptance again."""
    if not text:
        raise Refused("请填写补正说明。")
    earlier_text = case.supplement
    move(
        case,
        Case.Status.RECEIVED,
        by=by,
        supplement=f"{earlier_text}\n{text}".strip(),
    )
    stop_clock(case, "supplement", on=today())
    start_clock(
        case,
        "accept",
        started_on=today(),
        event="收到补正材料",
        department=case.receiver,
        by=by,
    )


@transaction.atomic
def add_evidence(case: Case, *, text: str, by: Official | None):
    """Add what the applicant brings later, before the finding; no clock changes."""
    case.refresh_from_db(from_queryset=type(case).objects.select_for_update())
    if case.status not in Case.WITHDRAWABLE:
        raise Refused(f"{case}已经核查完毕，不能再补充证据。")
    case.supplement = f"{case.supplement}\n{text}".strip()
    case.save(update_fields=["supplement"])
    trail.record(case, "evidence_added", by=by)


@transaction.atomic
def refuse(case: Case, *, by: Official, reason: str):
    """Do not take the case up, with the reason that the applicant reads."""
    refuse_any(rules.intake_obstacles(case, by=by))
    if not reason:
        raise Refused("请填写不予受理的理由，申请人会看到。")
    move(
        case,
        Case.Status.REFUSED,
        by=by,
        reason=reason,
        refusal=reason,
        refused_at=timezone.now(),
        refused_by=by,
    )
    deadlines.drop_all(case, on=today())


@transaction.atomic
def accept(case: Case, *, by: Official):
    """Take the case up. An objection's entry loses its effect in this very transaction, and the
    provider is notified at once (三(五)).
    """
    refuse_any(rules.intake_obstacles(case, by=by))
    move(
        case,
        Case.Status.ACCEPTED,
        by=by,
        accepted_at=timezone.now(),
        accepted_by=by,
    )
    if isinstance(case, Objection):
        case.hold = rest(
            case,
            kind=Hold.Kind.OBJECTION,
            reason="异议已经受理，核实期间暂不执行联合奖惩措施。",
            by=by,
        )
        case.save(update_fields=["hold"])
    stop_clock(case, "accept", on=today())
    start_clock(
        case,
        "receipt",
        started_on=today(),
        event="发出核查通知",
        department=case.respondent,
        by=by,
    )
    tell_department(
        case.respondent,
        case,
        "notified",
        title=f"核查通知：{case}",
        text=verification_notice(case),
    )


def verification_notice(case):
    """The notice that starts the provider's duty, without anything on the applicant."""
    about = f"条目 {case.entry_id}" if case.entry_id else "有关事项"
    limit = Limit.objects.in_force(today()).filter(code=case.clock("verify")).first()
    days = f"{limit.number} 个{limit.get_unit_display()}" if limit else "规定期限"
    resting = (
        "核实期间该条目已经暂停，暂不执行联合奖惩措施。"
        if isinstance(case, Objection)
        else ""
    )
    return (
        f"{case}已经受理，涉及{about}。请登录平台签收，自收到本通知之日起 {days}内核实，"
        f"提交核查结论和证据。{resting}不能证实的，按信息有误处理。"
    )


@transaction.atomic
def withdraw(case: Case, *, by: Official | None, reason: str):
    """End the case at its applicant's wish; a hold that it placed is closed."""
    move(case, Case.Status.WITHDRAWN, by=by, reason=reason)
    let_go(case.hold, by=by, reason=f"{case}已由申请人撤回")
    deadlines.drop_all(case, on=today())
