"""What the clock does about orders: sweeps that may run twice, late, or not at all."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def close_groundless():
    """Ask for the lifting of measures whose ground has gone; none of them could be applied since."""
    return actions.order_lifecycle.close_groundless(timezone.now())


@shared_task
def chase_orders():
    """Call each department once a day for what it has left overdue."""
    return actions.notifications.chase(timezone.localdate())
