"""Days by which something must be done: kept with what they were computed from, never hidden.

Whether a deadline is overdue is read off its dates; no job sets a flag.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from . import trail, workdays
from .errors import Refused
from .models import Deadline, Department, Limit, Official


class LastDay(NamedTuple):
    """A last day and whether it may still change when a year's calendar is published."""

    due_on: date
    is_provisional: bool


def limit_in_force(code: str, on: date) -> Limit:
    """The version of the limit `code` in force on the day `on`.

    Raises Refused where there is none.
    """
    limit = Limit.objects.in_force(on).filter(code=code).order_by("-valid_from").first()
    if limit is None:
        raise Refused(
            f"办理期限“{code}”在 {on} 没有有效规定，请联系信用办维护办理期限。"
        )
    return limit


def compute(limit: Limit, *, started_on: date, pauses: list, calendar) -> LastDay:
    """The last day of `limit` begun on `started_on`; days within `pauses` are not counted.

    The day of the event is day 0 (《民法典》第 201 条). `pauses` are pairs of ISO dates: the day
    on which the clock stopped and the day on which it went on.
    """
    if limit.unit == Limit.Unit.DAY:
        lost = sum((end - start).days for start, end in dated(pauses))
        return LastDay(started_on + timedelta(days=limit.number + lost), False)
    lost = sum(calendar.between(start, end) for start, end in dated(pauses))
    deadline = calendar.add(started_on, limit.number + lost)
    return LastDay(deadline.due, deadline.provisional)


def dated(pauses) -> list[tuple[date, date]]:
    """`pauses` as dates: they are kept as ISO text."""
    return [
        (date.fromisoformat(start), date.fromisoformat(end)) for start, end in pauses
    ]


@transaction.atomic
def begin(
    instance,
    code: str,
    *,
    started_on: date,
    event: str,
    title: str,
    department: Department,
    by: Official | None,
    handler: Official | None = None,
) -> Deadline:
    """Start the clock `code` for `instance` at `department`: `event` happened on `started_on`.

    `title` names the case on the board and in reminders, without anything personal. Raises
    Refused where no version of the limit is in force on `started_on`.
    """
    limit = limit_in_force(code, started_on)
    calendar = workdays.load()
    due = compute(limit, started_on=started_on, pauses=[], calendar=calendar)
    deadline = Deadline.objects.create(
        of=instance._meta.label_lower,
        of_pk=instance.pk,
        title=title,
        limit=limit,
        department=department,
        handler=handler,
        event=event,
        started_on=started_on,
        due_on=due.due_on,
        is_provisional=due.is_provisional,
        edition=calendar.edition,
    )
    trail.record(
        instance,
        "deadline_begun",
        by=by,
        after={"limit": code, "started_on": str(started_on), "due_on": str(due.due_on)},
    )
    return deadline


def current(instance, code: str) -> Deadline | None:
    """The open deadline `code` of `instance`, locked until the transaction ends, or None."""
    rows = Deadline.objects.open().of(instance).filter(limit__code=code)
    return rows.select_for_update(of=("self",)).first()


@transaction.atomic
def meet(instance, code: str, *, on: date) -> None:
    """Record that what the clock `code` of `instance` is for was done on the day `on`."""
    deadline = current(instance, code)
    if deadline is not None:
        deadline.met_on = on
        deadline.save(update_fields=["met_on"])


@transaction.atomic
def drop_all(instance, *, on: date) -> None:
    """End every open clock of `instance`, whose case has ended without them."""
    Deadline.objects.open().of(instance).update(dropped_on=on)


@transaction.atomic
def pause(instance, code: str, *, on: date, by: Official | None, reason: str) -> None:
    """Stop the clock `code` of `instance` on the day `on`, e.g. while the applicant supplements.

    Raises Refused where no such clock is running.
    """
    deadline = current(instance, code)
    if deadline is None or deadline.paused_on is not None:
        raise Refused("该事项没有正在计时的期限，不能中止计时。")
    deadline.paused_on = on
    deadline.save(update_fields=["paused_on"])
    trail.record(
        instance, "deadline_paused", by=by, after={"limit": code}, reason=reason
    )


