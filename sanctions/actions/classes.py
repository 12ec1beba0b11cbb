"""Schemes of classification: drafted, published, followed by the next; and the State's grades."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

import registry.actions
from registry import publishing, trail
from registry.errors import Refused
from registry.models import Official, Subject, SubjectKind
from sanctions import rules
from sanctions.models import Band, NationalGrade, Scheme


@transaction.atomic
def draft_scheme(scheme: Scheme, *, by: Official | None, bands=()) -> Scheme:
    """Keep the unsaved `scheme` as its department's next version, a draft, with its unsaved `bands`."""
    top = Scheme.objects.filter(department=scheme.department).aggregate(
        top=Max("version")
    )["top"]
    scheme.version = (top or 0) + 1
    scheme.drafted_at, scheme.drafted_by = timezone.now(), by
    scheme.full_clean(exclude=["drafted_by"])
    scheme.save()
    trail.record(scheme, "drafted", by=by, after={"name": scheme.name})
    for band in bands:
        band.scheme = scheme
        save_band(band, by=by)
    return scheme


@transaction.atomic
def save_band(band: Band, *, by: Official | None) -> Band:
    """Add `band` to its draft scheme, or change it there."""
    if band.scheme.status != Scheme.Status.DRAFT:
        raise Refused(f"“{band.scheme}”已经公布，不能修改，请起草新版本。")
    band.full_clean()
    registry.actions.reference.save(band, by=by)
    return band


@transaction.atomic
def publish_scheme(
    scheme: Scheme,
    *,
    by: Official | None,
    published_on: date,
    published_where: str,
    valid_from: date,
) -> None:
    """Publish `scheme`: subjects are classed by it from `valid_from` on; the version before ends."""
    publishing.publish(
        scheme,
        by=by,
        published_on=published_on,
        published_where=published_where,
        valid_from=valid_from,
        on=timezone.localdate(),
        obstacles=rules.scheme_obstacles(list(scheme.bands.order_by("rank"))),
    )
    publishing.replace_earlier(
        scheme,
        Scheme.objects.filter(department=scheme.department),
        to=Scheme.Status.REPLACED,
        by=by,
        reason=f"由第{scheme.version}版取代",
    )


@transaction.atomic
def record_grade(
    subject: Subject, *, grade: str, source: str, graded_on: date, by: Official
) -> NationalGrade:
    """Keep the State's own grade of an enterprise, to be shown with source and date."""
    if subject.kind == SubjectKind.PERSON:
        raise Refused("国家公共信用综合评价只评企业，不登记自然人等级。")
    at = timezone.now()
    if graded_on > timezone.localdate(at):
        raise Refused(f"评价日期 {graded_on} 晚于今天。")
    made = NationalGrade(
        subject=subject,
        grade=grade,
        source=source,
        graded_on=graded_on,
        recorded_at=at,
        recorded_by=by,
    )
    made.full_clean()
    made.save()
    trail.record(made, "added", by=by, after={"grade": grade, "source": source})
    return made
