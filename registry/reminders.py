"""Who is reminded of which deadline on which day; computed from its state, whatever has run before."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from . import messages, workdays
from .models import Deadline, Department, Message, Official
from .roles import CLERKS, OFFICE, REVIEWERS

CHUNK = 500


class ReminderStage(NamedTuple):
    """A reminder that falls due: its name, its day, and whether superiors hear of it."""

    key: str
    on: date
    words: str
    reviewer: bool = False
    office: bool = False


class Reminder(NamedTuple):
    """One deadline whose newest stage is due, and the officials who have not heard of it."""

    deadline: Deadline
    stage: ReminderStage
    to: list[Official]

    @property
    def title(self):
        return f"{self.stage.words}：{self.deadline.title}"

    @property
    def text(self):
        deadline = self.deadline
        provisional = "（暂定）" if deadline.is_provisional else ""
        return (
            f"{deadline.title}，{deadline.limit.name}，截止日 {deadline.due_on}"
            f"{provisional}，{self.stage.words}。"
        )


def stages(deadline, calendar, on: date) -> list[ReminderStage]:
    """Every reminder of `deadline` that has fallen due by `on`, in order of days.

    How many working days before the last one is data of its limit. Where the last day is none
    on which offices work, the last one on which they do has a reminder of its own.
    """
    due, start, limit = deadline.due_on, deadline.started_on, deadline.limit
    span = calendar.between(start, due)
    planned = [ReminderStage("notice", start, "已开始计时")]
    if limit.remind_half and span >= 2:
        half = calendar.subtract(due, span - span // 2)
        planned.append(ReminderStage("half", half, "期限已过半"))
    last = calendar.subtract(due, 0)
    planned += [
        ReminderStage(f"before-{n}", calendar.subtract(due, n), f"还剩 {n} 个工作日")
        for n in limit.remind_before
        if n < span
    ]
    if last != due:
        words = "截止日不是工作日，今天是最后一个工作日"
        planned.append(ReminderStage("last-workday", last, words, reviewer=True))
    planned.append(ReminderStage("due", due, "今天到期", reviewer=True))
    late = calendar.between(due, on)
    if late >= 1:
        words = f"已逾期 {late} 个工作日"
        planned.append(
            ReminderStage(f"late-{late}", on, words, reviewer=True, office=True)
        )
    reached = [stage for stage in planned if stage.on <= on]
    return sorted(reached, key=lambda stage: stage.on)


def due(on: date) -> Iterator[Reminder]:
    """What of every open deadline is to be told on `on` and has not been, to whom.

    After an outage the newest stage stands for those missed.
    """
    calendar, audiences = workdays.load(), Audiences()
    rows = Deadline.objects.open().filter(paused_on__isnull=True)
    rows = rows.select_related("limit", "department", "handler").order_by("pk")
    running = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(running, CHUNK)):
        told = already_sent(chunk)
        for deadline in chunk:
            reached = stages(deadline, calendar, on)
            if not reached:
                continue
            stage = reached[-1]
            known = told[deadline.pk, stage.key]
            unaware = [
                official
                for official in audiences.of(deadline, stage)
                if official.pk not in known
            ]
            if unaware:
                yield Reminder(deadline, stage, unaware)


def remind(on: date) -> int:
    """Remind of every open deadline what is due on `on`; returns the number of deadlines told.

    A stage is told to an official once, however often this runs.
    """
    return len(notify(due(on)))


def notify(reminders) -> list[Reminder]:
    """Put each of `reminders` on the desks of those who have not heard; returns them."""
    told = []
    for one in reminders:
        messages.notify(
            one.to, one.deadline, one.stage.key, title=one.title, text=one.text
        )
        told.append(one)
    return told


def already_sent(chunk):
    """Who has heard of which stage of each deadline of `chunk`: {(deadline, stage): {official}}."""
    lying = Message.objects.filter(
        of=Deadline._meta.label_lower, of_pk__among=[one.pk for one in chunk]
    )
    told = defaultdict(set)
    for pk, stage, official in lying.values_list("of_pk", "stage", "official_id"):
        told[pk, stage].add(official)
    return told


class Audiences:
    """The officials of departments, asked for once in a sweep."""

    def __init__(self):
        self.known = {}
        kind = Department.Kind.CREDIT_OFFICE
        self.office = list(messages.officials_of_kind(kind, OFFICE))

    def of(self, deadline, stage) -> list[Official]:
        """The handler (or the department's clerks), then the reviewers, then the credit office."""
        department = deadline.department
        audience = [deadline.handler] if deadline.handler else []
        audience = audience or list(self.members(department, CLERKS))
        if stage.reviewer:
            audience += self.members(department, REVIEWERS)
        if stage.office:
            audience += self.office
        return list({official.pk: official for official in audience}.values())

    def members(self, department, group):
        key = (department.pk, group)
        if key not in self.known:
            self.known[key] = list(messages.officials_of(department, group))
        return self.known[key]
