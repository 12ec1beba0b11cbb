"""The admin of disputes, tip-offs and deadlines."""

from registry.admin.entry_sections import EXTRA_SECTIONS

from .complaints import ComplaintAdmin
from .desk import DeadlineAdmin
from .entry_sections import disputes_of
from .litigations import LitigationAdmin
from .objections import ObjectionAdmin
from .redress import RedressAdmin, RedressTaskAdmin
from .tips import TipOffAdmin

__all__ = [
    "ComplaintAdmin",
    "DeadlineAdmin",
    "LitigationAdmin",
    "ObjectionAdmin",
    "RedressAdmin",
    "RedressTaskAdmin",
    "TipOffAdmin",
]

EXTRA_SECTIONS.append(disputes_of)
