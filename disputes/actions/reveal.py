"""Reading who brought a case: for those who handle it, each reading recorded in the trail."""

from django.db import transaction

from disputes.applicants import contact_of, number_of
from disputes.models import Case
from registry import trail
from registry.errors import Refused
from registry.models import Official

LABELS = {"phone": "电话", "email": "邮箱", "address": "地址"}


@transaction.atomic
def applicant(case: Case, *, by: Official, reason: str) -> str:
    """Return the applicant's whole number and contact as one text; the trail records who read it.

    Raises Refused without a reason.
    """
    if not reason:
        raise Refused("请填写查看的理由，查看将被留痕。")
    trail.record(case, "applicant_revealed", by=by, reason=reason)
    contact = contact_of(case)
    parts = [f"证件号码：{number_of(case)}"]
    parts += [f"{LABELS[name]}：{value}" for name, value in contact.items() if value]
    return "；".join(parts)
