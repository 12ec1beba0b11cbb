"""Addresses for calendar programmes: made, shown once, revoked."""

import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry import trail
from registry.models import CalendarFeed, Official


def digest(token: str) -> str:
    """What is stored instead of a feed's `token`: its keyed hash, in hexadecimal."""
    return hmac.digest(
        settings.CREDIT_DIGEST_KEY, f"calendar:{token}".encode(), "sha256"
    ).hex()


@transaction.atomic
def issue(official: Official) -> str:
    """Make a new token for the official's calendar and revoke the one before it.

    The token is returned here only: the database keeps its digest.
    """
    revoke(official)
    token = secrets.token_urlsafe(24)
    feed = CalendarFeed.objects.create(
        official=official, digest=digest(token), created_at=timezone.now()
    )
    trail.record(feed, "issued", by=official)
    return token


@transaction.atomic
def revoke(official: Official) -> None:
    """End the official's calendar address, if there is one."""
    standing = CalendarFeed.objects.filter(official=official, revoked_at=None)
    for feed in standing.select_for_update():
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        trail.record(feed, "revoked", by=official)
