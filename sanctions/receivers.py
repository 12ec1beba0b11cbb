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
    actions.make_orders(entries, by=by, at=at)


@receiver(entries_held)
def rest_measures(*, entries, at, **kwargs):
    """Measures rest by themselves; their departments are told at once (三(五))."""
    actions.call_to_rest(entries, at=at)


@receiver(entries_released)
def resume_measures(*, entries, at, **kwargs):
    """Measures may be applied again; their departments are told."""
    actions.call_to_resume(entries, at=at)


@receiver(entries_ended)
def lift_measures(*, entries, by, at, because, **kwargs):
    """What rested on an entry that has ended is lifted (三(四))."""
    actions.give_up(entries, because=because, by=by, at=at)


@receiver(entries_recalled)
def recall_answers(*, recall, entries, **kwargs):
    """Whoever was answered that a subject is listed by what proved wrong must say it is undone."""
    actions.tell_askers(recall, entries)
