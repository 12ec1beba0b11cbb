"""What a change is: the commits of one piece of work, as git knows them."""

import re
import subprocess

from .mutants import ROOT

HOURS = 6
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def git(*arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], text=True, cwd=ROOT).strip()


def base_of_change() -> str:
    """The newest commit that is at least six hours older than the last one; else the first of all.

    One piece of work is merged within hours, in many commits; what was there before is older.
    """
    last = int(git("log", "-1", "--format=%ct"))
    base = git("rev-list", "-1", f"--before={last - HOURS * 3600}", "HEAD")
    return base or git("rev-list", "--max-parents=0", "HEAD").splitlines()[-1]


def changed_paths(since: str) -> set[str]:
    return set(git("diff", "--name-only", since).splitlines())


def changed_lines(since: str, path: str) -> set[int]:
    """The numbers of the lines of `path` that are new or different since then."""
    hunks = HUNK.findall(git("diff", "-U0", since, "--", path))
    return {int(first) + step for first, number in hunks for step in range(int(number or 1))}  # fmt: skip
