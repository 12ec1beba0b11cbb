"""The public pages of disputes: without an account or script; what was typed is not lost."""

from .calendars import calendar_feed
from .cases import complain_page, object_page
from .tips import follow_page, tip_page

__all__ = [
    "calendar_feed",
    "complain_page",
    "follow_page",
    "object_page",
    "tip_page",
]
