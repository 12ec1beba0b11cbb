"""What the register writes down for other systems when it announces a change: feed, outbox, recalls."""

from django.dispatch import receiver

from registry.exchange import change_log, recalls

from .models import Entry, What
from .signals import (
    entries_corrected,
    entries_ended,
    entries_held,
    entries_published,
    entries_released,
)


@receiver(entries_published)
def note_published(*, entries, at, **kwargs) -> None:
    change_log.record(What.PUBLISHED, entries, at=at)


@receiver(entries_held)
def note_held(*, entries, at, **kwargs) -> None:
    change_log.record(What.HELD, entries, at=at)


@receiver(entries_released)
def note_released(*, entries, at, **kwargs) -> None:
    change_log.record(What.RELEASED, entries, at=at)


@receiver(entries_corrected)
def note_corrected(*, entries, at, **kwargs) -> None:
    change_log.record(What.CORRECTED, entries, at=at)
    recalls.issue(What.CORRECTED, entries, at=at)


@receiver(entries_ended)
def note_ended(*, entries, at, because, **kwargs) -> None:
    """A revoked entry is recalled too: those who relied on it have to confirm that they undid it."""
    change_log.record(What.ENDED, entries, at=at, because=because)
    if because == Entry.Ending.REVOKED:
        recalls.issue(What.ENDED, entries, at=at)
