"""The officials' desk for credit repair."""

from .applications import ApplicationAdmin
from .notices import RepairNoticeAdmin
from .restructurings import RestructuringAdmin
from .ruling import RuleAdmin

__all__ = ["ApplicationAdmin", "RepairNoticeAdmin", "RestructuringAdmin", "RuleAdmin"]
