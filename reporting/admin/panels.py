"""Panels of the workbench: the department's month, the city, reports that wait."""

from collections.abc import Iterator
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from registry.adminkit import Panel
from registry.models import Deadline, Entry, Incoming
from reporting import counting
from reporting.charts import chart_of
from reporting.counting import Span
from reporting.figures import BY_CODE
from reporting.models import MonthlyReport
from reporting.months import Month
from reporting.statistics import KINDS, by_month

CACHE_SECONDS = 600
MOST = 999
OWN = [
    "entries.new.black", "entries.new.bad", "entries.new.red", "entries.new.good",
    "orders.executed.mandatory", "checks.made", "objections.received", "repairs.granted",
]  # fmt: skip
LATEST = 8


def counts_of(month: Month, now: datetime) -> dict:
    """Every department's counts of `month` up to `now`, cached for ten minutes."""
    key = f"desk.month.{month.code}"
    span = Span(month.begins_at, min(month.ends_at, now))
    return cache.get_or_set(key, lambda: dict(counting.count(span)), CACHE_SECONDS)


def month_panel(user) -> Iterator[Panel]:
    """The figures of the official's department, this month and last month."""
    if user.department_id is None:
        return
    now = timezone.now()
    month = Month.of(timezone.localdate(now))
    this, last = (
        counts_of(one, now).get(user.department_id, {})
        for one in (month, month.previous)
    )
    rows = [(BY_CODE[code], this.get(code, 0), last.get(code, 0)) for code in OWN]
    yield Panel(
        f"本单位{month}",
        "admin/panels/month.html",
        {"rows": rows},
        order=40,
        more=reverse("admin:reporting_monthlyreport_changelist"),
    )


def city_panel(user) -> Iterator[Panel]:
    """The city at a glance for those who see all: what waits for the office, who is late, twelve months."""
    if not user.sees_all:
        return
    now = timezone.now()
    on = timezone.localdate(now)
    month = Month.of(on)
    table, chart = cache.get_or_set(
        f"desk.city.{month.code}", lambda: months_chart(month), CACHE_SECONDS
    )
    yield Panel(
        "全市概况",
        "admin/panels/city.html",
        {
            "held_back": waiting_for_office(),
            "late": late_departments(on),
            "missing": missing_reports(month.previous),
            "table": table,
            "chart": chart,
        },
        order=60,
        wide=True,
        more=reverse("admin:reporting_statistics"),
    )


def months_chart(month):
    """The table of new entries by month, and its chart."""
    table = by_month(month)
    return table, chart_of(table, KINDS)


def waiting_for_office():
    """Entries that only the credit office can release, and entries sent by other regions."""
    entries = reverse("admin:registry_entry_changelist")
    incoming = reverse("admin:registry_incoming_changelist")
    awaiting = Entry.objects.filter(status=Entry.Status.AWAITING).order_by()
    waiting = Incoming.objects.filter(status=Incoming.Status.RECEIVED).order_by()
    return [
        (
            "待信用办复核的条目",
            capped_count(awaiting),
            f"{entries}?status__exact=awaiting",
        ),
        (
            "待受理的外地推送条目",
            capped_count(waiting),
            f"{incoming}?status__exact=received",
        ),
    ]


def capped_count(rows):
    """The number of rows; “999+” beyond MOST, so that the database need not count all."""
    number = rows[: MOST + 1].count()
    return f"{MOST}+" if number > MOST else number


def late_departments(on):
    """Departments with overdue deadlines, the most first."""
    late = Deadline.objects.overdue(on).order_by().values_list("department__short_name")
    counted = late.annotate(number=Count("pk"))
    return sorted(counted, key=lambda row: (-row[1], row[0]))[:LATEST]


def missing_reports(month):
    """`month` and the number of its reports that were not submitted."""
    return month, MonthlyReport.objects.of(month).missing().count()


def waiting(user) -> Iterator[dict]:
    """Reports that wait for the official to write, submit or accept them: number, label and address."""
    url = reverse("admin:reporting_monthlyreport_changelist")
    status = MonthlyReport.Status
    own = MonthlyReport.objects.filter(department=user.department_id or 0)
    cases = [
        ("reporting.change_monthlyreport", own.filter(status=status.OPEN), "份月报待填报", "open"),
        ("reporting.submit_monthlyreport", own.filter(status=status.OPEN), "份月报待报送", "open"),
        ("reporting.change_monthlyreport", own.filter(status=status.RETURNED), "份月报被退回", "returned"),
        ("reporting.decide_monthlyreport", MonthlyReport.objects.filter(status=status.SUBMITTED), "份月报待接收", "submitted"),
    ]  # fmt: skip
    for permission, rows, label, state in cases:
        if user.has_perm(permission) and (number := rows.count()):
            yield {
                "number": number,
                "label": label,
                "url": f"{url}?status__exact={state}",
            }
