"""Actions of credit repair, one module for each noun; `by` is the official who acts."""

from . import applications, notices, repair_rules, restructurings, reveal

__all__ = ["applications", "notices", "repair_rules", "restructurings", "reveal"]
