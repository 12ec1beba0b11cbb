"""The officials' desk for measures, in the order of the work."""

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