@transaction.atomic
def resume(instance, code: str, *, on: date, by: Official | None) -> None:
    """Let the clock `code` of `instance` go on from the day `on`; the pause is added to its end.

    Raises Refused where the clock is not paused.
    """
    deadline = current(instance, code)
    if deadline is None or deadline.paused_on is None:
        raise Refused("该事项没有中止计时，不能恢复计时。")
    deadline.pauses = [*deadline.pauses, [str(deadline.paused_on), str(on)]]
    deadline.paused_on = None
    calendar = workdays.load()
    due = last_day_of(deadline, calendar)
    deadline.due_on, deadline.is_provisional = due
    deadline.edition = calendar.edition
    deadline.save()
    after = {"limit": code, "due_on": str(due.due_on)}
    trail.record(instance, "deadline_resumed", by=by, after=after)


def last_day_of(deadline: Deadline, calendar) -> LastDay:
    """The last day as `calendar` has it now, whatever was computed before."""
    return compute(
        deadline.limit,
        started_on=deadline.started_on,
        pauses=deadline.pauses,
        calendar=calendar,
    )


@transaction.atomic
def recompute(*, by: Official | None) -> int:
    """Compute every open deadline again after the calendar changed; returns how many moved.

    A provisional date becomes what the holiday notice says. A settled one moves only in favour of
    the applicant: an authority's never later, an applicant's never earlier.
    """
    calendar = workdays.load()
    moved = 0
    stale = Deadline.objects.open().exclude(edition=calendar.edition)
    for deadline in stale.select_related("limit").select_for_update(of=("self",)):
        before = deadline.due_on
        due = kinder(deadline, last_day_of(deadline, calendar))
        deadline.due_on, deadline.is_provisional = due
        deadline.edition = calendar.edition
        deadline.save(update_fields=["due_on", "is_provisional", "edition"])
        if deadline.due_on != before:
            moved += 1
            trail.record(
                deadline,
                "recomputed",
                by=by,
                before={"due_on": str(before)},
                after={"due_on": str(deadline.due_on)},
                reason="工作日历变更",
            )
    return moved


def kinder(deadline: Deadline, due: LastDay) -> LastDay:
    """`due`, or the day that stood before where that is better for the applicant."""
    if deadline.is_provisional:
        return due
    better = max if deadline.limit.side == Limit.Side.APPLICANT else min
    return LastDay(better(deadline.due_on, due.due_on), due.is_provisional)


def explain(deadline: Deadline) -> list[str]:
    """How the last day was computed, day by day, in sentences for officials and applicants."""
    limit = deadline.limit
    lines = [
        f"{deadline.event}：{deadline.started_on}，当日不计入。",
        f"{limit.name}期限 {limit.number} 个{limit.get_unit_display()}（{limit.citation}）。",
    ]
    calendar = workdays.load()
    for start, end in dated(deadline.pauses):
        lines.append(f"{start} 至 {end} 中止计时，不计入期限。")
    if limit.unit == Limit.Unit.WORKDAY:
        span = calendar.between(deadline.started_on, deadline.due_on)
        lines += [f"{step}。" for step in calendar.explain(deadline.started_on, span)]
    lines.append(f"截止日：{deadline.due_on}。")
    if deadline.is_provisional:
        years = calendar.unsettled_years(deadline.started_on, deadline.due_on)
        named = "、".join(map(str, years))
        lines.append(f"暂定：{named} 年放假安排尚未公布或录入，录入后将重新计算。")
    if deadline.paused_on:
        lines.append(f"自 {deadline.paused_on} 起中止计时。")
    return lines


def left(deadline: Deadline, on: date, calendar) -> int:
    """Working days from `on` to the last day; negative when past."""
    return calendar.between(on, deadline.due_on)
