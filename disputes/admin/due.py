"""How deadlines stand, in words, and the next ones for the workbench."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from registry import deadlines, workdays
from registry.adminkit import Panel
from registry.models import Deadline, Limit

SOON = 3
NEXT = 8


def words_of(deadline, on, calendar):
    """How a deadline stands, in words, and the tone that repeats them."""
    if deadline.met_on:
        late = deadline.met_on > deadline.due_on
        return f"{deadline.met_on} 办结{'（逾期）' if late else ''}", "done"
    if deadline.dropped_on:
        return f"{deadline.dropped_on} 终止", "over"
    if deadline.paused_on:
        return f"{deadline.paused_on} 起中止计时", "held"
    left = deadlines.left(deadline, on, calendar)
    if deadline.due_on < on:
        return f"已逾期 {-left} 个工作日", "wrong"
    if deadline.due_on == on:
        return "今天到期", "wrong"
    return f"还剩 {left} 个工作日", "held" if left <= SOON else "waits"


def page_of(deadline) -> str:
    """The page of the case that `deadline` is about; empty where it has none."""
    try:
        name = f"admin:{deadline.of.replace('.', '_')}_change"
        return reverse(name, args=[deadline.of_pk])
    except NoReverseMatch:
        return ""


def deadline_panel(user):
    """What the official's department has to do next, the most urgent first."""
    if not user.has_perm("registry.view_deadline"):
        return
    on, calendar = timezone.localdate(), workdays.load()
    own = Deadline.objects.open().filter(
        department=user.department_id or 0,
        limit__side=Limit.Side.AUTHORITY,
        paused_on__isnull=True,
    )
    rows = [
        (page_of(one), one, *words_of(one, on, calendar))
        for one in own.select_related("limit").order_by("due_on", "pk")[:NEXT]
    ]
    yield Panel(
        "最近的期限",
        "admin/panels/deadlines.html",
        {"rows": rows},
        order=10,
        more=reverse("admin:registry_deadline_changelist"),
    )
