"""Sealed boxes for tip-offs (libsodium): anybody can seal one, only the addressee can open it.

What informants write is sealed to the tip officers' public key; neither the database, nor its
backups, nor an administrator can open it. The officers' private key lies in a file under a
passphrase. What officers write back is sealed to a key that only the informant's receipt gives.
"""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from nacl.encoding import Base64Encoder
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from registry.errors import CreditError

DIGITS = 16
LEAST_PASSPHRASE = 12  # characters
# The first byte of a key file, so that a later format can be recognised.
_VERSION = b"\x01"
_SALT = argon2id.SALTBYTES


class Closed(CreditError):
    """No officers' key is configured, so tip-offs cannot be accepted."""


class Unopened(CreditError):
    """The box, or the key file, cannot be opened with the key or passphrase."""


class TipReceipt(NamedTuple):
    """What sixteen digits unlock: the look-up digest and the key for replies."""

    digest: str
    key: PrivateKey


def officers_key() -> PublicKey:
    """The tip officers' public key.

    Raises Closed where none is configured or it is not readable: nothing is accepted unsealed.
    """
    if not settings.TIP_PUBLIC_KEY:
        raise Closed("举报通道尚未开通：没有配置受理公钥，为保护举报人，暂不接收举报。")
    try:
        return PublicKey(settings.TIP_PUBLIC_KEY.encode(), Base64Encoder)
    except (CryptoError, TypeError, ValueError) as error:
        raise Closed(
            "举报通道暂时关闭：受理公钥无法识别，请系统管理员检查配置。"
        ) from error


def fingerprint(key: PublicKey) -> str:
    """Sixteen hexadecimal signs by which a public key is recognised."""
    return hashlib.sha256(bytes(key)).hexdigest()[:16]


def seal(content: bytes, key: PublicKey) -> bytes:
    """Seal `content` so that only the holder of the private key of `key` can open it."""
    return SealedBox(key).encrypt(content)


def seal_json(content, key: PublicKey) -> bytes:
    """Seal `content` (dicts, lists, text) as JSON."""
    return seal(json.dumps(content, ensure_ascii=False).encode(), key)


def unseal(blob, key: PrivateKey) -> bytes:
    """The content that was sealed to `key`; raises Unopened where it was not."""
    try:
        return SealedBox(key).decrypt(bytes(blob))
    except CryptoError as error:
        raise Unopened("密封内容与所用密钥不符，不能打开。") from error


def unseal_json(blob, key: PrivateKey):
    """The content that `seal_json` sealed to `key`; raises Unopened where it was not."""
    return json.loads(unseal(blob, key))


def new_receipt() -> str:
    """Sixteen random digits: shown once, stored nowhere."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def receipt(digits: str) -> TipReceipt:
    """The look-up digest and key that follow from the `digits` of a receipt.

    Argon2 makes it slow on purpose: sixteen digits must not be found by trying.
    """
    # One salt for all, from the secret key: the digest is what a tip-off is looked up by.
    salt = hmac.digest(settings.CREDIT_DIGEST_KEY, b"tip receipt", "sha256")[:_SALT]
    material = argon2id.kdf(
        64,
        "".join(digits.split()).encode(),
        salt,
        opslimit=argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=argon2id.MEMLIMIT_INTERACTIVE,
    )
    return TipReceipt(material[:32].hex(), PrivateKey(material[32:]))


def make_keys(passphrase: str) -> PublicKey:
    """Make a pair of keys; the private one is written to its file, locked by `passphrase`.

    Returns the public key. Raises Unopened where the passphrase is too short.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise Unopened(f"口令至少 {LEAST_PASSPHRASE} 个字符。")
    private = PrivateKey.generate()
    salt = os.urandom(_SALT)
    locked = SecretBox(_stretched(passphrase, salt)).encrypt(bytes(private))
    path = key_file(fingerprint(private.public_key))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Nobody else may read the file, also not between its creation and its writing.
    path.touch(mode=0o600)
    path.write_bytes(_VERSION + salt + locked)
    return private.public_key


def unlock(passphrase: str, mark: str) -> PrivateKey:
    """The officers' private key with the fingerprint `mark`.

    Raises Unopened where its file is missing or the passphrase is wrong.
    """
    path = key_file(mark)
    if not path.exists():
        raise Unopened(f"找不到指纹为 {mark} 的私钥文件，请联系保管人员恢复。")
    content = path.read_bytes()
    salt, locked = content[1 : 1 + _SALT], content[1 + _SALT :]
    try:
        return PrivateKey(SecretBox(_stretched(passphrase, salt)).decrypt(locked))
    except CryptoError as error:
        raise Unopened("口令不正确。") from error


def key_file(mark: str) -> Path:
    """The file of the private key with the fingerprint `mark`."""
    return Path(settings.TIP_KEYS_DIR) / f"{mark}.key"


def public_text(key: PublicKey) -> str:
    """The public key as the setting TIP_PUBLIC_KEY has it."""
    return key.encode(Base64Encoder).decode()


def _stretched(passphrase, salt):
    return argon2id.kdf(
        SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=argon2id.OPSLIMIT_MODERATE,
        memlimit=argon2id.MEMLIMIT_MODERATE,
    )
