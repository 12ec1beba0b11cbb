"""Issuing credit reports, each with number, code and the facts that it states (一(四))."""

import secrets

from django.db import transaction
from django.utils import timezone

from registry import trail
from registry.errors import Refused
from registry.models import Official, Subject
from registry.receipts import SIGNS
from sanctions.credit_report import facts_of
from sanctions.models import Report

from .checks import register_version


@transaction.atomic
def issue(
    subject: Subject, *, by: Official, purpose: str, identity_proof: str = ""
) -> Report:
    """Issue the credit report of `subject`; it is kept as it is now.

    A natural person's is given to that person alone, at the counter: `identity_proof` says how
    the official made sure, and is written into the trail with `purpose`. Raises Refused for a
    person without it, and for an official without a department.
    """
    if by.department_id is None:
        raise Refused("您的账号没有所属单位，不能出具信用报告。")
    if subject.is_person and not identity_proof.strip():
        raise Refused(
            "自然人信用报告只能出具给本人，请核验本人身份证件并登记核验方式。"
        )
    at = timezone.now()
    on = timezone.localdate(at)
    report = Report.objects.create(
        number=f"XB{on:%Y%m%d}{_signs(6)}",
        code=_signs(16),
        subject=subject,
        department=by.department,
        purpose=purpose,
        facts=facts_of(subject, at),
        version=register_version(),
        made_at=at,
        made_by=by,
        proof=identity_proof.strip(),
    )
    after = {"number": report.number, "subject": subject.pk}
    reason = f"{purpose}；{identity_proof}" if identity_proof else purpose
    trail.record(report, "issued", by=by, after=after, reason=reason, at=at)
    return report


def _signs(count):
    return "".join(secrets.choice(SIGNS) for _ in range(count))
