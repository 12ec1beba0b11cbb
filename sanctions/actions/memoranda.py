"""Memoranda: drafted with their provisions, published with dates, ended (三(三), 三(六))."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import publishing, trail
from registry.errors import Refused, refuse_any
from registry.models import Official
from registry.workflow import move
from sanctions import rules
from sanctions.models import Memorandum, Provision


@transaction.atomic
def draft(memorandum: Memorandum, *, standards, by: Official | None) -> Memorandum:
    """Keep the unsaved `memorandum` as a draft that covers `standards`."""
    memorandum.drafted_at, memorandum.drafted_by = timezone.now(), by
    memorandum.full_clean(exclude=["drafted_by"])
    memorandum.save()
    memorandum.standards.set(standards)
    after = {"title": memorandum.title, "standards": [str(one) for one in standards]}
    trail.record(memorandum, "drafted", by=by, after=after)
    return memorandum


@transaction.atomic
def edit(memorandum: Memorandum, *, by: Official, standards=None) -> None:
    """Keep changes to the draft `memorandum`, and the `standards` that it covers from now on."""
    refuse_unless_draft(memorandum)
    registry.actions.reference.save(memorandum, by=by)
    if standards is not None:
        memorandum.standards.set(standards)
        after = {"standards": [str(one) for one in standards]}
        trail.record(memorandum, "edited", by=by, after=after)


def refuse_unless_draft(memorandum: Memorandum) -> None:
    """Lock the row of `memorandum`; raise Refused where it is published already."""
    rows = Memorandum.objects.filter(pk=memorandum.pk).select_for_update()
    if rows.values_list("status", flat=True).get() != Memorandum.Status.DRAFT:
        raise Refused(f"《{memorandum}》已经公布，不能修改；请终止后另行起草。")


@transaction.atomic
def save_provision(provision: Provision, *, by: Official | None) -> Provision:
    """Add `provision` to its draft memorandum, or change it there."""
    refuse_unless_draft(provision.memorandum)
    units = {one.pk for one in provision.measure.implementers.all()}
    refuse_any(rules.provision_obstacles(provision, implementers=units))
    provision.full_clean()
    registry.actions.reference.save(provision, by=by)
    return provision


@transaction.atomic
def drop_provision(provision: Provision, *, by: Official) -> None:
    """Take `provision` out of its draft memorandum."""
    refuse_unless_draft(provision.memorandum)
    trail.record(provision, "removed", by=by, before={"provision": str(provision)})
    provision.delete()


@transaction.atomic
def publish(
    memorandum: Memorandum,
    *,
    by: Official | None,
    published_on: date,
    published_where: str,
    valid_from: date,
) -> None:
    """Publish `memorandum`: from `valid_from` on, entries of its standards trigger its measures."""
    publishing.publish(
        memorandum,
        by=by,
        published_on=published_on,
        published_where=published_where,
        valid_from=valid_from,
        on=timezone.localdate(),
        obstacles=memorandum_obstacles(memorandum),
    )


def memorandum_obstacles(memorandum: Memorandum) -> Iterator[str]:
    """What is missing in a memorandum that is to be published."""
    provisions = list(memorandum.provisions.select_related("measure"))
    if not provisions:
        yield "备忘录没有列出措施，不能公布。"
    if not memorandum.standards.exists():
        yield "备忘录没有列出适用的认定标准。"
    for one in provisions:
        if one.measure.valid_from is None:
            yield f"措施“{one.measure}”所在的清单尚未公布，备忘录不能据以公布。"


@transaction.atomic
def end(memorandum: Memorandum, *, by: Official, valid_to: date, reason: str) -> None:
    """End `memorandum`: entries published after `valid_to` trigger nothing under it; orders stand."""
    if not reason:
        raise Refused("请填写终止理由。")
    if memorandum.valid_from and valid_to < memorandum.valid_from:
        raise Refused(f"终止日期不能早于生效日期 {memorandum.valid_from}。")
    move(memorandum, Memorandum.Status.ENDED, by=by, reason=reason, valid_to=valid_to)
