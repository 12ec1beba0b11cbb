"""The facts of disputes, one noun a file."""

from .cases import Case
from .complaints import Complaint
from .litigations import CourtDate, Litigation
from .objections import Objection
from .redress import Harm, Redress, RedressTask
from .tips import OPEN_TIPS, TipFile, TipMessage, TipOff

__all__ = [
    "OPEN_TIPS",
    "Case",
    "Complaint",
    "CourtDate",
    "Harm",
    "Litigation",
    "Objection",
    "Redress",
    "RedressTask",
    "TipFile",
    "TipMessage",
    "TipOff",
]
