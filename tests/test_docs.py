"""The documents are true: every clause is answered, and what they name is there."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

ROOT = Path(__file__).parent.parent
CLAUSES = (ROOT / "docs" / "clauses.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split("|") for line in CLAUSES.splitlines() if re.match(r"\| \d", line)]  # fmt: skip
WANTED = ["1.0a", "1.0b", "1.0c", "1.1", "1.2", "1.3", "1.4", "1.5", "2.0", "2.1", "2.2a", "2.2b", "2.3a", "2.3b", "2.3c", "2.4a", "2.4b", "2.4c", "3.1", "3.2a", "3.2b", "3.3", "3.4a", "3.4b", "3.5a", "3.5b", "3.5c", "3.5d", "3.5e", "3.5f", "3.6", "3.7", "4.1", "4.2", "4.3", "4.4a", "4.4b"]  # fmt: skip
QUOTED = re.compile(r"`([^`]+)`")
METHODS = ("GET ", "POST ")
COMMANDS = {path.stem for path in ROOT.glob("*/management/commands/*.py")}


def cells(column):
    """(clause, quoted text) of one column."""
    for row in ROWS:
        for text in QUOTED.findall(row[column]):
            yield row[0].strip(), text


def test_every_clause_is_answered_in_every_column():
    assert sorted({row[0].strip() for row in ROWS}) == sorted(WANTED)
    assert [row[0] for row in ROWS if not all(cell.strip() for cell in row)] == []


def test_the_tests_that_prove_a_clause_are_there():
    missing = []
    for row in ROWS:
        folder = ""
        for text in QUOTED.findall(row[4]):
            folder = text.rpartition("/")[0] or folder
            if not (ROOT / folder / text.rpartition("/")[2]).exists():
                missing.append((row[0].strip(), text))

    assert missing == []


def test_the_modules_that_serve_a_clause_are_there():
    missing = []
    for row in ROWS:
        folder = ""
        for text in QUOTED.findall(row[2]):
            if not text.endswith(".py"):
                continue
            folder = text.rpartition("/")[0] or folder
            if not (ROOT / folder / text.rpartition("/")[2]).exists():
                missing.append((row[0].strip(), text))

    assert missing == []


@pytest.mark.parametrize(("clause", "text"), list(cells(3)))
def test_what_reaches_a_clause_is_there(clause, text):
    if text.startswith("manage.py "):
        assert text.split()[1] in COMMANDS
    elif text.startswith(METHODS):
        resolve(found_path(text.split()[1]))
    elif text.startswith("/"):
        try:
            resolve(found_path(text))
        except Resolver404:
            resolve(found_path("/api/v1" + text))


def found_path(text):
    """An address with something in each of its places."""
    path = re.sub(r"<[^>]*>|N(?=/)|…", "huanbao", text.partition("?")[0])
    return path if path.endswith(("/", ".atom", ".ics")) else path + "/"
