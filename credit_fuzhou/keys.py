"""The secrets of an installation that was given none: made once, kept beside its data."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def fresh() -> dict[str, str]:
    """A new set of secrets, as the environment variables that would carry them."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CREDIT_DATA_KEYS": f"1:{_key()}",
        "CREDIT_DIGEST_KEY": _key(),
    }


def kept(path: Path) -> dict[str, str]:
    """The secrets kept in `path`, which is written first where it is missing."""
    if not path.exists():
        _write_once(path, "".join(f"{k}={v}\n" for k, v in fresh().items()))
    lines = path.read_text(encoding="ascii").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def data_keys(text: str) -> dict[int, bytes]:
    """The keys that seal persons' numbers, newest first, from `2:<base64>,1:<base64>`."""
    keys = {}
    for part in text.split(","):
        number, _, key = part.strip().partition(":")
        if not number.isascii() or not number.isdigit() or int(number) in keys:
            raise ImproperlyConfigured(
                "CREDIT_DATA_KEYS must read number:key,number:key with the newest first, "
                "each number once."
            )
        keys[int(number)] = secret_key("CREDIT_DATA_KEYS", key)
    return keys


def secret_key(name: str, text: str) -> bytes:
    """The 32 bytes written in base64 as `text`, the value of the variable `name`."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured(
            f"{name} must hold 32 random bytes in base64 (make one: openssl rand -base64 32)."
        )
    return key


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails where another process was first: its keys hold
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
