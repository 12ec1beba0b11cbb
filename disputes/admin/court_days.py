"""The next court days on the deadline board."""

from django.utils import timezone

from disputes.models import CourtDate
from registry.admin.deadlines import DayList
from registry.adminkit import page_of

NEXT = 20


def court_days(official):
    """The next court days of the official's department, each with its suit's page."""
    days = CourtDate.objects.ahead(timezone.localdate()).visible_to(official)
    rows = [
        (str(day), page_of(day.litigation), day.place)
        for day in days.select_related("litigation")[:NEXT]
    ]
    return DayList("近期诉讼日程", rows)
