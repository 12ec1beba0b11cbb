"""`python -m tests.mutation [MODULE …]`: mutants of the modules, and which of them no test notices.

Exits with 1 where a mutant survived that `equivalent.toml` does not list, with 2 where the tests
fail without any mutant.
"""

import argparse
import os
import random
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .changes import base_of_change, changed_lines, changed_paths
from .mutants import ROOT, Mutant, mutants_of, sample
from .session import KILLED, NOT_RUN, SURVIVED, MutationSession
from .targets import MODULES, tests_of

SEED = 20261130
# Less than this and a group has hardly run its tests once.
LEAST_SECONDS = 100
LISTED = Path(__file__).with_name("equivalent.toml")


def listed() -> dict[str, str]:
    """Mutants that cannot be noticed, with the reason."""
    return tomllib.loads(LISTED.read_text(encoding="utf-8"))["equivalent"]


def wanted(arguments) -> list[str]:
    patterns = arguments.modules or MODULES
    paths = sorted({str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern)})  # fmt: skip
    paths = [path for path in paths if not path.endswith("__init__.py")]
    if arguments.since:
        changed = changed_paths(arguments.since)
        paths = [path for path in paths if path in changed]
    return paths


def chosen(paths: list[str], arguments) -> list[Mutant]:
    """The mutants to try; where time may run out, those of changed lines first, then in turn."""
    mutants = [one for path in paths for one in sample(mutants_of(path), arguments.sample, arguments.seed)]  # fmt: skip
    if arguments.since:
        changed = {path: changed_lines(arguments.since, path) for path in paths}
        every = [one for path in paths for one in mutants_of(path)]
        touched = [one for one in every if one.line in changed[one.path]]
        mutants = list(dict.fromkeys([*touched, *mutants]))
        random.Random(arguments.seed).shuffle(mutants)
        mutants.sort(key=lambda one: one.line not in changed[one.path])
    return mutants


def by_tests(paths: list[str]) -> dict[tuple[str, ...], list[str]]:
    """Modules that share their tests share a session."""
    groups = defaultdict(list)
    for path in paths:
        groups[tuple(tests_of(path))].append(path)
    return groups


def run_group(
    tests: tuple[str, ...], mutants: list[Mutant], arguments
) -> MutationSession:
    session = MutationSession(
        mutants,
        most=arguments.most_tests,
        seconds=arguments.seconds,
        workers=arguments.workers,
    )
    files = [str(path) for pattern in tests for path in sorted(ROOT.glob(pattern))]
    options = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header", "-p", "no:randomly", "-W", "ignore"]  # fmt: skip
    code = pytest.main([*options, *files], plugins=[session])
    if session.failed and not session.verdicts:
        sys.exit(2)
    if code not in (0, 1, 5):
        sys.exit(int(code))
    return session


def in_own_process(paths: list[str], seconds: float, workers: int, arguments) -> int:
    """Each group of tests in a process of its own: a session is pytest's once a process."""
    command = [sys.executable, "-m", "tests.mutation", "--group", *paths]
    command += ["--seconds", str(seconds), "--workers", str(workers)]
    for name in ("sample", "seed", "most_tests", "since"):
        if getattr(arguments, name):
            command += [f"--{name.replace('_', '-')}", str(getattr(arguments, name))]
    return subprocess.call(command, cwd=ROOT)


def run_groups(groups: list[list[str]], arguments) -> list[int]:
    """Run every group, on SQLite several at once; with `--seconds` as many as have time enough."""
    # PostgreSQL has one test database, which two groups would fight over.
    at_once = 1 if os.environ.get("DATABASE_URL") else min(len(groups), arguments.workers)  # fmt: skip
    workers = max(1, arguments.workers // max(1, at_once))
    until = time.monotonic() + arguments.seconds
    if arguments.seconds:
        random.Random(arguments.seed).shuffle(groups)
        fitting = max(1, int(at_once * arguments.seconds / LEAST_SECONDS))
        for left_out in groups[fitting:]:
            print("left out, there is no time for:", *left_out, flush=True)  # noqa: T201
        groups = groups[:fitting]
    waiting = list(groups)

    def run(group: list[str]) -> int:
        # What is left is shared among the groups that have not begun.
        seconds = (until - time.monotonic()) * min(1, at_once / len(waiting)) if arguments.seconds else 0  # fmt: skip
        waiting.remove(group)
        return in_own_process(group, max(seconds, 1) if arguments.seconds else 0, workers, arguments)  # fmt: skip

    with ThreadPoolExecutor(max(1, at_once)) as pool:
        return list(pool.map(run, groups))


def report(session: MutationSession) -> int:
    known = listed()
    counts = Counter(verdict.outcome for verdict in session.verdicts)
    gaps = [
        verdict
        for verdict in session.verdicts
        if verdict.outcome in {SURVIVED, NOT_RUN} and verdict.mutant.key not in known
    ]
    equivalent = sum(
        verdict.outcome in {SURVIVED, NOT_RUN} and verdict.mutant.key in known
        for verdict in session.verdicts
    )
    judged = counts[KILLED] + len(gaps)
    share = f"{100 * counts[KILLED] / judged:.1f} %" if judged else "none judged"
    print(f"\n{dict(counts)}; listed as equivalent {equivalent}; untried {len(session.untried)}; noticed {share}")  # noqa: T201  # fmt: skip
    for verdict in gaps:
        print(f"GAP {verdict.outcome}: {verdict.mutant.path}:{verdict.mutant.line} {verdict.mutant.key!r}")  # noqa: T201  # fmt: skip
    return 1 if gaps else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation", description=__doc__
    )
    parser.add_argument("modules", nargs="*", help="paths or patterns from the root; all of targets.py without")  # fmt: skip
    parser.add_argument("--since", help="only modules that changed since this commit, changed lines first; \"auto\": the newest commit six hours before the last")  # fmt: skip
    parser.add_argument("--sample", type=int, default=0, help="mutants of a module, 0: all")  # fmt: skip
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--most-tests", type=int, default=120, help="tests for one mutant, the quickest")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=0, help="for everything, the unchanged run too; 0: no bound")  # fmt: skip
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--group", action="store_true", help="the modules share their tests (used by itself)")  # fmt: skip
    arguments = parser.parse_args()
    if arguments.since == "auto":
        arguments.since = base_of_change()
        print("changed since", arguments.since)  # noqa: T201
    paths = wanted(arguments)
    if arguments.group:
        return report(run_group(tuple(tests_of(paths[0])), chosen(paths, arguments), arguments))  # fmt: skip
    codes = run_groups(list(by_tests(paths).values()), arguments)
    print(f"groups: {len(codes)}" if codes else "nothing to mutate")  # noqa: T201
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
