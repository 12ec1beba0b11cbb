"""Signatures by which a message proves that it comes from the platform, and is not an old one sent again."""

import hmac

FRESH_SECONDS = 300


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The signature of `body` sent at `timestamp` (seconds since 1970)."""
    text = f"{timestamp}.".encode() + body
    return "sha256=" + hmac.digest(secret.encode(), text, "sha256").hex()


def is_valid(
    secret: str, timestamp: str, body: bytes, signature: str, *, now: float
) -> bool:
    """What a receiving system checks: that a message is not forged, nor older than five minutes.

    Within those minutes the number of the delivery shows that a message is a repetition.
    """
    if not (timestamp.isascii() and timestamp.isdecimal()):
        return False
    expected = sign(secret, int(timestamp), body)
    fresh = abs(now - int(timestamp)) <= FRESH_SECONDS
    return hmac.compare_digest(expected.encode(), signature.encode()) and fresh
