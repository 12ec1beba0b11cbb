"""Scheduled tasks of disputes: each may run twice, late, or not at all."""

from celery import shared_task
from django.utils import timezone

from . import actions, reminders


@shared_task
def deem_received() -> int:
    """Treat verification notices as received whose time to sign is over."""
    return actions.cases.deem_received(timezone.localdate())


@shared_task
def remind_of_court_dates() -> int:
    """Remind the departments of the court dates that are near."""
    return reminders.remind_of_court_dates(timezone.localdate())
