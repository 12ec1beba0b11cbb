"""The platform's settings with fixed secrets, a temporary folder and fast hashing."""

import base64
import os
import tempfile

_KEY = base64.b64encode(bytes(range(32))).decode("ascii")
os.environ.update(
    SECRET_KEY="for tests only, never for people",
    CREDIT_DATA_KEYS=f"1:{_KEY}",
    CREDIT_DIGEST_KEY=_KEY,
    VAR_DIR=tempfile.mkdtemp(prefix="credit-fuzhou-"),
)

# Tests that run side by side must not empty one another's cache.
if os.environ.get("REDIS_URL") and "PYTEST_XDIST_WORKER" in os.environ:
    address, _, number = os.environ["REDIS_URL"].rpartition("/")
    own = int(number) + int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    os.environ["REDIS_URL"] = f"{address}/{own}"

from nacl.pwhash import argon2id  # noqa: E402

from credit_fuzhou.settings import *  # noqa: E402, F403

# Hashing is slow on purpose, against guessing; in tests it need not be.
argon2id.OPSLIMIT_INTERACTIVE = argon2id.OPSLIMIT_MODERATE = argon2id.OPSLIMIT_MIN
argon2id.MEMLIMIT_INTERACTIVE = argon2id.MEMLIMIT_MODERATE = argon2id.MEMLIMIT_MIN
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True
# Otherwise the first request of each test would look through all static files.
WHITENOISE_AUTOREFRESH = True
