"""Receiving applications, and asking once for what is missing (补正)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import deadlines, receipts, sealing, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official, Receipt
from registry.workflow import move
from repair import rules
from repair.models import Application

from .eligibility import obstacles, rule_for

OPEN_ALREADY = "该条目已有正在办理的修复申请，请等待办理结果。"


@transaction.atomic
def receive(
    entry: Entry,
    *,
    channel: str,
    contact_name: str,
    contact: str,
    statement: str,
    promised: bool,
    by: Official | None,
    external_number: str = "",
) -> tuple[Application, Receipt, str]:
    """Receive an application to repair `entry` (三(四)); returns it, its receipt and the secret.

    `external_number` is the one of 信用中国; `contact` is stored sealed; `promised`: the credit promise
    (信用承诺) was made; `by` None is the applicant on the public site. Raises Refused with each obstacle.
    """
    # Locked, so that the entry cannot end between this check and the saving.
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    at = timezone.now()
    refuse_any(intake_obstacles(entry, at, channel, external_number, promised))
    application = save_as_only_open(
        Application(
            entry=entry,
            department=entry.department,
            rule=rule_for(entry, timezone.localdate(at)),
            channel=channel,
            external_number=external_number,
            contact_name=contact_name,
            contact_sealed=sealing.seal(contact, Application.CONTACT),
            statement=statement,
            promised_at=at,
            promise=rules.PROMISE,
            received_at=at,
            received_by=by,
        )
    )
    receipt, secret = receipts.issue(application, "XF")
    trail.record(application, "received", by=by, after={"entry": entry.pk})
    start_clocks(application, by=by)
    return application, receipt, secret


def start_clocks(application, *, by) -> None:
    """Start the clocks of acceptance and feedback; the day of receipt is day 0."""
    on = timezone.localdate(application.received_at)
    for code in authority_clocks(application):
        start_clock(application, code, on=on, event="收到修复申请", by=by)


def intake_obstacles(entry, at, channel, external_number, promised) -> list[str]:
    """Every obstacle to a repair of `entry`, and what the application itself lacks, as sentences."""
    of_entry = obstacles(entry, on=timezone.localdate(at))
    of_application = rules.intake_obstacles(channel, external_number, promised)
    return [obstacle.text for obstacle in of_entry] + of_application


def save_as_only_open(application) -> Application:
    """Save `application`; raises Refused where another one is open for its entry.

    The database decides it (`repair_one_open_per_entry`), also between two requests at once.
    """
    try:
        # A savepoint: without it the failure would make the whole transaction useless.
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise Refused(OPEN_ALREADY) from error
    return application


def start_clock(
    application: Application,
    code: str,
    *,
    on: date,
    event: str,
    by: Official | None,
) -> None:
    """Start the clock `code` (a limit) of `application`; `event` happened on `on`, day 0."""
    deadlines.begin(
        application,
        code,
        started_on=on,
        event=event,
        title=str(application),
        department=application.department,
        by=by,
    )


def authority_clocks(application) -> list[str]:
    """The limits that run from receipt and stand still while the applicant supplements."""
    return [application.rule.accept_limit, application.rule.feedback_limit]


@transaction.atomic
def ask_supplement(application: Application, *, by: Official, missing: str) -> None:
    """Ask the applicant for everything that is `missing`; only their clock runs meanwhile.

    Raises Refused a second time (一次性告知), and for an official of another department.
    """
    if not missing:
        raise Refused("请写明需要补正的全部内容。")
    if application.supplemented:
        raise Refused("补正只能一次性告知，本申请已经告知过补正。")
    on = timezone.localdate()
    refuse_any(rules.deciding_obstacles(application, by=by))
    move(
        application,
        Application.Status.SUPPLEMENTING,
        by=by,
        reason=missing,
        missing=missing,
        supplemented=True,
    )
    for code in authority_clocks(application):
        deadlines.pause(application, code, on=on, by=by, reason="等待补正")
    start_clock(
        application,
        application.rule.supplement_limit,
        on=on,
        event="告知补正",
        by=by,
    )


@transaction.atomic
def supplement(
    application: Application, *, statement: str, by: Official | None
) -> None:
    """Add what was missing, late or not; the authority's clocks go on.

    `by` is the official who records it at the counter, None the applicant.
    """
    if not statement:
        raise Refused("请填写补正内容。")
    on = timezone.localdate()
    if by is not None:
        refuse_any(rules.deciding_obstacles(application, by=by))
    joined = f"{application.statement}\n\n{on} 补正：{statement}"
    move(application, Application.Status.RECEIVED, by=by, statement=joined)
    deadlines.meet(application, application.rule.supplement_limit, on=on)
    for code in authority_clocks(application):
        deadlines.resume(application, code, on=on, by=by)
