"""Entries of other regions (三(七)): received, then recognised or declined by the credit office."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import identifiers, sealing, trail
from registry.errors import Refused
from registry.models import (
    Agreement,
    Entry,
    Incoming,
    Official,
    Standard,
    SubjectKind,
)
from registry.workflow import move

from .entries.drafting import draft
from .subjects import enrol, numbered


@transaction.atomic
def receive(
    agreement: Agreement, *, identifier, by: Official | None, **facts
) -> Incoming:
    """Keep an entry that the partner of `agreement` sent; it has no effect here yet.

    `facts` are the columns of Incoming. Raises Refused where the agreement does not cover it,
    its term is over, or the partner's number of it is known already.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    if not (agreement.receives and agreement.is_in_force(on)):
        raise Refused(f"互认协议“{agreement}”现不接收对方推送的条目。")
    if facts["list_kind"] not in agreement.list_kinds:
        raise Refused(f"互认协议“{agreement}”不包括这一类名单。")
    if facts["decided_on"] > on or facts.get("valid_to") and facts["valid_to"] < on:
        raise Refused("认定日期晚于今天，或者有效期已经届满，不予接收。")
    is_person = identifier.kind in identifiers.PERSON_KINDS
    if is_person != (facts["subject_kind"] == SubjectKind.PERSON):
        raise Refused("主体类别与证件号码不符，请对方核对后重新推送。")
    try:
        # The partner's number is unique: of two calls with the same one the second is refused.
        with transaction.atomic():
            incoming = Incoming.objects.create(
                agreement=agreement, received_at=at, **numbered(identifier), **facts
            )
    except IntegrityError as error:
        raise Refused(f"对方编号 {facts['foreign_id']} 的条目已经收到过。") from error
    trail.record(incoming, "received", by=by, after={"agreement": agreement.pk})
    return incoming


@transaction.atomic
def recognise(
    incoming: Incoming, *, standard: Standard, by: Official, reason: str
) -> Entry:
    """Recognise `incoming` under `standard`: it becomes a draft here, reviewed like any other.

    Its term is never longer than where it comes from. Raises Refused where the standard does
    not fit, or the number is registered under another name.
    """
    incoming.refresh_from_db(from_queryset=Incoming.objects.select_for_update())
    if standard.list_kind != incoming.list_kind:
        raise Refused("所选标准的名单类别与对方条目不同，请另选标准。")
    subject = enrol(
        kind=incoming.subject_kind,
        name=incoming.name,
        identifier=identifier_of(incoming),
        by=by,
    )
    entry = draft(
        Entry(
            subject=subject,
            standard=standard,
            department=standard.department,
            region=incoming.agreement.partner.region,
            document_number=incoming.document_number,
            decided_on=incoming.decided_on,
            facts=f"{incoming.facts}（{incoming.authority}认定，经{incoming.agreement.partner}推送）",
            asked_until=incoming.valid_to,
        ),
        by=by,
    )
    decide(incoming, Incoming.Status.RECOGNISED, by=by, reason=reason, entry=entry)
    return entry


@transaction.atomic
def decline(incoming: Incoming, *, by: Official, reason: str) -> None:
    """Decline `incoming`; it has no effect here, and the partner can read why."""
    decide(incoming, Incoming.Status.DECLINED, by=by, reason=reason)


def decide(
    incoming: Incoming, to: str, *, by: Official, reason: str, **changes
) -> None:
    """Move `incoming` to `to`. Raises Refused without a reason, or outside the credit office."""
    if not reason.strip():
        raise Refused("请填写认可或者不予认可的理由。")
    if by.department is None or not by.department.is_credit_office:
        raise Refused("外地推送的条目由信用办办理。")
    move(
        incoming,
        to,
        by=by,
        reason=reason,
        decided_at=timezone.now(),
        decided_by=by,
        decision=reason.strip(),
        **changes,
    )


def identifier_of(incoming: Incoming) -> identifiers.Identifier:
    """The identifier that was received, checked as of the day of its receipt."""
    number = sealing.unseal(incoming.sealed) if incoming.sealed else incoming.identifier
    kinds = identifiers.kinds_of_subject(incoming.subject_kind)
    today = timezone.localdate(incoming.received_at)
    return identifiers.recognise(number, today=today, kinds=kinds)
