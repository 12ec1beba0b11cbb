"""Add twenty working days to each day of five years: with our calendar, and with chinesecalendar."""

import os
import time
from datetime import date, timedelta

import chinese_calendar
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from registry import workdays  # noqa: E402

from .machine import answer  # noqa: E402

STARTS = [date(2021, 1, 1) + timedelta(days=n) for n in range(5 * 365)]
COUNT = 20


def day_by_day(start):
    day, left = start, COUNT
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


def main():
    calendar = workdays.load()
    began = time.perf_counter()
    theirs = [day_by_day(start) for start in STARTS]
    between = time.perf_counter()
    ours = [calendar.add(start, COUNT).due for start in STARTS]
    ended = time.perf_counter()
    wrong = sum(a != b for a, b in zip(ours, theirs, strict=True))
    answer(floor=between - began, ours=ended - between, days=len(STARTS), wrong=wrong)


if __name__ == "__main__":
    main()
