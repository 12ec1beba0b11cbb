"""Loading the catalogue's first edition and the groups' permissions; what is there stays as it is."""

from django.db import transaction

from registry.management.seeding import load_groups
from registry.models import Department
from sanctions import actions
from sanctions.data import catalogue, groups
from sanctions.models import Edition, Measure


@transaction.atomic
def load_all() -> dict[str, int]:
    """Load everything that is missing; answers how many rows of each sort were added."""
    load_groups(groups.GROUPS)
    return {"奖惩措施": load_catalogue()}


def load_catalogue():
    """The first edition, published by the real actions, unless there is any edition already."""
    if Edition.objects.exists():
        return 0
    units = Department.objects.in_bulk(field_name="code")
    edition = actions.draft_edition(
        name=catalogue.EDITION, note=catalogue.NOTE, by=None
    )
    for item in catalogue.ITEMS:
        actions.keep_measure(
            Measure(edition=edition, **item.values),
            by=None,
            implementers=[units[code] for code in item.units],
            bases=item.bases,
        )
    actions.publish_edition(
        edition,
        by=None,
        published_on=catalogue.PUBLISHED_ON,
        published_where=catalogue.PUBLISHED_WHERE,
        valid_from=catalogue.VALID_FROM,
    )
    return len(catalogue.ITEMS)
