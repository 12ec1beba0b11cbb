"""What credit repair does when the registry announces that entries or standards change."""

from django.dispatch import receiver

from registry.signals import entries_ended, entries_published, standard_published

from . import actions


@receiver(entries_ended)
def end_overtaken_applications(*, entries, by, **kwargs):
    """End open applications whose entry has ended: there is nothing left to repair."""
    actions.applications.lapse_all(entries, by=by)


@receiver(entries_published)
def produce_notices(*, entries, at, **kwargs):
    """Issue the notice that goes with every adverse entry, in the publication's transaction."""
    actions.notices.issue_all(entries, at=at)


@receiver(standard_published)
def give_first_rule(*, standard, **kwargs):
    """Give a new standard its first repair rule, so that everyone it lists can be repaired."""
    actions.repair_rules.adopt_usual([standard])
