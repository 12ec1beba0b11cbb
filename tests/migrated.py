"""The migrated test database, kept from run to run on SQLite: migrating takes ten seconds, copying none.

The copy is known by a digest of all source of the apps; a changed line anywhere, and the next run
migrates again. PostgreSQL and a fresh clone, so CI, always migrate.
"""

import fcntl
import os
import sqlite3
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from unittest import mock

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"


def digest() -> str:
    """What the migrated database depends on: models and migrations of the apps, the libraries."""
    found = blake2b(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == ROOT]  # fmt: skip
    files = [path for folder in own for path in folder.rglob("*.py")]
    for path in [ROOT / "requirements.txt", *sorted(files)]:
        found.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:32]


def migrate(name: str, *args, **options) -> None:
    """In the place of `call_command` where Django makes a test database."""
    if name != "migrate" or connection.vendor != "sqlite":
        call_command(name, *args, **options)
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"{digest()}.sqlite3"
    connection.ensure_connection()
    # Of several workers one migrates, the others wait and copy.
    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            call_command(name, *args, **options)
            keep(kept)
            return
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)


def keep(path: Path) -> None:
    """Write the database to `path`, whole or not at all, and remove the copies of earlier source."""
    for older in FOLDER.glob("*.sqlite3"):
        older.unlink()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as target:
        connection.connection.backup(target)
    os.replace(part, path)


@contextmanager
def copied():
    """While it lasts, Django's test databases on SQLite are copied where they have been migrated before."""
    create = connection.creation.create_test_db

    def create_test_db(*args, **options):
        with mock.patch("django.core.management.call_command", migrate):
            return create(*args, **options)

    with mock.patch.object(connection.creation, "create_test_db", create_test_db):
        yield
