"""The catalogue of measures: compiled, published edition by edition, measures withdrawn (三(三))."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import publishing, trail
from registry.errors import Refused, refuse_any
from registry.models import Official
from sanctions import rules
from sanctions.models import Basis, Edition, Measure

COPIED = [
    "code", "name", "content", "polarity", "force", "kind", "subject_kinds", "roles",
    "carried_by", "document", "article", "level", "clause", "remark",
]  # fmt: skip


@transaction.atomic
def draft_edition(
    *, name: str, note: str = "", by: Official | None, like: Edition | None = None
) -> Edition:
    """Begin a new edition, with the measures of `like` where one is given; no order is made under it yet."""
    edition = Edition(name=name, note=note, drafted_at=timezone.now(), drafted_by=by)
    edition.full_clean(exclude=["drafted_by"])
    edition.save()
    trail.record(edition, "drafted", by=by, after={"name": name})
    if like is not None:
        for measure in like.measures.filter(valid_to__isnull=True):
            copy_measure(measure, edition, by=by)
    return edition


def copy_measure(measure: Measure, edition: Edition, *, by: Official | None) -> None:
    """Add a copy of `measure`, with its bases and implementers, to the draft `edition`."""
    copied = Measure(
        edition=edition, **{name: getattr(measure, name) for name in COPIED}
    )
    bases = list(measure.bases.values_list("document", "article", "level"))
    save_measure(
        copied, implementers=list(measure.implementers.all()), bases=bases, by=by
    )


@transaction.atomic
def save_measure(
    measure: Measure, *, by: Official | None, implementers=None, bases=None
) -> Measure:
    """Add `measure` to its draft edition, or change it there.

    `implementers` are departments, `bases` more (document, article, level); None leaves them.
    Raises Refused for a published edition, for a measure without basis, for a mandatory one that
    is based on less than a law, regulation or State-level document or is a guided body's.
    """
    if measure.edition.status != Edition.Status.DRAFT:
        raise Refused(
            f"《{measure.edition}》已经公布，不能增改其中的措施，请编制新版次。"
        )
    units = implementers
    if units is None:
        units = list(measure.implementers.all()) if measure.pk else []
    refuse_any(rules.measure_obstacles(measure, implementers=units))
    measure.full_clean()
    registry.actions.reference.save(measure, by=by)
    if implementers is not None:
        measure.implementers.set(implementers)
    if bases is not None:
        measure.bases.all().delete()
        Basis.objects.bulk_create(
            Basis(measure=measure, document=document, article=article, level=level)
            for document, article, level in bases
        )
    return measure


@transaction.atomic
def publish_edition(
    edition: Edition,
    *,
    by: Official | None,
    published_on: date,
    published_where: str,
    valid_from: date,
) -> None:
    """Publish `edition`: from `valid_from` on, new orders take its measures.

    The edition before ends the day before. Measures that go on in the new one stay good for
    the orders made under them; those that do not are withdrawn with it.
    """
    measures = list(edition.measures.prefetch_related("implementers"))
    publishing.publish(
        edition,
        by=by,
        published_on=published_on,
        published_where=published_where,
        valid_from=valid_from,
        on=timezone.localdate(),
        obstacles=edition_obstacles(measures),
    )
    edition.measures.update(valid_from=valid_from)
    replace_earlier(edition, {measure.code for measure in measures}, by=by)


def edition_obstacles(measures: Iterable[Measure]) -> Iterator[str]:
    """What is wrong with the `measures` of an edition that is to be published."""
    if not measures:
        yield "清单中没有措施，不能公布。"
    for measure in measures:
        yield from rules.measure_obstacles(
            measure, implementers=measure.implementers.all()
        )


def replace_earlier(edition: Edition, codes: set[str], *, by: Official | None) -> None:
    """End the editions before `edition`, and those of their measures that are not among `codes`.

    A measure that `edition` has again stays in force in its old edition too, so that the orders
    made under it can still be executed.
    """
    publishing.replace_earlier(
        edition,
        Edition.objects.all(),
        to=Edition.Status.REPLACED,
        by=by,
        reason=f"由《{edition}》取代",
    )
    gone = Measure.objects.filter(
        edition__status=Edition.Status.REPLACED, valid_to__isnull=True
    )
    gone.exclude(code__in=codes).update(
        valid_to=edition.valid_from - timedelta(days=1),
        withdrawn_because=f"未列入《{edition}》",
    )


@transaction.atomic
def withdraw_measure(
    measure: Measure, *, by: Official, since: date, reason: str
) -> None:
    """Apply `measure` no more from the day `since` on, in every edition: its basis is gone.

    Orders under it cannot be executed from that day; those executed are to be lifted.
    """
    if not reason:
        raise Refused("请填写停用理由。")
    if measure.edition.status == Edition.Status.DRAFT:
        raise Refused("尚未公布的措施不需要停用，可以直接修改。")
    if since < timezone.localdate():
        raise Refused(f"停用日期 {since} 早于今天，不能溯及既往。")
    same = Measure.objects.filter(code=measure.code, valid_from__isnull=False)
    last = since - timedelta(days=1)
    for one in same.exclude(valid_to__lt=last).select_for_update(of=("self",)):
        before = {"valid_to": one.valid_to and str(one.valid_to)}
        one.valid_to, one.withdrawn_because = last, reason
        one.save(update_fields=["valid_to", "withdrawn_because"])
        after = {"valid_to": str(last)}
        trail.record(one, "withdrawn", by=by, before=before, after=after, reason=reason)
    measure.refresh_from_db()
