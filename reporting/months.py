"""Calendar months of Fuzhou, as days and as instants."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone


class Month(NamedTuple):
    """One month; sorts and compares by time."""

    year: int
    number: int

    @classmethod
    def of(cls, on: date) -> "Month":
        """The month in which the day `on` lies."""
        return cls(on.year, on.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Parse `2026-10`. Raises ValueError with a sentence for the official."""
        try:
            year, number = (int(part) for part in text.strip().split("-"))
            return cls.of(date(year, number, 1))
        except ValueError:
            message = f"“{text}”不是月份，请写成“2026-10”的形式。"
            raise ValueError(message) from None

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def january(self) -> "Month":
        """January of the same year."""
        return Month(self.year, 1)

    @property
    def begins_at(self) -> datetime:
        """The first instant of the month."""
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the month."""
        return midnight(self.next.first)

    def upto(self, last: "Month") -> Iterator["Month"]:
        """Yield this month and those after it, up to and including `last`."""
        month = self
        while month <= last:
            yield month
            month = month.next

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def code(self) -> str:
        """As `parse` reads it and addresses have it: `2026-10`."""
        return f"{self.year}-{self.number:02d}"


def newest(last: Month, number: int) -> list[Month]:
    """The `number` months up to `last`, newest first."""
    months = [last]
    while len(months) < number:
        months.append(months[-1].previous)
    return months


def midnight(day: date) -> datetime:
    """The first instant of `day` in Fuzhou."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def next_day(day: date) -> date:
    return day + timedelta(days=1)
