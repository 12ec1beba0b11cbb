"""The month and the city on the workbench."""

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

KEPT_SECONDS = 600
MOST = 999
OWN = [
    "entries.new.black", "entries.new.bad", "entries.new.red", "entries.new.good",
    "orders.executed.mandatory", "checks.made", "objections.received", "repairs.granted",
]  # fmt: skip
LATEST = 8


def counted(month, now):
    """Every department's figures of `month`, computed again at most every ten minutes."""
    key = f"desk.month.{month.code}"
    span = Span(month.begins_at, min(month.ends_at, now))
    return cache.get_or_set(key, lambda: dict(counting.count(span)), KEPT_SECONDS)


def month_panel(user):
    """The official's department in this month, and last month beside it."""
    if user.department_id is None:
        return
    now = timezone.now()
    month = Month.of(timezone.localdate(now))
    this, last = (
        counted(one, now).get(user.department_id, {}) for one in (month, month.previous)
    )
    rows = [(BY_CODE[code], this.get(code, 0), last.get(code, 0)) for code in OWN]
    yield Panel(
        f"本单位{month}",
        "admin/panels/month.html",
        {"rows": rows},
        order=40,
        more=reverse("admin:reporting_monthlyreport_changelist"),
    )


def city_panel(user):
    """The city at a glance, for whoever oversees: what is held back, who is late, twelve months."""
    if not user.sees_all:
        return
    now = timezone.now()
    on = timezone.localdate(now)
    month = Month.of(on)
    table, chart = cache.get_or_set(
        f"desk.city.{month.code}", lambda: drawn(month), KEPT_SECONDS
    )
    yield Panel(
        "全市概况",
        "admin/panels/city.html",
        {
            "held_back": held_back(),
            "late": late_departments(on),
            "missing": missing_reports(month.previous),
            "table": table,
            "chart": chart,
        },
        order=60,
        wide=True,
        more=reverse("admin:reporting_statistics"),
    )


def drawn(month):
    table = by_month(month)
    return table, chart_of(table, KINDS)


def held_back():
    """What only the credit office lets go: brakes pulled, and what came from other regions."""
    entries = reverse("admin:registry_entry_changelist")
    incoming = reverse("admin:registry_incoming_changelist")
    awaiting = Entry.objects.filter(status=Entry.Status.AWAITING).order_by()
    waiting = Incoming.objects.filter(status=Incoming.Status.RECEIVED).order_by()
    return [
        ("待信用办复核的条目", few(awaiting), f"{entries}?status__exact=awaiting"),
        ("待受理的外地推送条目", few(waiting), f"{incoming}?status__exact=received"),
    ]


def few(rows):
    number = rows[: MOST + 1].count()
    return f"{MOST}+" if number > MOST else number


def late_departments(on):
    """Departments with days past, the most first."""
    late = Deadline.objects.overdue(on).order_by().values_list("department__short_name")
    counted = late.annotate(number=Count("pk"))
    return sorted(counted, key=lambda row: (-row[1], row[0]))[:LATEST]


def missing_reports(month):
    """How many reports of `month` are not in."""
    return month, MonthlyReport.objects.of(month).missing().count()


def waiting(user):
    """Reports that wait for the official: to be written, submitted, or decided on."""
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
