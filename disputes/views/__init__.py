"""The public pages of disputes: without an account or script; what was typed is not lost."""

from .cases import complain_page, object_page
from .tips import follow_page, tip_page

__all__ = [
    "complain_page",
    "follow_page",
    "object_page",
    "tip_page",
]
