"""Scheduled tasks of monthly reporting; each may run twice or late."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def open_reports() -> int:
    """Open the reports of the months that are over; returns their number.

    `registry.tasks.remind` reminds of their deadlines as of all others.
    """
    return len(actions.months.open_due(timezone.localdate()))
