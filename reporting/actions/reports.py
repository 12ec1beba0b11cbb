"""Monthly reports: written by clerks, submitted by a reviewer, accepted or returned by the credit office."""

from collections.abc import Iterator
from datetime import datetime

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
def write(report: MonthlyReport, *, by: Official, **parts: str) -> None:
    """Put the narrative `parts` (progress, problems, plans) into `report`.

    Who writes it may not submit it. Raises Refused once it is submitted.
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
def submit(report: MonthlyReport, *, by: Official) -> None:
    """Submit `report` to the credit office; its figures are frozen as of the month's end (四(四)).

    Raises Refused with everything that is missing: the narrative, a good and a bad example whose
    entries have effect, an official who did not write it.
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


def obstacles(
    report: MonthlyReport, *, by: Official | None, at: datetime
) -> Iterator[str]:
    """What `report` lacks at the instant `at` before `by` may submit it, one sentence each.

    `by` is None where nobody in particular is about to submit it.
    """
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
def accept(report: MonthlyReport, *, by: Official) -> None:
    """Accept the submitted `report`; it is final."""
    move(report, Status.ACCEPTED, by=by, decided_at=timezone.now(), decided_by=by)


@transaction.atomic
def return_to_department(report: MonthlyReport, *, by: Official, reason: str) -> None:
    """Return `report` to its department with the reason; a short deadline begins for the next try."""
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
    """Add the department's remark to the figure with the code `figure`; the figure itself is unchanged.

    Raises Refused where there is no such figure.
    """
    if figure not in figures.BY_CODE:
        raise Refused("没有这个数据项，请从列表中选择。")
    made = Remark.objects.create(
        report=report, figure=figure, text=text, at=timezone.now(), by=by
    )
    trail.record(report, "remarked", by=by, after={"figure": figure}, reason=text)
    return made
