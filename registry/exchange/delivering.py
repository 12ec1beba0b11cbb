"""Sending the outbox: the messages of each address in their order, each until it has been received.

One process at a time works on an address. It takes a lease on it by compare-and-set and renews the
lease before each message, so that of two workers one sends. The lease of a worker that dies
lapses; its last message may be sent again, under the same number.
"""

import json
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from registry import messages, roles, sealing
from registry.models import Attempt, Delivery, Subscription

from . import outgoing, signatures

LEASE = timedelta(minutes=2)  # far longer than one message may take
# How long to wait after the first, second, … failure in a row.
STEPS = [timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 720)]
PATIENCE = timedelta(days=2)  # after which an address that always fails is paused
IN_ONE_SWEEP = (
    100  # messages to one address, so that a long queue delays no other for ever
)


def deliver_due() -> int:
    """Try what is due at every address; returns how many messages were received."""
    now = timezone.now()
    due = Subscription.objects.due(now).filter(deliveries__delivered_at__isnull=True)
    return sum(
        work_off(pk)
        for pk in due.distinct().order_by("pk").values_list("pk", flat=True)
    )


def work_off(pk: int) -> int:
    """Send the queue of one subscription until it is empty or a message is not received."""
    lease, now = uuid.uuid4(), timezone.now()
    free = Subscription.objects.due(now).filter(pk=pk)
    if free.update(claim=lease, claimed_until=now + LEASE) != 1:
        return 0  # another worker has it
    received = 0
    # Every later write is through this set: it is empty once another worker has taken the lease.
    leased = Subscription.objects.filter(pk=pk, claim=lease)
    while received < IN_ONE_SWEEP and renewed(leased):
        delivery = Delivery.objects.waiting().filter(subscription=pk).first()
        if delivery is None or not attempt(leased, delivery):
            break
        received += 1
    leased.update(claim=None, claimed_until=None)
    return received


def renewed(leased) -> bool:
    """Renew the lease; whether it was still this process's, and the address still to be sent to."""
    now = timezone.now()
    mine = leased.filter(claimed_until__gt=now, paused_at=None, ended_at=None)
    return mine.update(claimed_until=now + LEASE) == 1


def attempt(leased, delivery: Delivery) -> bool:
    """Send one message and keep what came back; whether it was received.

    A failure puts off the address, and a success clears its failures.
    """
    subscription = leased.get()
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
        leased.update(failures=0, failing_since=None, next_try_at=None)
        return True
    put_off(leased, subscription, at)
    return False


def send(subscription: Subscription, delivery: Delivery) -> int:
    """Post the signed message to the address; returns the HTTP status. Raises Unreachable, Unsealable."""
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


def body_of(delivery: Delivery) -> bytes:
    """The message: numbers of entries and no facts, which the API gives to those who may see them."""
    message = {
        "delivery": str(delivery.key),
        "what": delivery.what,
        "at": timezone.localtime(delivery.at).isoformat(),
        "entries": delivery.entries,
    }
    return json.dumps(message).encode()


def put_off(leased, subscription: Subscription, at: datetime) -> None:
    """Wait longer after each failure; after PATIENCE the address is paused, and its queue kept."""
    since = subscription.failing_since or at
    failures = subscription.failures + 1
    step = STEPS[min(failures, len(STEPS)) - 1]
    gives_up = at - since >= PATIENCE
    leased.update(
        failures=failures,
        failing_since=since,
        # The last try falls on the end of PATIENCE and not behind it.
        next_try_at=min(at + step, max(since + PATIENCE, at)),
        paused_at=at if gives_up else None,
    )
    if gives_up:
        notify_paused(subscription)


def notify_paused(subscription: Subscription) -> None:
    """Notify the department and the credit office that nothing arrives at this address any more."""
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
