"""The officials' desk for credit repair."""

from registry.admin.entry_sections import FURTHER

from .applications import ApplicationAdmin
from .beside_entries import repair_of
from .notices import RepairNoticeAdmin
from .restructurings import RestructuringAdmin
from .ruling import RuleAdmin

__all__ = ["ApplicationAdmin", "RepairNoticeAdmin", "RestructuringAdmin", "RuleAdmin"]

FURTHER.append(repair_of)
