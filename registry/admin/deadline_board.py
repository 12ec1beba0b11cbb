"""How deadlines stand: their state in words, their number by department, the next ones."""

from datetime import date

from django.apps import apps
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from registry import deadlines, reminders, workdays
from registry.adminkit import Panel, Tone, page_of
from registry.models import Deadline, Limit

SOON = 3  # working days
NEXT = 8  # deadlines on the workbench
NOT_YET = {
    "overdue": "已逾期",
    "today": "今天到期",
    "soon": "3 个工作日内",
    "later": "更晚",
}


def bounds(on: date) -> dict[str, Q]:
    """For each name of NOT_YET the condition on open deadlines as of the day `on`."""
    soon = workdays.load().add(on, SOON).due
    running = Q(paused_on__isnull=True)
    return {
        "overdue": running & Q(due_on__lt=on),
        "today": running & Q(due_on=on),
        "soon": running & Q(due_on__gt=on, due_on__lte=soon),
        "later": ~running | Q(due_on__gt=soon),
    }


def state_of(deadline, on: date, calendar) -> tuple[str, Tone]:
    """How a deadline stands on the day `on`, in words, and the tone that repeats them."""
    if deadline.met_on:
        late = deadline.met_on > deadline.due_on
        return f"{deadline.met_on} 办结{'（逾期）' if late else ''}", Tone.DONE
    if deadline.dropped_on:
        return f"{deadline.dropped_on} 终止", Tone.OVER
    if deadline.paused_on:
        return f"{deadline.paused_on} 起中止计时", Tone.HELD
    left = deadlines.left(deadline, on, calendar)
    if deadline.due_on < on:
        return f"已逾期 {-left} 个工作日", Tone.WRONG
    if deadline.due_on == on:
        return "今天到期", Tone.WRONG
    return f"还剩 {left} 个工作日", Tone.HELD if left <= SOON else Tone.WAITS


def reminder_of(deadline, on: date, calendar) -> str:
    """The reminder that stands for the deadline on the day `on`, in words; none once it is over."""
    if deadline.met_on or deadline.dropped_on or deadline.paused_on:
        return ""
    reached = reminders.stages(deadline, calendar, on)
    key = reached[-1].key if reached else ""
    return {"notice": "已开始计时", "half": "期限已过半"}.get(key, "")


def case_page(deadline) -> str:
    """The address of the case that `deadline` is about; empty where it has no page."""
    try:
        model = apps.get_model(deadline.of)
    except LookupError:
        return ""
    # The key is all that an address needs: the case itself is not read.
    return page_of(model(pk=deadline.of_pk))


def counts_by_department(user, on: date) -> list[dict]:
    """The open deadlines of every department that `user` may see, the latest ones on top."""
    counted = {
        name: Count("pk", filter=condition) for name, condition in bounds(on).items()
    }
    rows = (
        Deadline.objects.open()
        .visible_to(user)
        .order_by()
        .values("department", "department__short_name")
        .annotate(**counted)
    )
    ordered = sorted(
        rows, key=lambda row: (-row["overdue"], -row["today"], -row["soon"])
    )
    return [
        {
            "pk": row["department"],
            "name": row["department__short_name"],
            "counts": [(name, row[name]) for name in NOT_YET],
        }
        for row in ordered
    ]


def next_deadlines(user):
    """The panel of what the official's department has to do next, the most urgent first."""
    if not user.has_perm("registry.view_deadline"):
        return
    on, calendar = timezone.localdate(), workdays.load()
    own = Deadline.objects.open().filter(
        department=user.department_id or 0,
        limit__side=Limit.Side.AUTHORITY,
        paused_on__isnull=True,
    )
    rows = [
        (case_page(one), one, *state_of(one, on, calendar))
        for one in own.select_related("limit").order_by("due_on", "pk")[:NEXT]
    ]
    yield Panel(
        "最近的期限",
        "admin/panels/deadlines.html",
        {"rows": rows},
        order=10,
        more=reverse("admin:registry_deadline_changelist"),
    )
