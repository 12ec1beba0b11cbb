"""The health checks of a load balancer."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from kombu import Connection

from credit_fuzhou import heartbeat
from credit_fuzhou.celery import app


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_is_ok_when_everything_works(client):
    heartbeat.beat()

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "cache": "ok",
        "broker": "ok",
        "clock": "ok",
    }


@pytest.mark.django_db
def test_a_late_worker_is_reported_and_the_process_stays_ready(client, monkeypatch):
    heartbeat.beat()
    monkeypatch.setattr(heartbeat, "LATE", 0)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["clock"] == "late"


def test_the_heartbeat_is_late_where_no_worker_ever_ran(
    settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(heartbeat, "FILE", tmp_path / "none")

    assert heartbeat.age() > heartbeat.LATE


@pytest.mark.django_db
def test_readyz_fails_while_a_migration_is_missing(client):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("registry")
    MigrationRecorder(connection).record_unapplied(*newest)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "failed"


@pytest.mark.django_db
def test_readyz_fails_without_a_broker(client, monkeypatch):
    nobody = Connection("redis://127.0.0.1:1/0")
    monkeypatch.setattr(app, "connection_for_write", lambda: nobody)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["broker"] == "failed"


@pytest.mark.django_db
def test_readyz_fails_without_a_cache(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["cache"] == "failed"
