"""The repair notice that goes with every adverse decision."""

from django.db import transaction
from django.utils import timezone

from registry.models import ADVERSE, Entry
from repair.models import RepairNotice, Rule


@transaction.atomic
def advise_all(entries, *, at):
    """Produce the repair notice of each adverse entry of `entries` that has none (两书同达)."""
    rows = Entry.objects.filter(pk__among=entries, list_kind__in=ADVERSE, cause=None)
    facts = list(rows.values_list("pk", "department_id", "standard_id"))
    on = timezone.localdate(at)
    in_force = Rule.objects.in_force(on).filter(
        standard__in={standard for _, _, standard in facts}
    )
    versions = dict(in_force.order_by("version").values_list("standard_id", "pk"))
    RepairNotice.objects.bulk_create(
        [
            RepairNotice(
                entry_id=pk,
                department_id=department,
                rule_id=versions.get(standard),
                produced_at=at,
            )
            for pk, department, standard in facts
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
