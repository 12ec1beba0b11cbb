"""Numbers of natural persons at rest: encrypted, and findable without being readable.

A sealed number is AES-256-GCM under one of the keys of `CREDIT_DATA_KEYS`, bound to its
purpose, so that a value moved to another column does not open. Form: one byte version, two
bytes key number, twelve bytes nonce, ciphertext with tag. The digest is HMAC-SHA256 under
`CREDIT_DIGEST_KEY`: a plain hash of so few numbers could be tried through in minutes.
"""

import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .errors import CreditError

# The purpose of every sealed number that names a subject.
SUBJECT = "registry.subject"

_VERSION = 1
_HEADER = 3  # bytes: version and key number
_NONCE = 12  # bytes, as AES-GCM wants it
_SHORTEST = _HEADER + _NONCE + 16


class Unsealable(CreditError):
    """A sealed value that cannot be opened here; the message is for the administrator."""


def seal(text: str, purpose: str = SUBJECT) -> bytes:
    """Encrypt `text` for `purpose` under the newest key."""
    number = _newest()
    header = bytes([_VERSION]) + number.to_bytes(2, "big")
    nonce = os.urandom(_NONCE)
    cipher = _cipher(settings.CREDIT_DATA_KEYS[number])
    return (
        header + nonce + cipher.encrypt(nonce, text.encode(), _bound(header, purpose))
    )


def unseal(blob, purpose: str = SUBJECT) -> str:
    """The text that was sealed for `purpose`.

    Raises Unsealable where the key is not configured, or key, purpose or bytes differ.
    """
    blob = bytes(blob)
    header, nonce = blob[:_HEADER], blob[_HEADER : _HEADER + _NONCE]
    if len(blob) < _SHORTEST or header[0] != _VERSION:
        raise Unsealable(
            "加密数据的格式无法识别，可能已经损坏。请联系系统管理员从备份恢复。"
        )
    number = _key_number(blob)
    key = settings.CREDIT_DATA_KEYS.get(number)
    if key is None:
        raise Unsealable(
            f"加密数据使用的 {number} 号密钥没有配置。请系统管理员在 CREDIT_DATA_KEYS 中补上该密钥。"
        )
    try:
        text = _cipher(key).decrypt(
            nonce, blob[_HEADER + _NONCE :], _bound(header, purpose)
        )
    except InvalidTag as error:
        raise Unsealable(
            f"加密数据无法用 {number} 号密钥打开：数据被改动过，或者密钥不对。请联系系统管理员核查。"
        ) from error
    return text.decode()


def needs_resealing(blob) -> bool:
    """Whether `blob` was sealed under another key than the newest, in which `seal` would seal it."""
    return _key_number(bytes(blob)) != _newest()


def digest(normalised: str) -> str:
    """The look-up key of a `normalised` number: 64 hexadecimal characters, not reversible."""
    return hmac.digest(settings.CREDIT_DIGEST_KEY, normalised.encode(), "sha256").hex()


def _newest():
    # The keys stand in the setting with the newest first; `rotate_keys` reseals what is older.
    return next(iter(settings.CREDIT_DATA_KEYS))


def _key_number(blob):
    return int.from_bytes(blob[1:_HEADER], "big")


def _bound(header, purpose):
    # Authenticated with the ciphertext: neither another key number nor another column opens it.
    return header + purpose.encode()


@cache
def _cipher(key):
    return AESGCM(key)
