"""Recalls with receipts: systems that relied on an entry that proved wrong are asked to confirm."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registry import messages, trail, workdays, writers
from registry.errors import Refused
from registry.models import (
    Change,
    Delivery,
    FeedReader,
    Official,
    Recall,
    RecalledEntry,
    RecallReceipt,
    Subscription,
    What,
)
from registry.sets import chunks
from registry.signals import entries_recalled

from .change_log import deliver

WORKDAYS = 3  # within which a recall is to be confirmed


@transaction.atomic
def issue(what: str, pks, *, at: datetime) -> Recall:
    """Open a recall of the entries `pks` and ask those who were given them to confirm.

    Those are the readers of the feed who had read past their publication, and the systems that
    changes are pushed to; upper apps add those whose checks said "listed" (entries_recalled).
    """
    recall = Recall.objects.create(what=what, at=at)
    writers.insert(
        RecalledEntry, ["recall_id", "entry_id"], ((recall.pk, pk) for pk in pks)
    )
    request_receipts(recall, readers_of(pks), source=RecallReceipt.Source.FEED)
    subscriptions = list(Subscription.objects.standing().filter(created_at__lte=at))
    request_receipts(
        recall,
        {subscription.official_id for subscription in subscriptions},
        source=RecallReceipt.Source.PUSH,
    )
    deliver(Delivery.RECALL, pks, at=at, subscriptions=subscriptions)
    entries_recalled.send(Recall, recall=recall, entries=pks, at=at)
    return recall


def readers_of(pks) -> set[int]:
    """The accounts that were given the publication of any of `pks` by the feed."""
    first = None
    for chunk in chunks(pks):
        published = Change.objects.filter(entry__in=chunk, what=What.PUBLISHED)
        # The earliest place decides: a reader past it may have read one of the entries.
        place = published.order_by("moment", "pk").values_list("moment", "pk").first()
        first = min(place, first) if place and first else place or first
    if first is None:
        return set()
    moment, pk = first
    read = Q(read_moment__gt=moment) | Q(read_moment=moment, read_pk__gte=pk)
    return set(FeedReader.objects.filter(read).values_list("official_id", flat=True))


def request_receipts(
    recall: Recall, officials: Collection[int], *, source: str
) -> None:
    """Ask each of the accounts `officials` once for a receipt of `recall`."""
    if not officials:
        return
    due_on = workdays.load().add(timezone.localdate(recall.at), WORKDAYS).due
    RecallReceipt.objects.bulk_create(
        [
            RecallReceipt(
                recall=recall, official_id=official, source=source, due_on=due_on
            )
            for official in sorted(officials)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def acknowledge(receipt: RecallReceipt, *, by: Official, done: str) -> None:
    """Confirm that what `receipt` recalls has been undone; `done` says how."""
    receipt.refresh_from_db(from_queryset=RecallReceipt.objects.select_for_update())
    if receipt.acknowledged_at is not None:
        raise Refused("该撤回通知已经确认，无需再次确认。")
    if not done.strip():
        raise Refused("请写明已经怎样处理，例如“已从本系统移除，未据此作出决定”。")
    receipt.acknowledged_at, receipt.acknowledged_by = timezone.now(), by
    receipt.done = done.strip()
    receipt.save(update_fields=["acknowledged_at", "acknowledged_by", "done"])
    trail.record(receipt, "acknowledged", by=by, reason=receipt.done)


def chase(on: date) -> int:
    """Remind of every receipt that is overdue on the date `on`, once a day; returns how many."""
    overdue = list(RecallReceipt.objects.overdue(on).select_related("official"))
    for receipt in overdue:
        messages.notify(
            [receipt.official],
            receipt,
            f"overdue {on}",
            title=f"撤回通知 {receipt.recall_id} 尚未确认",
            text=f"应于 {receipt.due_on} 前确认撤回通知 {receipt.recall_id}：所涉条目已更正或者撤销，请停止使用旧内容并确认。",
        )
    return len(overdue)
