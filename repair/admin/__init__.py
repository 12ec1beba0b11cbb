"""The admin of credit repair."""

from registry.admin.entry_sections import EXTRA_SECTIONS

from .applications import ApplicationAdmin
from .entry_sections import repair_of
from .notices import RepairNoticeAdmin
from .repair_rules import RuleAdmin
from .restructurings import RestructuringAdmin

__all__ = ["ApplicationAdmin", "RepairNoticeAdmin", "RestructuringAdmin", "RuleAdmin"]

EXTRA_SECTIONS.append(repair_of)
