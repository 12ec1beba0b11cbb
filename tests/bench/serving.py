"""The platform's settings with the views of `bare` added."""

import os

os.environ.setdefault("LOG_LEVEL", "ERROR")

from credit_fuzhou.settings import *  # noqa: E402, F403

ROOT_URLCONF = "tests.bench.bare"
# So that checks are measured and not refusals.
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["check"] = "60000/min"  # noqa: F405
FAST_CHECK = MIDDLEWARE.index("sanctions.checking.fast.middleware.plain_checks")  # noqa: F405
MIDDLEWARE[FAST_CHECK:FAST_CHECK] = ["tests.bench.bare.unrecorded"]  # noqa: F405
