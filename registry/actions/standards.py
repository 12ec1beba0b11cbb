"""A standard's life: drafted, published, then in force, at last retired."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from registry import publishing, trail
from registry.errors import Refused
from registry.models import Official, Standard
from registry.signals import standard_published
from registry.workflow import move

from .entries.drafting import plain

TERMS = [
    "name",
    "list_kind",
    "subject_kinds",
    "category",
    "severity",
    "conditions",
    "legal_basis",
    "term_months",
    "term_runs_from",
    "is_public",
    "public_min_months",
    "public_max_months",
    "public_runs_from",
    "citation",
    "statement_workdays",
    "urgent_exception",
    "batch_limit",
    "repairable",
    "not_repairable_reason",
    "provisional",
]


@transaction.atomic
def draft(standard: Standard, *, by: Official | None) -> Standard:
    """Keep the unsaved `standard` as a draft; no decision may be made under it yet."""
    standard.drafted_at, standard.drafted_by = timezone.now(), by
    standard.full_clean(exclude=["drafted_by"])
    standard.save()
    trail.record(
        standard,
        "drafted",
        by=by,
        after={name: getattr(standard, name) for name in TERMS},
    )
    return standard


@transaction.atomic
def edit(standard: Standard, *, by: Official, changes: dict) -> None:
    """Put other terms into the draft `standard`; a published version is only ever revised.

    `changes` maps names of TERMS, or `field`, to values. Who edits it may not publish it.
    """
    standard.refresh_from_db(from_queryset=Standard.objects.select_for_update())
    if standard.status != Standard.Status.DRAFT:
        raise Refused("已公布的标准不能修改，请修订为新版本。")
    names = [name for name in [*TERMS, "field"] if name in changes]
    before = {name: plain(getattr(standard, name)) for name in names}
    for name in names:
        setattr(standard, name, changes[name])
    standard.full_clean(exclude=["drafted_by"])
    standard.save(update_fields=names)
    after = {name: plain(getattr(standard, name)) for name in names}
    trail.record(standard, "edited", by=by, before=before, after=after)


@transaction.atomic
def publish(
    standard: Standard,
    *,
    by: Official | None,
    published_on: date,
    published_where: str,
    valid_from: date,
) -> None:
    """Publish `standard`: from `valid_from` on, decisions may be made under it (一；三(二)).

    `published_where` says where the public could read it since `published_on`. The version
    before it ends the day before. Raises Refused where it would take effect before it was
    public, or `by` drafted or edited it.
    """
    actors = trail.actors(Standard, [standard.pk], ["edited"]).get(standard.pk, set())
    if by is not None and by.pk in actors | {standard.drafted_by_id}:
        raise Refused("起草人和修改人不能公布自己经手的标准，请由其他工作人员办理。")
    publishing.publish(
        standard,
        by=by,
        published_on=published_on,
        published_where=published_where,
        valid_from=valid_from,
        on=timezone.localdate(),
    )
    publishing.replace_earlier(
        standard,
        Standard.objects.filter(code=standard.code, version__lt=standard.version),
        to=Standard.Status.RETIRED,
        by=by,
        reason=f"由第{standard.version}版取代",
    )
    standard_published.send(Standard, standard=standard, by=by, at=timezone.now())


@transaction.atomic
def revise(standard: Standard, *, by: Official) -> Standard:
    """Begin the next version of `standard` as a draft with the same text."""
    top = Standard.objects.filter(code=standard.code).aggregate(top=Max("version"))[
        "top"
    ]
    copied = {name: getattr(standard, name) for name in TERMS}
    return draft(
        Standard(
            code=standard.code,
            version=top + 1,
            department=standard.department,
            field=standard.field,
            **copied,
        ),
        by=by,
    )


@transaction.atomic
def retire(
    standard: Standard, *, by: Official | None, valid_to: date, reason: str
) -> None:
    """End `standard`: no decision later than `valid_to` may be made under it; its entries stay in effect."""
    move(
        standard,
        Standard.Status.RETIRED,
        by=by,
        reason=reason,
        valid_to=valid_to,
    )
