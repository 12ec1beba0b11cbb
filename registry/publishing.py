"""Publishing a document: first the public can read it, then it takes effect (一；三(三))."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction

from .errors import refuse_any
from .models import Official
from .models.published import Published, PublishedQuerySet
from .workflow import move


def publication_obstacles(
    document: Published,
    *,
    by: Official | None,
    published_on: date,
    published_where: str,
    valid_from: date,
    on: date,
) -> Iterator[str]:
    """Why `by` may not publish `document` with these particulars on the day `on`."""
    if not published_where:
        yield f"请填写公布载体（网址或文号），未向社会公布的{document.NOUN}不得施行。"
    if valid_from < published_on:
        yield (
            f"施行日期 {valid_from} 早于公布日期 {published_on}："
            f"{document.FULL_NOUN or document.NOUN}应先公布、后施行。"
        )
    if published_on > on:
        yield f"公布日期 {published_on} 晚于今天，请在公布后登记。"
    if by is not None and by.pk == document.drafted_by_id:
        yield f"起草人不能公布自己起草的{document.NOUN}，请由其他工作人员办理。"


@transaction.atomic
def publish(
    document: Published,
    *,
    by: Official | None,
    published_on: date,
    published_where: str,
    valid_from: date,
    on: date,
    obstacles: Iterable[str] = (),
) -> None:
    """Publish the draft `document`, which the public can read at `published_where`.

    It counts from `valid_from` on; `on` is today. `obstacles` are more reasons against it, which
    only its kind has. Raises Refused with every reason against it.
    """
    particulars = {
        "published_on": published_on,
        "published_where": published_where,
        "valid_from": valid_from,
    }
    usual = publication_obstacles(document, by=by, on=on, **particulars)
    refuse_any([*usual, *obstacles])
    move(document, document.Status.PUBLISHED, by=by, **particulars)


@transaction.atomic
def replace_earlier(
    document: Published,
    earlier: PublishedQuerySet,
    *,
    to: str,
    by: Official | None,
    reason: str,
) -> None:
    """Move the published ones of `earlier` to their last state `to`: `document` replaces them.

    They end the day before `document` takes effect; one that would have begun only later ends on
    its own first day, so that its dates stay in order.
    """
    eve = document.valid_from - timedelta(days=1)
    published = earlier.filter(status=document.Status.PUBLISHED)
    for one in published.exclude(pk=document.pk):
        move(one, to, by=by, reason=reason, valid_to=max(eve, one.valid_from))
