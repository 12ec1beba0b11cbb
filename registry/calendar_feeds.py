"""An official's days as a calendar file (RFC 5545): whole days, without anything personal."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

import icalendar

from .models import Deadline, Official

MOST = 500  # days of one sort in a file


class Day(NamedTuple):
    """One whole day in an official's calendar; `uid` stays the same when the day moves."""

    uid: str
    on: date
    summary: str
    text: str = ""


# Days that other apps add: each function is given the official and today's date.
EXTRA_DAYS: list[Callable[[Official, date], Iterable[Day]]] = []


def days_of(official: Official, *, on: date) -> Iterator[Day]:
    """What the department of `official` has before it on the day `on`: deadlines, then the rest."""
    yield from deadlines_of(official)
    for days in EXTRA_DAYS:
        yield from days(official, on)


def deadlines_of(official: Official) -> Iterator[Day]:
    """The open deadlines of the official's department, the next one first."""
    own = Deadline.objects.open().filter(department=official.department_id or 0)
    rows = own.select_related("limit").order_by("due_on", "pk")
    for one in rows[:MOST]:
        provisional = "（暂定）" if one.is_provisional else ""
        yield Day(
            f"deadline-{one.pk}@credit-fuzhou",
            one.due_on,
            f"{one.limit.name}截止{provisional}：{one.title}",
            f"{one.event} {one.started_on} 起算。依据：{one.limit.citation}",
        )


def calendar_file(days: Iterable[Day], *, name: str, at: datetime) -> bytes:
    """The calendar `name` with `days`, made at the instant `at`."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//credit_fuzhou//deadlines//ZH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    for day in days:
        event = icalendar.Event()
        event.add("uid", day.uid)
        event.add("dtstamp", at)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.summary)
        event.add("description", day.text)
        event.add("transp", "TRANSPARENT")  # the official stays free on that day
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)
