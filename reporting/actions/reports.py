"""A report's way: written by clerks, submitted by a reviewer, taken or returned by the credit office."""

from django.db import transaction
from django.utils import timezone

from registry import deadlines, trail
from registry.errors import Refused, refuse_any
from registry.models import Official
from registry.workflow import move
from reporting import figures, rules
from reporting.models import Example, MonthlyReport, Remark

from .months import AGAIN, LIMIT, begin

PARTS = ["progress", "problems", "plans"]
Status = MonthlyReport.Status


@transaction.atomic
def write(report: MonthlyReport, *, by: Official, **parts: str):
    """Put the narrative `parts` (progress, problems, plans) into `report` while it may be written.

    Raises Refused once it is submitted; who writes it may not submit it.
    """
    report.refresh_from_db(from_queryset=MonthlyReport.objects.select_for_update())
    if report.status not in MonthlyReport.EDITABLE:
        raise Refused(
            f"{report}{report.get_status_display()}，不能修改。需要修改的，请联系信用办退回。"
        )
    changed = [name for name in PARTS if name in parts and parts[name] != getattr(report, name)]  # fmt: skip
    if not changed:
        return
    before = {name: getattr(report, name) for name in changed}
    for name in changed:
        setattr(report, name, parts[name])
    report.full_clean()
    report.save(update_fields=changed)
    after = {name: parts[name] for name in changed}
    trail.record(report, "edited", by=by, before=before, after=after)


@transaction.atomic
def submit(report: MonthlyReport, *, by: Official):
    """Send `report` to the credit office; its figures are frozen as of the month's end (四(四)).

    Raises Refused with everything that is missing: narrative, a good and a bad example whose
    entries stand, another hand than the writer's.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    report.refresh_from_db(from_queryset=MonthlyReport.objects.select_for_update())
    refuse_any(rules.month_obstacles(report.period, on=on))
    refuse_any(obstacles(report, by=by, at=at))
    move(
        report,
        Status.SUBMITTED,
        by=by,
        submitted_at=at,
        submitted_by=by,
        first_submitted_on=report.first_submitted_on or on,
        figures=figures.of(report.department, report.period),
    )
    for code in (LIMIT, AGAIN):
        deadlines.meet(report, code, on=on)


def obstacles(report, *, by, at):
    """Everything that `report` lacks at the instant `at`."""
    actors = trail.actors(MonthlyReport, [report.pk], ["edited"]).get(report.pk, set())
    chosen = Example.objects.of_month(report.department_id, report.period).reviewed()
    standing = chosen.standing(at)
    spoiled = [
        f"{example}所依据的条目 {example.entry_id} 已经退出、暂停或者更正，不再计入。"
        for example in chosen.exclude(pk__in=standing)
    ]
    kinds = list(standing.values_list("polarity", flat=True))
    return rules.submission_obstacles(
        report,
        by=by,
        actors=actors,
        good=kinds.count(Example.Polarity.GOOD),
        bad=kinds.count(Example.Polarity.BAD),
        spoiled=spoiled,
    )


@transaction.atomic
def accept(report: MonthlyReport, *, by: Official):
    """Take `report` as the department's word for the month."""
    move(report, Status.ACCEPTED, by=by, decided_at=timezone.now(), decided_by=by)


@transaction.atomic
def return_to_department(report: MonthlyReport, *, by: Official, reason: str):
    """Return `report` to its department with the reason; a short clock runs for the second try."""
    at = timezone.now()
    move(
        report,
        Status.RETURNED,
        by=by,
        reason=reason,
        decided_at=at,
        decided_by=by,
        return_reason=reason,
    )
    begin(report, AGAIN, on=timezone.localdate(at), event="月报被退回", by=by)


@transaction.atomic
def remark(report: MonthlyReport, *, by: Official, figure: str, text: str) -> Remark:
    """Write beside the figure `figure` of `report` what the department says of it; it stays as it is."""
    if figure not in figures.BY_CODE:
        raise Refused("没有这个数据项，请从列表中选择。")
    made = Remark.objects.create(
        report=report, figure=figure, text=text, at=timezone.now(), by=by
    )
    trail.record(report, "remarked", by=by, after={"figure": figure}, reason=text)
    return made
