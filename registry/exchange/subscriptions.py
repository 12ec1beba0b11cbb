"""Addresses to which changes are pushed: subscribe, resume after a failure, unsubscribe."""

import secrets

from django.db import transaction
from django.utils import timezone

from registry import sealing, trail
from registry.errors import Refused
from registry.exchange import outgoing
from registry.models import Official, Subscription


@transaction.atomic
def subscribe(
    *, official: Official, name: str, url: str, private: bool, by: Official
) -> tuple[Subscription, str]:
    """Push every change from now on to `url`; returns the subscription and its secret, shown once.

    `private` is whether the operator allows targets in private networks. Raises Refused for an
    address to which nothing may be sent.
    """
    try:
        scheme, host, port, path = outgoing.target_of(url, private=private)
        outgoing.checked_address(host, port, private=private)
    except outgoing.Unreachable as reason:
        raise Refused(f"接收地址不可用：{reason}。请核对后重新填写。") from reason
    secret = secrets.token_urlsafe(32)
    subscription = Subscription.objects.create(
        official=official,
        name=name,
        url=url,
        secret=sealing.seal(secret, Subscription.SECRET),
        created_at=timezone.now(),
        created_by=by,
    )
    after = {"name": name, "url": url, "official": official.pk}
    trail.record(subscription, "subscribed", by=by, after=after)
    return subscription, secret


@transaction.atomic
def resume(subscription: Subscription, *, by: Official) -> None:
    """Deliver again to a paused address, beginning with what has waited longest."""
    rows = Subscription.objects.select_for_update()
    subscription.refresh_from_db(from_queryset=rows)
    if subscription.paused_at is None or subscription.ended_at is not None:
        raise Refused("该推送没有停投，无需恢复。")
    subscription.paused_at = subscription.failing_since = None
    subscription.next_try_at, subscription.failures = None, 0
    subscription.save(
        update_fields=["paused_at", "failing_since", "next_try_at", "failures"]
    )
    trail.record(subscription, "resumed", by=by)


@transaction.atomic
def unsubscribe(subscription: Subscription, *, by: Official, reason: str) -> None:
    """Push nothing more to this address; what was sent stays on record."""
    rows = Subscription.objects.select_for_update()
    subscription.refresh_from_db(from_queryset=rows)
    if subscription.ended_at is not None:
        raise Refused("该推送已经注销。")
    subscription.ended_at = timezone.now()
    subscription.save(update_fields=["ended_at"])
    trail.record(subscription, "unsubscribed", by=by, reason=reason)
