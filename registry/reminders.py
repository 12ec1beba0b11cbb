"""Who is reminded of which deadline on which day: computed from its state, however often it runs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from . import messages, workdays
from .models import Deadline, Department, Message, Official
from .roles import CLERKS, OFFICE, REVIEWERS

CHUNK = 500


class ReminderStage(NamedTuple):
    """A reminder that falls due: its name, its day, and whether reviewers and the office get it."""

    key: str
    on: date
    words: str
    reviewer: bool = False
    office: bool = False


class Reminder(NamedTuple):
    """One deadline whose newest stage is due, and the officials who have no message of it yet."""

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
    """The reminders of all open deadlines that are to be sent on `on` and have not been.

    After an outage the newest stage stands for those missed. Reads CHUNK deadlines at a time.
    """
    calendar, audiences = workdays.load(), Audiences()
    rows = Deadline.objects.open().filter(paused_on__isnull=True)
    rows = rows.select_related("limit", "department", "handler").order_by("pk")
    running = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(running, CHUNK)):
        sent = already_sent(chunk)
        for deadline in chunk:
            reached = stages(deadline, calendar, on)
            if not reached:
                continue
            stage = reached[-1]
            informed = sent[deadline.pk, stage.key]
            others = [
                official
                for official in audiences.of(deadline, stage)
                if official.pk not in informed
            ]
            if others:
                yield Reminder(deadline, stage, others)


def remind(on: date) -> int:
    """Send the reminders that are due on `on`; returns the number of deadlines they are about.

    An official gets each stage once, however often this runs.
    """
    return len(notify(due(on)))


def notify(reminders: Iterable[Reminder]) -> list[Reminder]:
    """Write the messages of `reminders`; returns the reminders."""
    sent = []
    for one in reminders:
        messages.notify(
            one.to, one.deadline, one.stage.key, title=one.title, text=one.text
        )
        sent.append(one)
    return sent


def already_sent(chunk: list[Deadline]) -> dict[tuple[int, str], set[int]]:
    """Who has a message of which stage of the deadlines `chunk`: {(deadline, stage): {official}}."""
    there = Message.objects.filter(
        of=Deadline._meta.label_lower, of_pk__among=[one.pk for one in chunk]
    )
    sent = defaultdict(set)
    for pk, stage, official in there.values_list("of_pk", "stage", "official_id"):
        sent[pk, stage].add(official)
    return sent


class Audiences:
    """The officials of departments, each read once in a run."""

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
