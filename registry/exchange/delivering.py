"""Emptying the outbox: in order for each address, each message until it has been received.

An address is worked by one process at a time: it is claimed by compare-and-set, and the claim
is renewed before each message, so that of two workers one sends. A worker that dies leaves a
claim that lapses; its last message may be sent again, under the same number.
"""

import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from registry import messages, roles, sealing
from registry.models import Attempt, Delivery, Subscription

from . import outgoing, signatures

LEASE = timedelta(minutes=2)
STEPS = [timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 720)]
PATIENCE = timedelta(days=2)
IN_ONE_SWEEP = 100


def deliver_due() -> int:
    """Try what is due at every address; returns how many messages were received."""
    now = timezone.now()
    due = Subscription.objects.due(now).filter(deliveries__delivered_at__isnull=True)
    return sum(
        work_off(pk)
        for pk in due.distinct().order_by("pk").values_list("pk", flat=True)
    )


def work_off(pk) -> int:
    """Send the queue of one subscription until it is empty or a message is not received."""
    mine, now = uuid.uuid4(), timezone.now()
    free = Subscription.objects.due(now).filter(pk=pk)
    if free.update(claim=mine, claimed_until=now + LEASE) != 1:
        return 0
    received = 0
    held = Subscription.objects.filter(pk=pk, claim=mine)
    while received < IN_ONE_SWEEP and renewed(held):
        delivery = Delivery.objects.waiting().filter(subscription=pk).first()
        if delivery is None or not attempt(held, delivery):
            break
        received += 1
    held.update(claim=None, claimed_until=None)
    return received


def renewed(held):
    """Whether the claim still is this process's; then it is for another while."""
    now = timezone.now()
    still = held.filter(claimed_until__gt=now, paused_at=None, ended_at=None)
    return still.update(claimed_until=now + LEASE) == 1


def attempt(held, delivery) -> bool:
    """Send one message, keep what came back, and see to the address; True when received."""
    subscription = held.get()
    answer, problem = None, ""
    try:
        answer = send(subscription, delivery)
    except (outgoing.Unreachable, sealing.Unsealable) as reason:
        problem = str(reason)
    at = timezone.now()
    Attempt.objects.create(
        delivery=delivery, at=at, answer=answer, problem=problem[:200]
    )
    row = Delivery.objects.filter(pk=delivery.pk)
    row.update(attempts=F("attempts") + 1)
    if answer is not None and 200 <= answer < 300:
        row.update(delivered_at=at)
        held.update(failures=0, failing_since=None, next_try_at=None)
        return True
    put_off(held, subscription, at)
    return False


def send(subscription, delivery) -> int:
    body = body_of(delivery)
    timestamp = int(timezone.now().timestamp())
    secret = sealing.unseal(subscription.secret, Subscription.SECRET)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "credit-fuzhou",
        "X-Credit-Delivery": str(delivery.key),
        "X-Credit-Timestamp": str(timestamp),
        "X-Credit-Signature": signatures.sign(secret, timestamp, body),
    }
    private = settings.WEBHOOKS_MAY_REACH_PRIVATE
    return outgoing.post(subscription.url, body, headers, private=private)


def body_of(delivery) -> bytes:
    """Numbers of entries and nothing else; whoever may see more asks the API."""
    told = {
        "delivery": str(delivery.key),
        "what": delivery.what,
        "at": timezone.localtime(delivery.at).isoformat(),
        "entries": delivery.entries,
    }
    return json.dumps(told).encode()


def put_off(held, subscription, at):
    """Wait longer each time; after two days of failure the address is paused, its queue kept."""
    since = subscription.failing_since or at
    failures = subscription.failures + 1
    step = STEPS[min(failures, len(STEPS)) - 1]
    dead = at - since >= PATIENCE
    held.update(
        failures=failures,
        failing_since=since,
        next_try_at=min(at + step, max(since + PATIENCE, at)),
        paused_at=at if dead else None,
    )
    if dead:
        tell_paused(subscription)


def tell_paused(subscription):
    """Let the department and the credit office know that nothing arrives there any more."""
    department = subscription.official.department
    people = [
        subscription.created_by,
        *messages.officials_of(department, roles.CLERKS),
        *messages.officials_of_kind("credit_office", roles.OFFICE),
    ]
    messages.notify(
        people,
        subscription,
        f"paused {subscription.failing_since}",
        title=f"变动推送“{subscription.name}”已停投",
        text=f"接收地址连续两天投递失败，“{subscription.name}”已停止投递，待投内容保留。修复后请在“变动推送”中恢复投递。",
    )
