"""Court days in an official's calendar, next to the deadlines of the register."""

from collections.abc import Iterator
from datetime import date

from registry.calendar_feeds import MOST, Day
from registry.models import Official

from .models import CourtDate


def days_of(official: Official, on: date) -> Iterator[Day]:
    """The court days of the official's department from the day `on`."""
    own = CourtDate.objects.filter(
        litigation__department=official.department_id or 0
    ).ahead(on)
    for day in own.select_related("litigation")[:MOST]:
        yield Day(
            f"court-{day.pk}@credit-fuzhou",
            day.on,
            f"{day.get_kind_display()}：{day.litigation}",
            f"{day.litigation.body} {day.place}".strip(),
        )
