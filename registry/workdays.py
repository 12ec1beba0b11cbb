"""Counting working days on the official calendar (《民法典》第 201 条、《行政处罚法》第 85 条).

The day of receipt is day 0; a limit of n working days ends with the n-th working day after it.
A year whose holiday notice is not loaded is computed as Monday to Friday without the fixed
statutory days, and whatever runs into it is provisional (暂定).
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from .models import CalendarDay, CalendarYear

FIRST_YEAR, LAST_YEAR = 2000, 2099

_FIRST = date(FIRST_YEAR, 1, 1)
_BASE = _FIRST.toordinal()
_DAY = timedelta(days=1)
_SATURDAY = 5
_WEEKDAYS = "一二三四五六日"

# 《全国年节及纪念日放假办法》（2024 年修订）: the days that do not follow the moon.
_STATUTORY = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}


class Step(NamedTuple):
    """A day on the way that is not an ordinary working day: skipped, or made up for."""

    date: date
    is_workday: bool
    name: str
    number: int | None

    def __str__(self):
        day = f"{self.date}（周{_WEEKDAYS[self.date.weekday()]}）"
        if self.is_workday:
            return f"{day}{self.name}调休上班，计为第 {self.number} 个工作日"
        return f"{day}{self.name}，不计入"


class DueDate(NamedTuple):
    """The last day of a limit, with what it was computed from."""

    due: date
    provisional: bool
    start: date
    workdays: int
    calendar: "Calendar"

    @property
    def steps(self) -> list[Step]:
        return self.calendar.explain(self.start, self.workdays)

    @property
    def edition(self) -> int:
        return self.calendar.edition

    @property
    def why_provisional(self) -> str:
        """The sentence that goes with 暂定; empty for a settled date."""
        years = self.calendar.unsettled_years(self.start, self.due)
        if not years:
            return ""
        named = "、".join(map(str, years))
        return (
            f"{named} 年放假安排尚未公布或者尚未录入，该日期按周一至周五扣除固定日期的"
            "法定节日推算；放假安排录入后将重新计算。"
        )


class Calendar:
    """The working days of the years 2000 to 2099, as known in one edition.

    `exceptions` says of days that differ from the ordinary week whether they are worked,
    `names` why, `official_years` which years rest on a published notice.
    """

    def __init__(self, exceptions, names, official_years, edition):
        self.edition = edition
        self.official_years = frozenset(official_years)
        self._exceptions = exceptions
        self._names = names
        self._days: list[date] = []
        self._counts: list[int] = []
        self._count_days()

    def _count_days(self):
        """Fill `_days`, every working day in order, and `_counts`, how many there are by each day.

        With both, every question below is a look-up; no counting day by day.
        """
        day, end = _FIRST, date(LAST_YEAR, 12, 31)
        while day <= end:
            if self._is_worked(day):
                self._days.append(day)
            self._counts.append(len(self._days))
            day += _DAY

    def _is_worked(self, day):
        known = self._exceptions.get(day)
        if known is not None:
            return known
        return day.weekday() < _SATURDAY and (
            day.year in self.official_years or not _statutory_name(day)
        )

    def is_workday(self, day: date) -> bool:
        position = self._position(day)
        return self._count(position) > self._count(position - 1)

    def add(self, start: date, workdays: int) -> DueDate:
        """The last day of a limit of `workdays` that begins with receipt on `start`."""
        if workdays < 0:
            raise ValueError("工作日数不能为负数。")
        due = (
            self._nth(self._counts[self._position(start)] + workdays)
            if workdays
            else start
        )
        return DueDate(due, self._is_provisional(start, due), start, workdays, self)

    def subtract(self, end: date, workdays: int) -> date:
        """The working day with `workdays` more to come until `end`; 0: the last one by `end`."""
        return self._nth(self._counts[self._position(end)] - workdays)

    def between(self, start: date, end: date) -> int:
        """Working days left on `start` until `end`, `end` included; negative when past."""
        return self._counts[self._position(end)] - self._counts[self._position(start)]

    def explain(self, start: date, workdays: int) -> list[Step]:
        """Every skipped and every made-up day on the way to the deadline, with its name."""
        due = self.add(start, workdays).due
        steps, day = [], start + _DAY
        while day <= due:
            worked = self.is_workday(day)
            if not worked or day.weekday() >= _SATURDAY:
                number = self.between(start, day) if worked else None
                steps.append(Step(day, worked, self.name(day), number))
            day += _DAY
        return steps

    def name(self, day: date) -> str:
        """What a day that is not an ordinary working day is called."""
        if name := self._names.get(day):
            return name
        if day.weekday() >= _SATURDAY:
            return "周末"
        return "" if self.is_workday(day) else _statutory_name(day)

    def unsettled_years(self, start: date, due: date) -> list[int]:
        """The years between the day after `start` and `due` that rest on no notice."""
        years = range(min(start + _DAY, due).year, due.year + 1)
        return [year for year in years if year not in self.official_years]

    def _is_provisional(self, start, due):
        if start.year == due.year:
            return due.year not in self.official_years
        return bool(self.unsettled_years(start, due))

    def _position(self, day):
        if isinstance(day, datetime):
            raise TypeError("A deadline counts civil days: pass the local date.")
        position = day.toordinal() - _BASE
        if not 0 <= position < len(self._counts):
            raise _out_of_range()
        return position

    def _count(self, position):
        return self._counts[position] if position >= 0 else 0

    def _nth(self, number):
        if not 1 <= number <= len(self._days):
            raise _out_of_range()
        return self._days[number - 1]


def _out_of_range():
    return ValueError(f"日期超出工作日历范围（{FIRST_YEAR}—{LAST_YEAR} 年）。")


def _statutory_name(day):
    if (day.month, day.day) == (4, _qingming(day.year)):
        return "清明节"
    return _STATUTORY.get((day.month, day.day), "")


def _qingming(year):
    # The sun's longitude reaches 15°: the usual formula, exact from 2000 to 2099.
    return int(year % 100 * 0.2422 + 4.81) - year % 100 // 4


class _Cached(NamedTuple):
    """The calendar that this process built last, and the rows that it was built from."""

    rows: tuple[list, list]
    calendar: Calendar


_cached: _Cached | None = None


def load() -> Calendar:
    """The calendar as it stands in the database.

    Its few hundred rows are read each time; the days of a century are computed from them once in
    each process, and again only when the rows differ. The rows themselves are compared, not their
    edition: they may be changed without counting one, and a stale calendar would make a deadline
    wrong.
    """
    global _cached
    years = list(
        CalendarYear.objects.order_by("year").values_list("year", "state", "edition")
    )
    days = list(
        CalendarDay.objects.order_by("date").values_list("date", "is_workday", "name")
    )
    # Two threads may build it at once: both come to the same, and the later one is kept.
    cached = _cached
    if cached is None or cached.rows != (years, days):
        cached = _cached = _Cached((years, days), _calendar_of(years, days))
    return cached.calendar


def _calendar_of(years, days):
    """The Calendar of the rows as `load` reads them."""
    return Calendar(
        exceptions={day: is_workday for day, is_workday, _ in days},
        names={day: name for day, _, name in days},
        official_years=[
            y for y, state, _ in years if state == CalendarYear.State.OFFICIAL
        ],
        edition=sum(edition for _, _, edition in years),
    )
