"""Everything that can be done in the monthly round, a noun a module; each action says who does it: `by`."""

from . import examples, months, plans, reports, supervisions

__all__ = ["examples", "months", "plans", "reports", "supervisions"]
