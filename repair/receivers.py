"""What repair does when the register announces."""

from django.dispatch import receiver

from registry.models import Entry
from registry.signals import entries_ended, entries_published

from . import actions


@receiver(entries_ended)
def end_overtaken_applications(*, entries, because, by, **kwargs):
    """An application has no object once its entry has ended otherwise."""
    if because != Entry.Ending.REPAIRED:
        actions.lapse_all(entries, by=by)


@receiver(entries_published)
def produce_notices(*, entries, at, **kwargs):
    """With every adverse decision goes the notice of how to repair it."""
    actions.advise_all(entries, at=at)
