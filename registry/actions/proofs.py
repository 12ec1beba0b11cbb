"""Certificates of what the register said of a subject, and that it said nothing."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from registry import identifiers, identity, proofs, trail
from registry.errors import Refused
from registry.models import Official, Proof, Seal
from registry.receipts import SIGNS

LENGTH = 20  # characters of the code by which a certificate is found


@transaction.atomic
def issue(
    identifier,
    *,
    by: Official | None,
    at: datetime | None = None,
    name: str = "",
    reason: str = "",
) -> Proof:
    """Certify what the register said at `at` of the subject with `identifier`, be it nothing.

    Without an official it is what the public reads of an organisation now. An official, who has
    made sure of the applicant's identity and says so in `reason`, gets everything that stood at
    any instant. Raises Refused for a person without an official, for a name that is not the
    subject's, and for the future.
    """
    now = timezone.now()
    at = at or now
    subject = identity.subject_with_number(identifier)
    is_person = identifier.kind in identifiers.PERSON_KINDS
    refuse_certifying(subject, is_person, by=by, at=at, now=now, name=name)
    if by is not None and not reason:
        raise Refused("请写明申请人身份的核实情况和用途，出具证明将被留痕。")
    facts = proofs.facts_of(
        identifier, subject, at, full=by is not None, name=name.strip()
    )
    proof = Proof.objects.create(
        code="".join(secrets.choice(SIGNS) for _ in range(LENGTH)),
        subject=subject,
        at=at,
        facts=facts,
        digest=proofs.digest(facts),
        seal=Seal.objects.heads().last(),
        issued_at=now,
        issued_by=by,
    )
    after = {"digest": proof.digest, "subject": subject and subject.pk}
    trail.record(proof, "issued", by=by, after=after, reason=reason, at=now)
    return proof


def refuse_certifying(subject, is_person: bool, *, by, at, now, name: str) -> None:
    """Raise Refused where `issue` may not certify."""
    if by is None and (is_person or at != now):
        raise Refused("自然人的证明和过去时刻的证明，请本人（单位）到信用办窗口办理。")
    if at > now:
        raise Refused("只能证明现在或者过去的登记情况。")
    if (
        is_person
        and not name
        or subject
        and name
        and not identity.agrees(subject, name)
    ):
        raise Refused("名称与号码不一致，或者没有填写姓名，不能出具证明。请核对证件。")
