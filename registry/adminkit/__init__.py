"""What every page of the officials' desk is built from: declared, not programmed."""

from .base import SYSTEM, AppendOnlyAdmin, RegisterAdmin, Section, Telling
from .bulk import BulkAdmin, BulkDeed, BulkForm, Preview
from .buttons import Button, ButtonsAdmin, Caution, DeedForm, ReasonForm
from .cases import CaseDesk, clock_row
from .filters import FormFilter
from .history import History, name_verbs
from .lists import CappedPaginator
from .widgets import PrivateAutocomplete, private_search, tag

__all__ = [
    "SYSTEM",
    "AppendOnlyAdmin",
    "BulkAdmin",
    "BulkDeed",
    "BulkForm",
    "Button",
    "ButtonsAdmin",
    "CappedPaginator",
    "CaseDesk",
    "Caution",
    "DeedForm",
    "FormFilter",
    "History",
    "Preview",
    "PrivateAutocomplete",
    "ReasonForm",
    "RegisterAdmin",
    "Section",
    "Telling",
    "clock_row",
    "name_verbs",
    "private_search",
    "tag",
]
