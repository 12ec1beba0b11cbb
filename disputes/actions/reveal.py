"""Reading who brought a case: allowed for those who handle it, and written down."""

from django.db import transaction

from disputes.applicants import contact_of, number_of
from disputes.models import Case
from registry import trail
from registry.errors import Refused
from registry.models import Official

LABELS = {"phone": "电话", "email": "邮箱", "address": "地址"}


@transaction.atomic
def applicant(case: Case, *, by: Official, reason: str) -> str:
    """The applicant's whole number and contact; the reading goes into the trail."""
    if not reason:
        raise Refused("请填写查看的理由，查看将被留痕。")
    trail.record(case, "applicant_revealed", by=by, reason=reason)
    contact = contact_of(case)
    told = [f"证件号码：{number_of(case)}"]
    told += [f"{LABELS[name]}：{value}" for name, value in contact.items() if value]
    return "；".join(told)
