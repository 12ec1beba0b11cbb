"""Open the reports of a month; safe to run twice or late."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from registry import deadlines, trail
from registry.models import Official
from reporting.models import MonthlyReport, ReportingDuty
from reporting.months import Month

LIMIT, AGAIN = "monthly_report", "monthly_report_again"


def open_due(on: date, *, by: Official | None = None) -> list[MonthlyReport]:
    """Open the missing reports of the months that are over on the day `on`; returns the new ones.

    After an outage this starts again at the newest month that has reports.
    """
    last = Month.of(on).previous
    newest = MonthlyReport.objects.aggregate(newest=Max("month"))["newest"]
    first = min(Month.of(newest), last) if newest else last
    return [report for month in first.upto(last) for report in open_month(month, by=by)]


@transaction.atomic
def open_month(month: Month, *, by: Official | None) -> list[MonthlyReport]:
    """Open the report of `month` for each department with a reporting duty on the month's last day.

    Each gets its own deadline under the limit in force on the next day: by the 20th (四(四)).
    """
    starts = month.next.first
    limit = deadlines.limit_in_force(LIMIT, starts)
    there = MonthlyReport.objects.of(month).values("department")
    duties = ReportingDuty.objects.in_force(month.last).exclude(department__in=there)
    opened = []
    for duty in duties.select_related("department").order_by("department"):
        # Two sweeps may come here at the same time; the unique pair lets only one create the row.
        report, is_new = MonthlyReport.objects.get_or_create(
            department=duty.department,
            month=month.first,
            defaults={"opened_at": timezone.now(), "due_on": starts},
        )
        if is_new:
            trail.record(report, "opened", by=by, after={"month": month.code})
            begin(report, limit.code, on=starts, event=f"{month}结束", by=by)
            opened.append(report)
    return opened


def begin(report, code: str, *, on: date, event: str, by: Official | None) -> None:
    """Start the deadline `code` of `report` on the day `on`.

    The first deadline (LIMIT) also sets `due_on`; the one after a return leaves it, so that a late
    report stays late.
    """
    deadline = deadlines.begin(
        report,
        code,
        started_on=on,
        event=event,
        title=f"报送{report.period}月报",
        department=report.department,
        by=by,
    )
    if code == LIMIT:
        report.due_on = deadline.due_on
        report.save(update_fields=["due_on"])
