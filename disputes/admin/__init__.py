"""The officials' desk for disputes, tip-offs and deadlines."""

from registry.admin.entry_sections import FURTHER

from .beside_entries import disputes_of
from .complaints import ComplaintAdmin
from .desk import DeadlineAdmin
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

FURTHER.append(disputes_of)
