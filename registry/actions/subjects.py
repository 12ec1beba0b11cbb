"""Subjects: enrolling them, their names and numbers, and clarifications of who is not meant."""

import secrets

from django.db import transaction
from django.utils import timezone

from registry import identifiers, identity, names, sealing, trail
from registry.errors import Refused
from registry.models import (
    Clarification,
    FormerName,
    Official,
    OtherIdentifier,
    Subject,
    SubjectKind,
)
from registry.search import index_subjects

# Without letters and digits that are taken for one another.
LETTERS = "ABCDEFGHJKLMNPQRTUWXY3456789"


def numbered(identifier: identifiers.Identifier) -> dict:
    """The columns in which a checked `identifier` is kept: {identifier, key, sealed}."""
    if identifier.kind in identifiers.PERSON_KINDS:
        return {
            "identifier": identifiers.mask(identifier),
            "key": identity.lookup_key(identifier),
            "sealed": sealing.seal(identifier.value),
        }
    return {
        "identifier": identifier.value,
        "key": identity.lookup_key(identifier),
        "sealed": None,
    }


@transaction.atomic
def enrol(
    *, kind: str, name: str, identifier, by: Official | None, region=None
) -> Subject:
    """The subject with the checked `identifier`, enrolled under `name` where it is new.

    Raises Refused where the number is registered under another name, so that a typing error does
    not take one subject for another, and where it is not of a kind for `kind`.
    """
    subject = identity.subject_with_number(identifier)
    if subject is not None:
        if not identity.agrees(subject, name):
            raise Refused(
                f"该号码已登记在另一名称之下，与“{name}”不一致。"
                "请核对号码；确系更名的，请先办理更名。"
            )
        return subject
    if (kind == SubjectKind.PERSON) != (identifier.kind in identifiers.PERSON_KINDS):
        raise Refused(
            "证件类别与主体类别不符：自然人用身份证件，单位用统一社会信用代码等。"
        )
    subject = Subject.objects.create(
        kind=kind,
        name=names.display(name),
        name_key=names.key(name),
        identifier_kind=identifier.kind,
        region=region,
        **numbered(identifier),
    )
    index_subjects([subject.pk])
    trail.record(subject, "enrolled", by=by, after={"kind": kind})
    return subject


@transaction.atomic
def rename(subject: Subject, *, name: str, by: Official, reason: str) -> None:
    """Give `subject` its new `name`; the former one still finds it."""
    subject.refresh_from_db(from_queryset=Subject.objects.select_for_update())
    if names.key(name) == subject.name_key:
        raise Refused("新名称与现名称相同。")
    FormerName.objects.update_or_create(
        subject=subject,
        name_key=subject.name_key,
        defaults={"name": subject.name, "until": timezone.localdate()},
    )
    subject.name, subject.name_key = names.display(name), names.key(name)
    subject.save(update_fields=["name", "name_key"])
    index_subjects([subject.pk])
    trail.record(subject, "renamed", by=by, reason=reason)


@transaction.atomic
def add_identifier(subject: Subject, *, identifier, by: Official) -> OtherIdentifier:
    """Keep another number of `subject`; look-ups by it find the same subject.

    Raises Refused where the number is known already, be it of the same subject.
    """
    if identity.subject_with_number(identifier) is not None:
        raise Refused("该号码已登记在某一主体名下，不能再次登记。")
    other = OtherIdentifier.objects.create(
        subject=subject, kind=identifier.kind, **numbered(identifier)
    )
    trail.record(subject, "identifier_added", by=by, after={"kind": identifier.kind})
    return other


@transaction.atomic
def clarify(
    not_subject: Subject, *, name: str, identifier, reason: str, by: Official
) -> Clarification:
    """State that the person with `identifier` is not `not_subject`; its `number` is the 澄清编号.

    Raises Refused where the number is that very subject's, or the same was stated before.
    """
    key = identity.lookup_key(identifier)
    if identity.subject_with_number(identifier) == not_subject:
        raise Refused("该号码正是此主体的号码，不能出具澄清。")
    if (
        Clarification.objects.standing()
        .filter(key=key, not_subject=not_subject)
        .exists()
    ):
        raise Refused("已为该人出具过同一澄清，请查询原澄清编号。")
    number = "CQ" + "".join(secrets.choice(LETTERS) for _ in range(10))
    clarification = Clarification.objects.create(
        number=number,
        name=names.display(name),
        name_key=names.key(name),
        key=key,
        not_subject=not_subject,
        reason=reason,
        issued_at=timezone.now(),
        issued_by=by,
    )
    trail.record(clarification, "issued", by=by, reason=reason)
    return clarification


@transaction.atomic
def withdraw_clarification(
    clarification: Clarification, *, by: Official, reason: str
) -> None:
    """Withdraw a clarification that was given in error. Raises Refused where it is withdrawn."""
    rows = Clarification.objects.select_for_update()
    clarification.refresh_from_db(from_queryset=rows)
    if clarification.withdrawn_at is not None:
        raise Refused("该澄清已经撤回。")
    clarification.withdrawn_at, clarification.withdrawn_by = timezone.now(), by
    clarification.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record(clarification, "withdrawn", by=by, reason=reason)


@transaction.atomic
def reveal_number(subject: Subject, *, by: Official, reason: str) -> str:
    """The person's whole number, for an official who needs it; the trail keeps that it was read.

    Raises Refused without a reason.
    """
    if not reason:
        raise Refused("请填写查看完整证件号码的理由，查看将被留痕。")
    trail.record(subject, "number_revealed", by=by, reason=reason)
    return sealing.unseal(subject.sealed)
