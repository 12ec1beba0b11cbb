"""The platform's settings with the bare view beside it, which does nothing but answer."""

import os

os.environ.setdefault("LOG_LEVEL", "ERROR")

from credit_fuzhou.settings import *  # noqa: E402, F403

ROOT_URLCONF = "tests.bench.bare"
# So that the measure is of checks and not of refusals.
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["check"] = "60000/min"  # noqa: F405
QUICK = MIDDLEWARE.index("sanctions.checking.fast.middleware.plain_checks")  # noqa: F405
MIDDLEWARE[QUICK:QUICK] = ["tests.bench.bare.unrecorded"]  # noqa: F405
