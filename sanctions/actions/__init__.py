"""Everything that can be done about measures, a noun a module; each action says who does it: `by`."""

from . import (
    associations,
    catalogue,
    checks,
    classes,
    memoranda,
    notifications,
    order_lifecycle,
    orders,
    promises,
    reports,
    triggering,
)

__all__ = [
    "associations",
    "catalogue",
    "checks",
    "classes",
    "memoranda",
    "notifications",
    "order_lifecycle",
    "orders",
    "promises",
    "reports",
    "triggering",
]
