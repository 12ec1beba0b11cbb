"""What sanctions does when the register announces a change."""

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
def order_measures(*, entries, by, at, **kwargs):
    """What is published triggers the measures of the memoranda (三(六))."""
    actions.triggering.make_orders(entries, by=by, at=at)


@receiver(entries_held)
def suspend_measures(*, entries, at, **kwargs):
    """Measures rest by themselves; their departments are told at once (三(五))."""
    actions.order_lifecycle.notify_held(entries, at=at)


@receiver(entries_released)
def resume_measures(*, entries, at, **kwargs):
    """Measures may be applied again; their departments are told."""
    actions.order_lifecycle.notify_released(entries, at=at)


@receiver(entries_ended)
def lift_measures(*, entries, by, at, because, **kwargs):
    """What rested on an entry that has ended is lifted (三(四))."""
    actions.order_lifecycle.give_up(entries, because=because, by=by, at=at)


@receiver(entries_recalled)
def recall_results(*, recall, entries, **kwargs):
    """Whoever was answered that a subject is listed by what proved wrong must say it is undone."""
    actions.checks.notify_askers(recall, entries)
