"""What repair does when the register announces."""

from django.dispatch import receiver

from registry.signals import entries_ended, entries_published, standard_published

from . import actions


@receiver(entries_ended)
def end_overtaken_applications(*, entries, by, **kwargs):
    """An application still open has no object once its entry has ended."""
    actions.applications.lapse_all(entries, by=by)


@receiver(entries_published)
def produce_notices(*, entries, at, **kwargs):
    """With every adverse decision goes the notice of how to repair it."""
    actions.notices.issue_all(entries, at=at)


@receiver(standard_published)
def give_first_rule(*, standard, **kwargs):
    """Nobody listed by a new standard is to find that it says nothing of repair."""
    actions.repair_rules.adopt_usual([standard])
