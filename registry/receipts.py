"""Receipts: with number and secret an applicant without an account follows their case."""

import hmac
import secrets

from django.conf import settings
from django.utils import timezone

from .models import Receipt

# Without signs that are taken for one another when read aloud or copied by hand.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
NO_DIGEST = "0" * 64  # that no secret has


def issue(instance, prefix: str) -> tuple[Receipt, str]:
    """A receipt for `instance` and its secret, which is shown once and kept only as a digest."""
    at = timezone.now()
    secret = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    tail = "".join(secrets.choice(SIGNS) for _ in range(6))
    number = f"{prefix}{timezone.localdate(at):%Y%m%d}{tail}"
    receipt = Receipt.objects.create(
        number=number,
        secret_digest=digest(number, secret),
        of=instance._meta.label_lower,
        of_pk=instance.pk,
        issued_at=at,
    )
    return receipt, secret


def check(number: str, secret: str) -> Receipt | None:
    """The receipt where number and secret belong together, else None.

    The same work is done for a number that does not exist, so that the time it takes does not
    say which numbers do.
    """
    number, secret = number.strip().upper(), secret.strip().upper()
    receipt = Receipt.objects.filter(number=number).first()
    kept = receipt.secret_digest if receipt else NO_DIGEST
    matches = hmac.compare_digest(kept, digest(number, secret))
    return receipt if receipt and matches else None


def digest(number: str, secret: str) -> str:
    """The keyed digest of a receipt's secret, in hexadecimal; another one for each `number`."""
    text = f"receipt:{number}:{secret}".encode()
    return hmac.digest(settings.CREDIT_DIGEST_KEY, text, "sha256").hex()
