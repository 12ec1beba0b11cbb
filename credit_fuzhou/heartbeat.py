"""The sign that deferred work gets done: the clock asks each minute, a worker answers."""

import time

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

LATE = 5 * 60  # seconds
KEY = "heartbeat"
FILE = settings.VAR_DIR / KEY  # where each process has a cache of its own


@shared_task
def beat():
    """Leave the time where every web process finds it."""
    if settings.REDIS_URL:
        cache.set(KEY, time.time(), timeout=None)
    else:
        FILE.touch()


def age() -> float:
    """Seconds since a worker last answered; infinite where none ever has."""
    if settings.REDIS_URL:
        last = cache.get(KEY)
    else:
        last = FILE.stat().st_mtime if FILE.exists() else None
    return float("inf") if last is None else time.time() - last
