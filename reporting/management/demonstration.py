"""Monthly reporting in the demonstration: the real actions, each on the day it would have happened."""

from datetime import timedelta
from itertools import islice

from django.utils import timezone

from registry import messages, workdays
from registry.errors import CreditError
from registry.management.demonstration.acting import on_the_day
from registry.models import Department, Entry
from registry.roles import CLERKS, OFFICE, REVIEWERS
from reporting import actions
from reporting.models import Example, MonthlyReport, Plan, ReportingDuty, Supervision
from reporting.months import Month, newest

MONTHS, UNITS, PLANS = 2, 6, 2
# Positions in the list of departments, for what happens to their reports.
MISSING, RETURNED, ACCEPTED, LATE = 0, 1, 2, 3
PROGRESS = (
    "本月继续推进信用信息归集共享，名单信息均在作出决定后及时报送。（演示）\n"
    "在行政审批和采购招标中查询信用记录，对守信主体优化办理流程。（演示）"
)


def play(today) -> int:
    """Report for the last months as far as there are entries for examples; returns the number of reports."""
    calendar = workdays.load()
    last = Month.of(today).previous
    office = messages.officials_of_kind(Department.Kind.CREDIT_OFFICE, OFFICE).first()
    reported, parts = 0, list(islice(units(), UNITS))
    for month in reversed(newest(last, MONTHS)):
        with on_the_day(calendar.subtract(month.next.first, 0)):
            actions.months.open_month(month, by=None)
        for place, unit in enumerate(parts):
            day = day_of(month, place, calendar, is_last=month == last)
            if day is not None and day <= today:
                decide = decision_on(place, is_last=month == last)
                reported += report(unit, month, day, office, decide)
    for place, unit in enumerate(parts[:PLANS]):
        plan(unit, calendar.subtract(today, 40), today, done=place == 0)
    talk(office, parts[MISSING], last, today)
    return reported


def plan(unit, day, today, *, done):
    """A plan under way, one task of which is done or late."""
    department, clerk, reviewer = unit
    with on_the_day(day):
        made = actions.plans.save(
            Plan(
                title=f"{department}守信激励和失信惩戒落实方案（演示）",
                starts_on=day,
                ends_on=day + timedelta(days=365),
                goals="名单信息当日报送，异议按期核实，措施依法执行并按期解除。（演示）",
            ),
            by=clerk,
        )
        for name, days in [("梳理认定标准", 20), ("与审批系统对接信用核查", 120)]:
            actions.plans.add_task(made, by=clerk, name=name, owner="法规处", due_on=day + timedelta(days=days))  # fmt: skip
        actions.plans.file(made, by=reviewer)
    with on_the_day(today):
        task = made.tasks.first()
        text = "已完成梳理并公布。（演示）" if done else "正在征求意见。（演示）"
        actions.plans.record_progress(made, by=clerk, task=task, text=text, done=done)


def talk(office, unit, month, today):
    """A talk with the department whose report is missing, a draft for another official to issue."""
    with on_the_day(today):
        actions.supervisions.save(
            Supervision(
                kind=Supervision.Kind.TALK,
                department=unit[0],
                starts_on=month.january.first,
                ends_on=month.last,
                facts=f"{month}月报逾期未报。（演示）",
                demands="请在 5 个工作日内补报，并说明原因。（演示）",
                talk_on=today + timedelta(days=3),
            ),
            by=office,
        )


def day_of(month, place, calendar, *, is_last):
    """The day on which the department at `place` reports: most in time, one late; None for not yet."""
    if place == MISSING and is_last:
        return None
    late = place == LATE and not is_last
    return calendar.add(month.next.first, 17 if late else 6 + place % 6).due


def decision_on(place, *, is_last):
    """What the credit office does with the report of the department at `place`."""
    if not is_last:
        return actions.reports.accept
    return {RETURNED: return_to_department, ACCEPTED: actions.reports.accept}.get(place)


def return_to_department(one, *, by):
    reason = "工作进展请补充本月联合奖惩的具体情况。（演示）"
    actions.reports.return_to_department(one, by=by, reason=reason)


def units():
    """Yield the departments that report and have both a clerk and a reviewer, with these two."""
    duties = ReportingDuty.objects.select_related("department").order_by("department")
    for duty in duties:
        clerk = messages.officials_of(duty.department, CLERKS).first()
        reviewer = messages.officials_of(duty.department, REVIEWERS).first()
        if clerk and reviewer:
            yield duty.department, clerk, reviewer


def report(unit, month, day, office, decide) -> int:
    """Submit one department's report with two examples on `day`; returns 0 where an example is lacking."""
    department, clerk, reviewer = unit
    rows = MonthlyReport.objects.of(month).filter(department=department)
    one = rows.first()
    if one is None:
        return 0
    with on_the_day(day):
        for polarity in Example.Polarity.values:
            example(department, month, polarity, clerk, reviewer, office)
        actions.reports.write(one, by=clerk, progress=PROGRESS, problems="部分主体联系方式缺失。（演示）", plans="继续做好名单报送和异议核查。（演示）")  # fmt: skip
        try:
            actions.reports.submit(one, by=reviewer)
        except CreditError:
            return 0
        if decide is not None:
            decide(one, by=office)
    return 1


def example(department, month, polarity, clerk, reviewer, office):
    """Draft, approve and publish an example of `polarity` from an entry in effect, if there is one."""
    now = timezone.now()
    kinds = ["red", "good"] if polarity == "good" else ["black", "bad"]
    used = Example.objects.filter(month=month.first).values("entry")
    entries = Entry.objects.in_effect(now).filter(
        department=department, list_kind__in=kinds, cause=None, subject__kind="organisation"
    )  # fmt: skip
    entry = entries.exclude(pk__in=used).select_related("standard").order_by("-list_kind", "pk").first()  # fmt: skip
    if entry is None:
        return
    good = polarity == "good"
    title = "坚持诚信经营，受到表彰" if good else "严重失信，依法列入名单"
    made = actions.examples.draft(
        Example(
            entry=entry,
            title=f"{title}（演示）",
            story=f"{entry.facts}依照《{entry.standard.name}》认定，有关部门依法采取相应措施。（演示）",
            is_model=entry.list_kind == "red",
        ),
        month=month,
        by=clerk,
    )
    actions.examples.approve(made, by=reviewer)
    if Entry.objects.shown(now).filter(pk=entry.pk).exists():
        actions.examples.publish(
            made, by=office, basis=Example.Basis.LAW, basis_text="依法公示的名单信息（演示）"
        )  # fmt: skip
