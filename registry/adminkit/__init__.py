"""What every page of the officials' desk is built from: declared, not programmed."""

from .anywhere import search_page
from .base import SYSTEM, AppendOnlyAdmin, RegisterAdmin, Section, Telling
from .bulk import BulkAdmin, BulkDeed, BulkForm, Preview
from .buttons import Button, ButtonsAdmin, Caution, DeedForm, ReasonForm
from .cases import CaseDesk, clock_row
from .filters import FormFilter, told_by
from .history import History, name_verbs
from .lists import CappedPaginator
from .panels import Panel, panels_of, waiting_for
from .widgets import (
    Autocomplete,
    PrivateAutocomplete,
    link_to,
    private_search,
    stacked,
    tag,
)

__all__ = [
    "SYSTEM",
    "AppendOnlyAdmin",
    "Autocomplete",
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
    "Panel",
    "Preview",
    "PrivateAutocomplete",
    "ReasonForm",
    "RegisterAdmin",
    "Section",
    "Telling",
    "clock_row",
    "link_to",
    "name_verbs",
    "panels_of",
    "private_search",
    "search_page",
    "stacked",
    "tag",
    "told_by",
    "waiting_for",
]
