"""What the clock does in the monthly round: a sweep that may run twice, late, or not at all."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def open_reports():
    """Open the reports of the month past; their reminders are those of every deadline."""
    return len(actions.months.open_due(timezone.localdate()))
