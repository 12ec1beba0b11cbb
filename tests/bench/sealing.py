"""Write lines to the trail in bulk, seal and verify them: seconds of each, for every round."""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry import ledger, trail  # noqa: E402
from registry.commit_order import horizon  # noqa: E402
from registry.models import Entry, TrailEntry  # noqa: E402

from .machine import answer  # noqa: E402


def one_round(first, count):
    """Seconds to write, to seal and to verify `count` lines."""
    lines = [
        (pk, {"status": "submitted"}, {"status": "published"})
        for pk in range(first, first + count)
    ]
    began = time.perf_counter()
    trail.record_all(Entry, "published", lines, by=None, reason="审核通过，予以公布")
    written = time.perf_counter()
    last = TrailEntry.objects.latest("pk").moment
    while horizon() <= last:  # somebody else is writing on the same server
        time.sleep(0.05)
    settled = time.perf_counter()
    ledger.seal_trail(timezone.now(), horizon())
    sealed = time.perf_counter()
    verdict = ledger.verify()
    ended = time.perf_counter()
    if verdict.broken:
        sys.exit(str(verdict.broken))
    share = count / verdict.lines
    return written - began, sealed - settled, (ended - sealed) * share


def main(count, rounds):
    call_command("migrate", verbosity=0)
    answer(rounds=[one_round(number * count, count) for number in range(rounds)])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
