"""Reminders of court dates: three and one working days before and on the day, once each."""

from datetime import date

from registry import messages, workdays
from registry.roles import CLERKS, REVIEWERS

from .models import CourtDate

BEFORE = {3: "还有 3 个工作日", 1: "还有 1 个工作日", 0: "今天"}


def remind_of_court_dates(on: date) -> int:
    """Remind departments of the court dates that are near on the day `on`; returns how many dates."""
    calendar = workdays.load()
    number = 0
    days = CourtDate.objects.ahead(on).select_related("litigation__department")
    for day in days.order_by("pk"):
        left = calendar.between(on, day.on)
        stage = next((n for n in sorted(BEFORE) if left <= n), None)
        if stage is None:
            continue
        for group in (CLERKS, REVIEWERS):
            messages.notify(
                messages.officials_of(day.litigation.department, group),
                day,
                f"before-{stage}",
                title=f"{BEFORE[stage]}：{day}",
                text=f"{day}，{day.litigation.body}{day.place}。",
            )
        number += 1
    return number
