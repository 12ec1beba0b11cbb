"""Everything that can be done about credit repair, a noun a module; each action says who does it: `by`."""

from . import applications, notices, repair_rules, restructurings, reveal

__all__ = ["applications", "notices", "repair_rules", "restructurings", "reveal"]
