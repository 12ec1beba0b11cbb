"""What the clock does in disputes: sweeps that may run twice, late, or not at all."""

from celery import shared_task
from django.utils import timezone

from . import actions, reminders


@shared_task
def deem_received():
    """Count verification notices that nobody signed for as received."""
    return actions.cases.deem_received(timezone.localdate())


@shared_task
def remind_of_court_dates():
    """Tell the departments of the court days that are near."""
    return reminders.remind_of_court_dates(timezone.localdate())
