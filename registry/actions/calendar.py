"""Keeping the working-day calendar; each change gives the year a new edition."""

from django.db import transaction
from django.db.models import F

from registry import trail
from registry.errors import Refused
from registry.models import CalendarDay, CalendarYear, Official

from .reference import field_values, save


@transaction.atomic
def save_year(year: CalendarYear, *, by: Official | None) -> None:
    """Save the `year`. Raises Refused for an official one without the notice of the State Council."""
    if year.state == CalendarYear.State.OFFICIAL and not (
        year.notice_no and year.notice_on
    ):
        raise Refused("状态为“已公布”的年份，须填写国务院办公厅通知文号和日期。")
    is_new = year._state.adding
    if not is_new:
        year.edition = F("edition") + 1
    year.save()
    year.refresh_from_db()
    trail.record(
        year, "added" if is_new else "changed", by=by, after=field_values(year)
    )


@transaction.atomic
def save_day(day: CalendarDay, *, by: Official | None) -> None:
    """Save a `day` that differs from the ordinary week."""
    save(day, by=by)
    _new_edition(day.date.year)


@transaction.atomic
def remove_day(day: CalendarDay, *, by: Official | None) -> None:
    """Let `day` be an ordinary day of the week again."""
    trail.record(day, "removed", by=by, before=field_values(day))
    day.delete()
    _new_edition(day.date.year)


def _new_edition(number):
    # By the edition computed deadlines know that they have to be computed again.
    year, is_new = CalendarYear.objects.get_or_create(
        year=number, defaults={"state": CalendarYear.State.PROVISIONAL}
    )
    if not is_new:
        CalendarYear.objects.filter(pk=year.pk).update(edition=F("edition") + 1)
