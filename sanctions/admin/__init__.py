"""The officials' desk for measures, in the order of the work."""

from registry.admin.entry_sections import FURTHER

from . import (
    associations,
    catalogue,
    check_batches,
    checks,
    classes,
    memoranda,
    orders,
    promises,
    reports,
    words,
)
from .beside_entries import orders_of

__all__ = [
    "associations",
    "catalogue",
    "check_batches",
    "checks",
    "classes",
    "memoranda",
    "orders",
    "promises",
    "reports",
    "words",
]

FURTHER.append(orders_of)
