"""A calendar month as the report counts it: civil days of Fuzhou, instants of the database."""

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
        """`2026-10` as a month. Raises ValueError with a sentence for the official."""
        try:
            year, number = (int(part) for part in text.strip().split("-"))
            return cls.of(date(year, number, 1))
        except ValueError:
            message = f"“{text}”不是月份，请写成“2026-10”的形式。"
            raise ValueError(message) from None

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def january(self) -> "Month":
        return Month(self.year, 1)

    @property
    def begins_at(self) -> datetime:
        """The first instant of the month."""
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the month."""
        return midnight(self.next.first)

    def upto(self, last: "Month"):
        """This month and those after it, `last` included."""
        month = self
        while month <= last:
            yield month
            month = month.next

    def __str__(self):
        return f"{self.year}年{self.number}月"

    @property
    def code(self):
        return f"{self.year}-{self.number:02d}"


def midnight(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def next_day(day):
    return day + timedelta(days=1)
