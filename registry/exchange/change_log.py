"""Writing the change feed and the outbox for other systems, and how far each of them has read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from registry import writers
from registry.commit_order import Position
from registry.errors import Refused
from registry.models import Change, Delivery, FeedReader, Official, Subscription

IN_ONE_MESSAGE = 500  # entries


def record(what: str, pks, *, at: datetime, because: str = "") -> None:
    """Write the change `what` of the entries `pks` to the feed and to the outbox.

    In the transaction of the action: a change is announced exactly if it is committed.
    """
    lines = ((pk, what, because, at) for pk in pks)
    writers.insert(Change, ["entry_id", "what", "because", "at"], lines)
    deliver(what, pks, at=at)


def deliver(
    what: str,
    pks,
    *,
    at: datetime,
    subscriptions: Iterable[Subscription] | None = None,
) -> None:
    """Put messages about the entries `pks` into the outbox of each of `subscriptions` (all standing)."""
    if subscriptions is None:
        subscriptions = Subscription.objects.standing()
    pks = list(pks)
    parts = [pks[i : i + IN_ONE_MESSAGE] for i in range(0, len(pks), IN_ONE_MESSAGE)]
    Delivery.objects.bulk_create(
        [
            Delivery(subscription=subscription, what=what, entries=part, at=at)
            for subscription in subscriptions
            for part in parts
        ],
        batch_size=1000,
    )


@transaction.atomic
def read_up_to(position: Position, *, by: Official) -> None:
    """Keep how far the feed was given to `by`: recalls go to those who may have read an entry."""
    reader, _ = FeedReader.objects.get_or_create(official=by)
    if position > (reader.read_moment, reader.read_pk):
        reader.read_moment, reader.read_pk = position
    reader.read_at = timezone.now()
    reader.save(update_fields=["read_moment", "read_pk", "read_at"])


@transaction.atomic
def acknowledge(position: Position, *, by: Official) -> FeedReader:
    """Keep that `by`'s system has applied every change up to `position`.

    Raises Refused where the feed was never given to it that far. An older position changes nothing.
    """
    rows = FeedReader.objects.select_for_update()
    reader = rows.filter(official=by).first()
    if reader is None or position > (reader.read_moment, reader.read_pk):
        raise Refused(
            "确认的位置在已读取的位置之后，请先读取变动，再确认实际处理到的位置。"
        )
    if position > (reader.done_moment, reader.done_pk):
        reader.done_moment, reader.done_pk = position
    reader.done_at = timezone.now()
    reader.save(update_fields=["done_moment", "done_pk", "done_at"])
    return reader
