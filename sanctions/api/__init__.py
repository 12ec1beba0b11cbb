"""Measures for other systems: look a subject up, say what was done, answer orders.

Reading is scoped like the admin. A subject is asked about by POST, because addresses end up in
logs; every call that changes something carries an Idempotency-Key.
"""

from .catalogue import MeasureViewSet, MemorandumViewSet
from .checks import BatchView, CheckView, FeedbackView, GreenChannelView, ReceiptView
from .orders import OrderViewSet

__all__ = [
    "BatchView",
    "CheckView",
    "FeedbackView",
    "GreenChannelView",
    "MeasureViewSet",
    "MemorandumViewSet",
    "OrderViewSet",
    "ReceiptView",
]
