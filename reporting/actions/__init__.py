"""The actions of the monthly reporting, one module for each noun; every action takes `by`, the official."""

from . import examples, months, plans, reports, supervisions

__all__ = ["examples", "months", "plans", "reports", "supervisions"]
