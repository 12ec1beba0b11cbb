"""From the applicant's hand to the desk, and back once for what is missing."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import deadlines, receipts, sealing, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official
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
):
    """Take in an application to repair `entry`; returns (application, receipt, secret).

    `contact` is sealed at once; `promised` says that the public promise was made. The clocks of
    acceptance and feedback start (day of receipt is day 0); `by` None is the applicant on the
    public site. Raises Refused with each obstacle.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    at = timezone.now()
    refuse_any(intake_obstacles(entry, at, channel, external_number, promised))
    application = save_only_one(
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


def start_clocks(application, *, by):
    on = timezone.localdate(application.received_at)
    for code in clocks(application):
        begin(application, code, on=on, event="收到修复申请", by=by)


def intake_obstacles(entry, at, channel, external_number, promised):
    """Every obstacle to a repair of `entry`, and what the application lacks in itself."""
    found = obstacles(entry, on=timezone.localdate(at))
    lacking = rules.intake_obstacles(channel, external_number, promised)
    return [obstacle.text for obstacle in found] + lacking


def save_only_one(application):
    """Save `application`; the database lets one be open for each entry."""
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise Refused(OPEN_ALREADY) from error
    return application


def begin(application, code, *, on, event, by):
    deadlines.begin(
        application,
        code,
        started_on=on,
        event=event,
        title=str(application),
        department=application.department,
        by=by,
    )


def clocks(application):
    """The clocks that run from receipt, and stop while the applicant supplements."""
    return [application.rule.accept_limit, application.rule.feedback_limit]


@transaction.atomic
def ask_supplement(application: Application, *, by: Official, missing: str):
    """Tell the applicant, once only, everything that is `missing`; her clock runs, no other does."""
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
    for code in clocks(application):
        deadlines.pause(application, code, on=on, by=by, reason="等待补正")
    begin(
        application,
        application.rule.supplement_limit,
        on=on,
        event="告知补正",
        by=by,
    )


@transaction.atomic
def supplement(application: Application, *, statement: str, by: Official | None):
    """Take in what was missing, late or not; the authority's clocks go on.

    `by` is the official who writes it down at the counter, None the applicant herself.
    """
    if not statement:
        raise Refused("请填写补正内容。")
    on = timezone.localdate()
    if by is not None:
        refuse_any(rules.deciding_obstacles(application, by=by))
    joined = f"{application.statement}\n\n{on} 补正：{statement}"
    move(application, Application.Status.RECEIVED, by=by, statement=joined)
    deadlines.meet(application, application.rule.supplement_limit, on=on)
    for code in clocks(application):
        deadlines.resume(application, code, on=on, by=by)
