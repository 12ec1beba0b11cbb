"""Scheduled tasks on orders; each may run twice, late, or not at all without harm."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def close_groundless() -> int:
    """Ask for the lifting of measures whose ground is gone; they were not executable any more."""
    return actions.order_lifecycle.close_groundless(timezone.now())


@shared_task
def chase_orders() -> int:
    """Call each department once a day about its overdue orders."""
    return actions.notifications.chase(timezone.localdate())
