"""The repair notice that goes with every adverse decision."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from registry import writers
from registry.models import ADVERSE, Entry
from repair.models import RepairNotice, Rule


@transaction.atomic
def issue_all(entries, *, at):
    """Produce the repair notice of each adverse entry of `entries` that has none (两书同达)."""
    advised = RepairNotice.objects.filter(entry=OuterRef("pk"))
    rows = Entry.objects.filter(pk__among=entries, list_kind__in=ADVERSE, cause=None)
    facts = list(
        rows.exclude(Exists(advised)).values_list("pk", "department_id", "standard_id")
    )
    on = timezone.localdate(at)
    in_force = Rule.objects.in_force(on).filter(
        standard__in={standard for _, _, standard in facts}
    )
    versions = dict(in_force.order_by("version").values_list("standard_id", "pk"))
    writers.insert(
        RepairNotice,
        ["entry_id", "department_id", "rule_id", "produced_at"],
        [
            (pk, department, versions.get(standard), at)
            for pk, department, standard in facts
        ],
    )
