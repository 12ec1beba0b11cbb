"""The settings as a new process sees them in different environments."""

import base64
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from credit_fuzhou import keys

ROOT = Path(__file__).parents[2]
LINE_COUNT_ALARM = 200
READ = """
import json, sys
from credit_fuzhou import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=repr))
"""
KEY = base64.b64encode(bytes(range(32))).decode("ascii")


def start(names, **environment):
    command = [sys.executable, "-W", "error", "-c", READ, *names]
    inherited = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, env=inherited | environment, cwd=ROOT, capture_output=True, text=True
    )


def settings_with(*names, **environment):
    done = start(names, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_settings_need_no_configuration(tmp_path):
    names = ["DATABASES", "CACHES", "CELERY_BROKER_URL", "DEBUG", "SECRET_KEY"]

    found = settings_with(*names, VAR_DIR=str(tmp_path))

    database = found["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "credit.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "LocMemCache" in found["CACHES"]["default"]["BACKEND"]
    assert found["CELERY_BROKER_URL"].startswith("filesystem://")
    assert found["DEBUG"] is False
    assert len(found["SECRET_KEY"]) > 50


def test_an_empty_variable_counts_as_an_absent_one(tmp_path):
    found = settings_with(
        "ON_SQLITE",
        "GENERATED_SECRETS",
        VAR_DIR=str(tmp_path),
        DATABASE_URL="",
        REDIS_URL="",
        SECRET_KEY="",
    )

    assert found["ON_SQLITE"] is True
    assert "SECRET_KEY" in found["GENERATED_SECRETS"]


def test_servers_are_taken_from_the_environment(tmp_path):
    found = settings_with(
        "DATABASES",
        "CACHES",
        "CELERY_BROKER_URL",
        VAR_DIR=str(tmp_path),
        DATABASE_URL="postgres://clerk@db.example:5432/credit",
        REDIS_URL="redis://cache.example:6379/1",
    )

    assert found["DATABASES"]["default"]["ENGINE"].endswith("postgresql")
    assert found["DATABASES"]["default"]["CONN_MAX_AGE"] == 600
    assert found["CACHES"]["default"]["LOCATION"] == "redis://cache.example:6379/1"
    assert found["CELERY_BROKER_URL"] == "redis://cache.example:6379/1"


def test_a_variable_that_must_be_a_number_is_refused_as_a_word(tmp_path):
    done = start(["NUM_PROXIES"], VAR_DIR=str(tmp_path), NUM_PROXIES="two")

    assert done.returncode != 0


def test_secrets_are_generated_once_and_readable_by_the_owner_only(tmp_path):
    names = ["SECRET_KEY", "CREDIT_DATA_KEYS", "CREDIT_DIGEST_KEY"]

    with ThreadPoolExecutor(4) as together:
        answers = list(
            together.map(
                lambda _: settings_with(*names, VAR_DIR=str(tmp_path)), range(4)
            )
        )

    assert all(answer == answers[0] for answer in answers)
    assert list(answers[0]["CREDIT_DATA_KEYS"]) == ["1"]
    kept = tmp_path / "keys.env"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert sorted(file.name for file in tmp_path.glob("*") if file.is_file()) == [
        "keys.env"
    ]


def test_secrets_from_the_environment_leave_no_file(tmp_path):
    settings_with(
        "SECRET_KEY",
        VAR_DIR=str(tmp_path),
        SECRET_KEY="given",
        CREDIT_DATA_KEYS=f"1:{KEY}",
        CREDIT_DIGEST_KEY=KEY,
    )

    assert not (tmp_path / "keys.env").exists()


def test_data_keys_are_read_newest_first():
    newer = base64.b64encode(b"n" * 32).decode("ascii")

    found = keys.data_keys(f"2:{newer}, 1:{KEY}")

    assert list(found.items()) == [(2, b"n" * 32), (1, bytes(range(32)))]


@pytest.mark.parametrize(
    "text", ["", KEY, "1:", "1:c2hvcnQ=", f"x:{KEY}", f"1:{KEY},1:{KEY}", f"1:{KEY}!"]
)
def test_a_malformed_key_is_named_with_its_remedy(text):
    with pytest.raises(ImproperlyConfigured, match="CREDIT_DATA_KEYS must"):
        keys.data_keys(text)


@pytest.mark.parametrize("https", ["True", "False"])
def test_https_turns_on_everything_that_needs_it(tmp_path, https):
    names = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]

    found = settings_with(*names, VAR_DIR=str(tmp_path), HTTPS=https)

    assert set(found.values()) == {https == "True"}


def test_the_settings_are_short_enough_to_read():
    lines = (
        (ROOT / "credit_fuzhou/settings.py").read_text(encoding="utf-8").splitlines()
    )

    assert len(lines) <= LINE_COUNT_ALARM
