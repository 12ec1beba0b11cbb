"""Load the first data of this app: groups, catalogue, example memoranda; what exists is left alone."""

from registry.management.seeding import load_groups
from registry.models import Department, Standard
from sanctions import actions
from sanctions.data import catalogue, groups, memoranda
from sanctions.models import Edition, Measure, Memorandum, Provision


def load_catalogue() -> int:
    """Load the groups, and the first edition of the catalogue unless there is any.

    Returns how many measures were loaded.
    """
    load_groups(groups.GROUPS)
    if Edition.objects.exists():
        return 0
    units = Department.objects.in_bulk(field_name="code")
    edition = actions.catalogue.draft_edition(
        name=catalogue.EDITION, note=catalogue.NOTE, by=None
    )
    for item in catalogue.ITEMS:
        actions.catalogue.save_measure(
            Measure(edition=edition, **item.values),
            by=None,
            implementers=[units[code] for code in item.units],
            bases=item.bases,
        )
    actions.catalogue.publish_edition(
        edition,
        by=None,
        published_on=catalogue.PUBLISHED_ON,
        published_where=catalogue.PUBLISHED_WHERE,
        valid_from=catalogue.VALID_FROM,
    )
    return len(catalogue.ITEMS)


def load_memoranda() -> int:
    """Load the example memoranda as drafts, unless there is any memorandum; returns how many."""
    if Memorandum.objects.exists():
        return 0
    units = Department.objects.in_bulk(field_name="code")
    edition = Edition.objects.order_by("pk").last()
    measures = {measure.code: measure for measure in edition.measures.all()}
    for example in memoranda.EXAMPLES:
        memorandum = actions.memoranda.draft(
            Memorandum(
                title=example.title,
                initiator=units[example.initiator],
                note=memoranda.NOTE.format(like=example.like),
            ),
            standards=Standard.objects.filter(code__in=example.standards),
            by=None,
        )
        for code, departments, days in example.provisions:
            for department in departments.split():
                provision = Provision(
                    memorandum=memorandum,
                    measure=measures[code],
                    department=units[department],
                    response_workdays=days,
                )
                actions.memoranda.save_provision(provision, by=None)
    return len(memoranda.EXAMPLES)
