"""`python -m tests.mutation [MODULE …]`: mutants of the modules, and which of them no test notices.

Exits with 1 where a mutant survived that `equivalent.toml` does not list, with 2 where the tests
fail without any mutant.
"""

import argparse
import os
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from .mutants import ROOT, Mutant, mutants_of, sample
from .session import KILLED, NOT_RUN, SURVIVED, MutationSession
from .targets import MODULES, tests_of

SEED = 20261130
LISTED = Path(__file__).with_name("equivalent.toml")


def listed() -> dict[str, str]:
    """Mutants that cannot be noticed, with the reason."""
    return tomllib.loads(LISTED.read_text(encoding="utf-8"))["equivalent"]


def wanted(arguments) -> list[str]:
    patterns = arguments.modules or MODULES
    paths = sorted({str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern)})  # fmt: skip
    paths = [path for path in paths if not path.endswith("__init__.py")]
    if arguments.since:
        output = subprocess.check_output(["git", "diff", "--name-only", arguments.since], text=True, cwd=ROOT)  # fmt: skip
        paths = [path for path in paths if path in output.split()]
    return paths


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


def in_own_process(tests, paths, arguments) -> int:
    """Each group of tests in a process of its own: a session is pytest's once a process."""
    command = [sys.executable, "-m", "tests.mutation", "--group", *paths]
    for name in ("sample", "seed", "most_tests", "seconds", "workers"):
        command += [f"--{name.replace('_', '-')}", str(getattr(arguments, name))]
    return subprocess.call(command, cwd=ROOT)


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
    parser.add_argument("--since", help="only modules that changed since this commit")
    parser.add_argument("--sample", type=int, default=0, help="mutants of a module, 0: all")  # fmt: skip
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--most-tests", type=int, default=120, help="tests for one mutant, the quickest")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=3600, help="for the mutants of one group of modules")  # fmt: skip
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--group", action="store_true", help="the modules share their tests (used by itself)")  # fmt: skip
    arguments = parser.parse_args()
    paths = wanted(arguments)
    if not arguments.group:
        codes = [in_own_process(tests, group, arguments) for tests, group in by_tests(paths).items()]  # fmt: skip
        print("nothing to mutate" if not codes else f"groups: {len(codes)}")  # noqa: T201
        return max(codes, default=0)
    mutants = [one for path in paths for one in sample(mutants_of(path), arguments.sample, arguments.seed)]  # fmt: skip
    return report(run_group(tuple(tests_of(paths[0])), mutants, arguments))


if __name__ == "__main__":
    sys.exit(main())
