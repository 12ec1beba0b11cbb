"""Repair notices (信用修复告知书), one for each adverse entry."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from registry import writers
from registry.models import ADVERSE, Entry
from repair.models import RepairNotice, Rule


@transaction.atomic
def issue_all(entries, *, at: datetime) -> None:
    """Issue the repair notice of each adverse entry of `entries` that has none (两书同达).

    `entries` are keys; two queries and one bulk insert for all of them. Derived entries get none:
    they are repaired with their cause.
    """
    having_one = RepairNotice.objects.filter(entry=OuterRef("pk"))
    rows = Entry.objects.filter(pk__among=entries, list_kind__in=ADVERSE, cause=None)
    facts = list(
        rows.exclude(Exists(having_one)).values_list(
            "pk", "department_id", "standard_id"
        )
    )
    on = timezone.localdate(at)
    in_force = Rule.objects.in_force(on).filter(
        standard__in={standard for _, _, standard in facts}
    )
    rules = dict(in_force.order_by("version").values_list("standard_id", "pk"))
    writers.insert(
        RepairNotice,
        ["entry_id", "department_id", "rule_id", "produced_at"],
        [
            (pk, department, rules.get(standard), at)
            for pk, department, standard in facts
        ],
    )
