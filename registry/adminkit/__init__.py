"""What every page of the officials' desk is built from: admin classes declare, this package does."""

from .anywhere import search_page
from .base import SYSTEM, AppendOnlyAdmin, RegisterAdmin, Section
from .bulk import BulkAction, BulkAdmin, BulkForm, Preview
from .buttons import ActionForm, Button, ButtonsAdmin, Caution, ReasonForm
from .cases import CaseDesk, clock_row
from .filters import FormFilter, filled_filter
from .history import History, name_verbs
from .lists import CappedPaginator
from .panels import Panel, panels_of, waiting_for
from .tones import Tone
from .widgets import (
    Autocomplete,
    PrivateAutocomplete,
    link_to,
    page_of,
    private_search,
    stacked,
    tag,
)

__all__ = [
    "SYSTEM",
    "ActionForm",
    "AppendOnlyAdmin",
    "Autocomplete",
    "BulkAction",
    "BulkAdmin",
    "BulkForm",
    "Button",
    "ButtonsAdmin",
    "CappedPaginator",
    "CaseDesk",
    "Caution",
    "FormFilter",
    "History",
    "Panel",
    "Preview",
    "PrivateAutocomplete",
    "ReasonForm",
    "RegisterAdmin",
    "Section",
    "Tone",
    "clock_row",
    "filled_filter",
    "link_to",
    "name_verbs",
    "page_of",
    "panels_of",
    "private_search",
    "search_page",
    "stacked",
    "tag",
    "waiting_for",
]
