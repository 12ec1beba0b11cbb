"""The officials' desk for disputes and tip-offs."""

from registry.admin.deadlines import EXTRA_DAY_LISTS
from registry.admin.entry_sections import EXTRA_SECTIONS

from .complaints import ComplaintAdmin
from .court_days import court_days
from .entry_sections import disputes_of
from .litigations import LitigationAdmin
from .objections import ObjectionAdmin
from .redress import RedressAdmin, RedressTaskAdmin
from .tips import TipOffAdmin

__all__ = [
    "ComplaintAdmin",
    "LitigationAdmin",
    "ObjectionAdmin",
    "RedressAdmin",
    "RedressTaskAdmin",
    "TipOffAdmin",
]

EXTRA_DAY_LISTS.append(court_days)
EXTRA_SECTIONS.append(disputes_of)
