"""What sanctions does when the register announces a change: receivers of `registry.signals`."""

from django.dispatch import receiver

from registry.signals import (
    entries_ended,
    entries_held,
    entries_published,
    entries_recalled,
    entries_released,
)

from . import actions


@receiver(entries_published)
def order_measures(*, entries, by, at, **kwargs) -> None:
    """What is published triggers the measures of the memoranda (三(六))."""
    actions.triggering.make_orders(entries, by=by, at=at)


@receiver(entries_held)
def suspend_measures(*, entries, at, **kwargs) -> None:
    """Held entries make their orders not executable; the departments are notified at once (三(五))."""
    actions.order_lifecycle.notify_held(entries, at=at)


@receiver(entries_released)
def resume_measures(*, entries, at, **kwargs) -> None:
    """Measures may be applied again; the departments are notified."""
    actions.order_lifecycle.notify_released(entries, at=at)


@receiver(entries_ended)
def lift_measures(*, entries, by, at, because, **kwargs) -> None:
    """Measures taken because of an entry that has ended are to be lifted (三(四))."""
    actions.order_lifecycle.give_up(entries, because=because, by=by, at=at)


@receiver(entries_recalled)
def recall_results(*, recall, entries, **kwargs) -> None:
    """Officials who saw a wrong entry in a check must confirm that they undid what followed."""
    actions.checks.notify_askers(recall, entries)
