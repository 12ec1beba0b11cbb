"""State of a process that lives longer than a test, and what clears it between tests.

A cache in a module or class makes a test depend on what ran before it. `test_state.py` finds
every such place in the apps; each stands here, either cleared or with the reason why it need not be.
"""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache

from credit_fuzhou.logs import current_request
from registry.apikit.access import Allowance

# Cleared before each test: where the state is, and how it is cleared.
CLEARED: dict[str, Callable[[], object]] = {
    "credit_fuzhou/logs.py current_request": lambda: current_request.set(""),
    "registry/apikit/access.py Allowance._reserved": Allowance._reserved.clear,
}
# Not of the apps, cleared as well. Without the second, the first test of a process makes one query more.
FOREIGN = (cache.clear, ContentType.objects.clear_cache)
# Not cleared: what a test can see of it is the same whatever ran before.
HARMLESS = {
    "credit_fuzhou/health.py newest_migrations": "depends on the files of the migrations only",
    "registry/adminkit/history.py VERBS": "filled once, when the apps are ready",
    "registry/apikit/access.py Allowance._lock": "a lock that is free between tests",
    "registry/case_status.py BUILDERS": "filled once, when the apps are ready",
    "registry/case_status.py MODELS": "filled once, when the apps are ready",
    "registry/importing/checks.py Checker.__init__": "a cache of one instance",
    "registry/importing/kinds.py subject_kind": "depends on its argument only",
    "registry/names.py _KEY_TABLE": "a table of single characters, each computed from itself",
    "registry/parsing/cells.py _day_text": "depends on its argument only",
    "registry/parsing/cells.py date": "depends on its arguments only",
    "registry/sealing.py _cipher": "depends on its argument, the key, only",
    "registry/workdays.py _cached": "compared with the rows of the calendar each time it is used",
    "sanctions/checking/fast/checker.py _prepared": "belongs to a connection, as the prepared statements do",
    "sanctions/checking/fast/middleware.py addresses": "depends on the URL patterns only",
    "sanctions/checking/fast/statements.py judging": "depends on the models only",
    "sanctions/checking/fast/statements.py opening": "depends on the models only",
}


def clear() -> None:
    """Forget what earlier tests left in the process; costs a few microseconds."""
    for forget in (*CLEARED.values(), *FOREIGN):
        forget()


def remove_files() -> None:
    """Empty the temporary folder: uploads, snapshots, mails and the heartbeat of earlier tests."""
    for path in settings.VAR_DIR.iterdir():
        if path.name == "broker":  # its folders are made once, when Celery is set up
            continue
        if not path.is_dir():
            path.unlink()
            continue
        for inner in path.iterdir():
            shutil.rmtree(inner) if inner.is_dir() else inner.unlink()
