"""One test session that runs its tests once, notes which lines each runs, then tries mutants in forks.

A pytest plugin, given to `pytest.main` by `__main__`. Every fork inherits modules, test database
(SQLite's lies in memory and is copied with the process; each fork connects to PostgreSQL again
and rolls back) and settings, installs one mutant and runs the tests that execute its line.
"""

import contextlib
import os
import signal
import sys
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import coverage
import pytest
from django.db import connections

from .install import NotInstalled, install
from .mutants import ROOT, Mutant, source_of

KILLED, SURVIVED, NOT_RUN, NOT_INSTALLED, NO_CHANGE = "killed", "survived", "no test runs it", "not installed", "no change"  # fmt: skip
CODES = {0: SURVIVED, 1: KILLED, 3: NOT_INSTALLED}


class Verdict(NamedTuple):
    """What became of one mutant, after how many tests."""

    mutant: Mutant
    outcome: str
    tests: int


class MutationSession:
    """The plugin: `mutants` are tried in order; `seconds` bound the whole (0: nothing does), `most` the tests of each's first round."""

    def __init__(
        self, mutants: list[Mutant], *, most: int, seconds: float, workers: int
    ):
        self.mutants, self.most, self.workers = mutants, most, workers
        begun = time.monotonic()
        self.until = begun + (seconds or float("inf"))
        # The unchanged run may take so long at most; what it did not reach is not judged.
        self.look_until = begun + (seconds / 2 or float("inf"))
        self.cut_short = False
        self.verdicts: list[Verdict] = []
        self.untried: list[Mutant] = []
        self.runs: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.took: dict[int, float] = {}
        self.failed = False

    def pytest_runtest_logreport(self, report):
        self.failed |= report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        if session.testsfailed or not session.items:
            return None
        self.look(session)
        if self.failed:
            print("a test fails without any mutant: nothing was tried")  # noqa: T201
            return True
        self.try_all(session)
        return True

    def look(self, session):
        """Run every test once, unchanged, and note the lines of the target modules that it runs."""
        targets = sorted({mutant.path for mutant in self.mutants})
        watch = coverage.Coverage(data_file=None, include=[str(ROOT / path) for path in targets], config_file=False)  # fmt: skip
        # What is executed while a class is set up belongs to each of the tests of the class.
        shared: dict[object, set] = defaultdict(set)
        for number, item in enumerate(session.items):
            # Never without a next test: the database is torn down with the last one.
            following = session.items[(number + 1) % len(session.items)]
            self.cut_short = time.monotonic() > self.look_until
            if self.cut_short:
                following = min(session.items[0], session.items[-1], key=lambda one: shared_chain(one, item))  # fmt: skip
            watch.erase()
            watch.start()
            begun = time.monotonic()
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.took[number] = time.monotonic() - begun
            watch.stop()
            data = watch.get_data()
            lines = {
                (path, line)
                for path in targets
                for line in data.lines(str(ROOT / path)) or ()
            }
            if item.cls not in shared or item.cls is None:
                shared[item.cls] = lines
            for key in lines | (shared[item.cls] if item.cls else set()):
                self.runs[key].add(number)
            if self.failed:
                return
            if self.cut_short:
                print(f"only {number + 1} of {len(session.items)} tests are run: what survives them is not judged")  # noqa: T201  # fmt: skip
                return

    def tests_for(self, mutant: Mutant, items: list) -> list[int]:
        """The tests that run the mutant's line or the next ones of its statement, quickest first."""
        numbers = set()
        for line in range(mutant.line, max(mutant.line - 4, 0), -1):
            numbers = self.runs.get((mutant.path, line), set())
            if numbers:
                break
        if not numbers and is_at_module_level(mutant):
            numbers = set().union(*(found for (path, _), found in self.runs.items() if path == mutant.path))  # fmt: skip
        return sorted(numbers, key=lambda number: self.took[number])

    def try_all(self, session):
        running: dict[int, tuple[Mutant, int]] = {}
        # First the quickest tests; whom these do not notice, the rest of its tests.
        waiting = [(mutant, 0) for mutant in self.mutants]
        while waiting or running:
            while waiting and len(running) < self.workers:
                mutant, done = waiting.pop(0)
                if time.monotonic() > self.until:
                    self.untried.append(mutant)
                    continue
                self.begin(session, mutant, done, running)
            if running:
                pid, status = os.wait()
                mutant, tests = running.pop(pid)
                # Ended by the alarm: it went round for ever, which somebody would notice.
                code = os.waitstatus_to_exitcode(status)
                if code == -signal.SIGALRM and time.monotonic() > self.until - 1:
                    self.untried.append(mutant)
                elif code == 0 and tests < len(self.tests_for(mutant, session.items)):
                    waiting.append((mutant, tests))
                else:
                    self.say(Verdict(mutant, CODES.get(code, KILLED), tests))

    def begin(self, session, mutant, done, running):
        numbers = self.tests_for(mutant, session.items)
        numbers = numbers[done:] if done else numbers[: self.most]
        source = source_of(mutant)
        if source is None or not numbers:
            self.say(Verdict(mutant, NO_CHANGE if source is None else NOT_RUN, 0))
            return
        for connection in connections.all(initialized_only=True):
            if connection.vendor != "sqlite":
                connection.close()
        module = import_module(".".join(Path(mutant.path).with_suffix("").parts).removesuffix(".__init__"))  # fmt: skip
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            items = [session.items[number] for number in numbers]
            enough = 20 + 5 * sum(self.took[number] for number in numbers)
            signal.alarm(int(min(enough, max(1, self.until - time.monotonic()))))
            os._exit(self.in_fork(session, module, source, items))
        running[pid] = (mutant, done + len(numbers))

    def in_fork(self, session, module: ModuleType, source: str, items: list) -> int:
        """Run `items` with the mutant installed; returns the exit code, see CODES."""
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            with (
                contextlib.redirect_stdout(nowhere),
                contextlib.redirect_stderr(nowhere),
            ):
                try:
                    install(module, source)
                except NotInstalled:
                    return 3
                except Exception:
                    return 1
                for item, following in zip(items, [*items[1:], items[0]], strict=True):
                    hook = session.config.hook
                    hook.pytest_runtest_protocol(item=item, nextitem=following)
                    if self.failed:
                        return 1
                return 0

    def say(self, verdict: Verdict):
        if self.cut_short and verdict.outcome in {SURVIVED, NOT_RUN}:
            self.untried.append(verdict.mutant)
            return
        self.verdicts.append(verdict)
        if verdict.outcome not in {KILLED, NO_CHANGE}:
            one = verdict.mutant
            print(f"{verdict.outcome}: {one.path}:{one.line} {one.operator} {one.before[:90]!r} ({verdict.tests} tests)", flush=True)  # noqa: T201  # fmt: skip


def shared_chain(one: pytest.Item, other: pytest.Item) -> int:
    """How many collectors (folders, file, class) the two tests have in common."""
    return len(set(one.listchain()) & set(other.listchain()))


def is_at_module_level(mutant: Mutant) -> bool:
    """Whether the mutant changes a statement that runs at import: no test runs it, all rely on it."""
    lines = (ROOT / mutant.path).read_text(encoding="utf-8").splitlines()
    line = mutant.line
    while line > 0 and lines[line - 1][:1] in {" ", ")", "]", "}", ""}:
        if lines[line - 1].lstrip().startswith(("def ", "class ")):
            return False
        line -= 1
    return not lines[line - 1].startswith(("def ", "class ", "async "))
