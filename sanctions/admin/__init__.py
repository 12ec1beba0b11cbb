"""The admin of joint measures, in the order of the work."""

from registry.admin.entry_sections import EXTRA_SECTIONS

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
from .entry_sections import orders_of

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

EXTRA_SECTIONS.append(orders_of)
