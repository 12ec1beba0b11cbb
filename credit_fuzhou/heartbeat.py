"""A sign that scheduled tasks are done: each minute a worker records the time."""

import time

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

LATE = 5 * 60  # seconds
KEY = "heartbeat"
FILE = settings.VAR_DIR / KEY  # without Redis each process has its own cache


@shared_task
def beat() -> None:
    """Record the time where every web process can read it."""
    if settings.REDIS_URL:
        cache.set(KEY, time.time(), timeout=None)
    else:
        FILE.touch()


def age() -> float:
    """Seconds since the last beat; infinite if there was none."""
    if settings.REDIS_URL:
        last = cache.get(KEY)
    else:
        last = FILE.stat().st_mtime if FILE.exists() else None
    return float("inf") if last is None else time.time() - last
