"""Sealed envelopes for tip-offs (libsodium): closed by anybody, opened by whoever it is for.

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
LEAST_PASSPHRASE = 12
_VERSION = b"\x01"
_SALT = argon2id.SALTBYTES


class Closed(CreditError):
    """No officers' key is configured, so nothing may be taken in."""


class Unopened(CreditError):
    """The envelope cannot be opened with what was given."""


class TipReceipt(NamedTuple):
    """What sixteen digits unlock: the look-up digest and the key for replies."""

    digest: str
    key: PrivateKey


def officers_key() -> PublicKey:
    """The tip officers' public key; Closed where there is none: it fails closed."""
    if not settings.TIP_PUBLIC_KEY:
        raise Closed("举报通道尚未开通：没有配置受理公钥，为保护举报人，暂不接收举报。")
    try:
        return PublicKey(settings.TIP_PUBLIC_KEY.encode(), Base64Encoder)
    except (CryptoError, TypeError, ValueError) as error:
        raise Closed(
            "举报通道暂时关闭：受理公钥无法识别，请系统管理员检查配置。"
        ) from error


def fingerprint(key: PublicKey) -> str:
    """Sixteen hexadecimal signs by which a public key is told from another."""
    return hashlib.sha256(bytes(key)).hexdigest()[:16]


def seal(content: bytes, key: PublicKey) -> bytes:
    """Close `content` so that only the holder of the private key of `key` can open it."""
    return SealedBox(key).encrypt(content)


def seal_json(content, key: PublicKey) -> bytes:
    return seal(json.dumps(content, ensure_ascii=False).encode(), key)


def unseal(blob, key: PrivateKey) -> bytes:
    """What was sealed to `key`; Unopened where it was not."""
    try:
        return SealedBox(key).decrypt(bytes(blob))
    except CryptoError as error:
        raise Unopened("密封内容与所用密钥不符，不能打开。") from error


def unseal_json(blob, key: PrivateKey):
    return json.loads(unseal(blob, key))


def new_receipt() -> str:
    """Sixteen random digits: shown once, never kept."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def receipt(digits: str) -> TipReceipt:
    """What the `digits` of a receipt unlock; slow on purpose, so that none can be tried through."""
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
    """A new pair of keys: the private one goes into its file under `passphrase`."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise Unopened(f"口令至少 {LEAST_PASSPHRASE} 个字符。")
    private = PrivateKey.generate()
    salt = os.urandom(_SALT)
    locked = SecretBox(_stretched(passphrase, salt)).encrypt(bytes(private))
    path = key_file(fingerprint(private.public_key))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(_VERSION + salt + locked)
    return private.public_key


def unlock(passphrase: str, mark: str) -> PrivateKey:
    """The officers' private key with the fingerprint `mark`; Unopened where the passphrase is wrong."""
    path = key_file(mark)
    if not path.exists():
        raise Unopened(f"找不到指纹为 {mark} 的私钥文件，请联系保管人员恢复。")
    kept = path.read_bytes()
    salt, locked = kept[1 : 1 + _SALT], kept[1 + _SALT :]
    try:
        return PrivateKey(SecretBox(_stretched(passphrase, salt)).decrypt(locked))
    except CryptoError as error:
        raise Unopened("口令不正确。") from error


def key_file(mark: str) -> Path:
    return Path(settings.TIP_KEYS_DIR) / f"{mark}.key"


def public_text(key: PublicKey) -> str:
    """The public key as it stands in the setting."""
    return key.encode(Base64Encoder).decode()


def _stretched(passphrase, salt):
    return argon2id.kdf(
        SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=argon2id.OPSLIMIT_MODERATE,
        memlimit=argon2id.MEMLIMIT_MODERATE,
    )
