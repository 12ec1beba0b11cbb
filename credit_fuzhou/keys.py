"""The secrets of an installation whose environment has none: generated once, stored with its data."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def generate() -> dict[str, str]:
    """Return new secrets by the names of their environment variables."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CREDIT_DATA_KEYS": f"1:{_key()}",
        "CREDIT_DIGEST_KEY": _key(),
    }


def load_or_create(path: Path) -> dict[str, str]:
    """Return the secrets in the file `path`, creating it with new ones where it is missing."""
    if not path.exists():
        _write_once(path, "".join(f"{k}={v}\n" for k, v in generate().items()))
    lines = path.read_text(encoding="ascii").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def data_keys(text: str) -> dict[int, bytes]:
    """Parse the keys that seal persons' numbers, newest first, from `2:<base64>,1:<base64>`.

    Raises ImproperlyConfigured where a key has no number, or not one of its own.
    """
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
    """Decode `text`, the value of the variable `name`: 32 bytes in base64.

    Raises ImproperlyConfigured for anything else.
    """
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
    """Write `text` to `path` unless the file exists by now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Several processes may start at once. Each writes a draft (which only its owner can read)
    # and links it to its final name, so that nobody reads half a file and the first one wins.
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
