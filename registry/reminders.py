"""Who is reminded of which deadline on which day; computed from its state, whatever has run before."""

from datetime import date
from typing import NamedTuple

from . import messages, workdays
from .models import Deadline, Department
from .roles import CLERKS, OFFICE, REVIEWERS

BEFORE = (3, 1)


class Stage(NamedTuple):
    """A reminder that falls due: its name, its day, and whether superiors hear of it."""

    key: str
    on: date
    words: str
    reviewer: bool = False
    office: bool = False


def stages(deadline, calendar, on: date) -> list[Stage]:
    """Every reminder of `deadline` that has fallen due by `on`, in order of days."""
    due, start = deadline.due_on, deadline.started_on
    span = calendar.between(start, due)
    planned = [Stage("notice", start, "已开始计时")]
    if span >= 2:
        planned.append(
            Stage("half", calendar.subtract(due, span - span // 2), "期限已过半")
        )
    planned += [
        Stage(f"before-{n}", calendar.subtract(due, n), f"还剩 {n} 个工作日")
        for n in BEFORE
        if n < span
    ]
    planned.append(Stage("due", due, "今天到期", reviewer=True))
    late = calendar.between(due, on)
    if late >= 1:
        planned.append(
            Stage(
                f"late-{late}",
                on,
                f"已逾期 {late} 个工作日",
                reviewer=True,
                office=True,
            )
        )
    reached = [stage for stage in planned if stage.on <= on]
    return sorted(reached, key=lambda stage: stage.on)


def remind(on: date) -> int:
    """Remind of every open deadline what is due on `on`; answers the number of deadlines told.

    After an outage the newest stage is sent and stands for those missed; a stage is told to an
    official once, however often this runs.
    """
    calendar = workdays.load()
    office = list(messages.officials_of_kind(Department.Kind.CREDIT_OFFICE, OFFICE))
    told = 0
    open_ones = Deadline.objects.open().filter(paused_on__isnull=True)
    rows = open_ones.select_related("limit", "department", "handler").order_by("pk")
    for deadline in rows.iterator(chunk_size=500):
        reached = stages(deadline, calendar, on)
        if reached:
            tell_stage(deadline, reached[-1], office)
            told += 1
    return told


def tell_stage(deadline, stage, office):
    """Tell the handler (or the department's clerks), then the reviewers, then the credit office."""
    audience = (
        [deadline.handler]
        if deadline.handler
        else list(messages.officials_of(deadline.department, CLERKS))
    )
    if stage.reviewer:
        audience += messages.officials_of(deadline.department, REVIEWERS)
    if stage.office:
        audience += office
    messages.tell(
        {official.pk: official for official in audience}.values(),
        deadline,
        stage.key,
        title=f"{stage.words}：{deadline.title}",
        text=(
            f"{deadline.title}，{deadline.limit.name}，截止日 {deadline.due_on}"
            f"{'（暂定）' if deadline.is_provisional else ''}，{stage.words}。"
        ),
    )
