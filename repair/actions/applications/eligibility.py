"""Whether and from which day an entry may be repaired: for the public form and for `receive`."""

from datetime import date

from django.utils import timezone

from registry.models import Entry, Subject
from repair import rules
from repair.models import Application, Rule


def rule_for(entry: Entry, on: date) -> Rule | None:
    """The version of the repair rule in force for `entry` on the day `on`; None where there is none."""
    return rules_for([entry], on).get(entry.standard_id)


def rules_for(entries, on: date) -> dict[int, Rule]:
    """The rules in force on the day `on` for the standards of `entries`, by the standard's key."""
    standards = {entry.standard_id for entry in entries}
    rows = Rule.objects.in_force(on).filter(standard__in=standards)
    # Where two versions overlap, the later one counts.
    return {rule.standard_id: rule for rule in rows.order_by("version")}


def obstacles(entry: Entry, *, on: date) -> list[rules.Obstacle]:
    """All obstacles to a repair of `entry` on the day `on`; none means it may be applied for."""
    return obstacles_of_all([entry], on=on)[entry.pk]


def obstacles_of_all(
    entries: list[Entry], *, on: date
) -> dict[int, list[rules.Obstacle]]:
    """The obstacles of each of `entries`, by its key; two queries for all of them."""
    rule_of_standard = rules_for(entries, on)
    open_applications = Application.objects.open().filter(entry__in=entries)
    with_open = set(open_applications.values_list("entry_id", flat=True))
    return {
        entry.pk: list(
            rules.obstacles(
                entry,
                rule_of_standard.get(entry.standard_id),
                published_on=entry.published_at
                and timezone.localdate(entry.published_at),
                on=on,
                has_open=entry.pk in with_open,
            )
        )
        for entry in entries
    }


def adverse_entries_of(
    subject: Subject, *, on: date
) -> list[tuple[Entry, list[rules.Obstacle]]]:
    """The adverse entries of `subject` that stand now, each with its obstacles on the day `on`.

    Held entries are among them: a hold does not keep anybody from making the fault good.
    """
    standing = Entry.objects.standing(timezone.now()).adverse().of(subject)
    entries = list(standing.select_related("standard", "department", "subject"))
    obstacles_of_entry = obstacles_of_all(entries, on=on)
    return [(entry, obstacles_of_entry[entry.pk]) for entry in entries]
