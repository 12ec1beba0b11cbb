"""Whether and from when an entry may be repaired; asked by the form, the counter and the action."""

from datetime import date

from django.utils import timezone

from registry.models import Entry, Subject
from repair import rules
from repair.models import Application, Rule


def rule_for(entry, on: date) -> Rule | None:
    """The version of the repair rule that counts for `entry` on the day `on`."""
    return rules_for([entry], on).get(entry.standard_id)


def rules_for(entries, on: date) -> dict:
    """The versions that count on the day `on` for the standards of `entries`."""
    wanted = {entry.standard_id for entry in entries}
    rows = Rule.objects.in_force(on).filter(standard__in=wanted)
    return {rule.standard_id: rule for rule in rows.order_by("version")}


def obstacles(entry: Entry, *, on: date) -> list[rules.Obstacle]:
    """Every obstacle to filing for `entry` on the day `on`, each with the day it ends if known."""
    return obstacles_of_all([entry], on=on)[entry.pk]


def obstacles_of_all(entries, *, on: date) -> dict:
    """The obstacles of each of `entries`, in two queries for all of them."""
    versions = rules_for(entries, on)
    running = Application.objects.open().filter(entry__in=entries)
    running = set(running.values_list("entry_id", flat=True))
    return {
        entry.pk: list(
            rules.obstacles(
                entry,
                versions.get(entry.standard_id),
                published_on=entry.published_at
                and timezone.localdate(entry.published_at),
                on=on,
                has_open=entry.pk in running,
            )
        )
        for entry in entries
    }


def entries_of(subject: Subject, *, on: date):
    """The subject's adverse entries that stand today, each with its obstacles to a repair."""
    standing = Entry.objects.standing(timezone.now()).adverse().of(subject)
    entries = list(standing.select_related("standard", "department", "subject"))
    against = obstacles_of_all(entries, on=on)
    return [(entry, against[entry.pk]) for entry in entries]
