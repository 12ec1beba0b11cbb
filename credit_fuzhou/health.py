"""Health checks for load balancers: is this process alive, and can it serve?"""

from functools import cache

from django.core.cache import caches
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError
from django.http import JsonResponse
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from . import heartbeat
from .celery import app
from .logs import current_request


def healthz(request) -> JsonResponse:
    """Say that the process is alive; needs neither database nor cache."""
    return JsonResponse({"status": "ok"})


def readyz(request) -> JsonResponse:
    """Say whether database, cache and broker work: 200 if they do, else 503.

    `clock` is `late` while no worker does the scheduled tasks. This delays mail and cleaning up,
    not pages: whether an entry has effect does not depend on a task, so the status stays 200.
    """
    found = {name: check() for name, check in CHECKS.items()}
    ready = all(found.values())
    words = {name: "ok" if good else "failed" for name, good in found.items()}
    words["clock"] = (
        "ok" if found["cache"] and heartbeat.age() < heartbeat.LATE else "late"
    )
    status = {"status": "ok" if ready else "failed"}
    return JsonResponse(status | words, status=200 if ready else 503)


def database() -> bool:
    """Whether the database can be queried and has every migration."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return False
    return newest_migrations() <= applied.keys()


@cache
def newest_migrations() -> set[tuple[str, str]]:
    """The last migration of each app in this version of the code."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def cached() -> bool:
    """Whether a value put into the cache is found there."""
    number = current_request.get()  # a key that no other request uses
    try:
        caches["default"].set(f"readyz.{number}", number, timeout=10)
        return caches["default"].get(f"readyz.{number}") == number
    except RedisError:
        return False


def broker() -> bool:
    """Whether tasks can be sent to the workers."""
    try:
        with app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, timeout=2)
            link.default_channel.queue_declare("celery", passive=False)
    except (OperationalError, RedisError, OSError):
        return False
    return True


CHECKS = {"database": database, "cache": cached, "broker": broker}
