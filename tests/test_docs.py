"""The documents are true: clauses, signals and extension points, and what they name is there."""

import ast
import re
from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.dispatch import Signal
from django.urls import Resolver404, resolve

from registry import signals

ROOT = Path(__file__).parent.parent
APPS = ("registry", "sanctions", "repair", "disputes", "reporting")
SIGNALS = (ROOT / "docs" / "signals.md").read_text(encoding="utf-8")
POINTS = (ROOT / "docs" / "extension-points.md").read_text(encoding="utf-8")
LISTS = POINTS.partition("## Lists and registers")[2].partition("\n## ")[0]
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


# --- signals -----------------------------------------------------------------


def listeners():
    """{name of a signal: the apps whose receivers are connected to it}."""
    found = {}
    for name, signal in vars(signals).items():
        if isinstance(signal, Signal):
            receivers = (reference() for _, reference, *_ in signal.receivers)
            found[name] = {receiver.__module__.split(".")[0] for receiver in receivers} & set(APPS)  # fmt: skip
    return found


def listeners_in(text):
    """{name of a signal: the apps in the last cell of its row} of the table in `text`."""
    rows = [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("| `")]  # fmt: skip
    return {row[0].strip(" `"): set(QUOTED.findall(row[3])) for row in rows}


def differences(documented, connected):
    """What has to be changed in docs/signals.md so that it says who listens."""
    for name in sorted(documented.keys() | connected.keys()):
        written, real = documented.get(name), connected.get(name)
        if written is None:
            yield f"docs/signals.md: add a row for the signal {name}"
        elif real is None:
            yield f"docs/signals.md: take out the row of {name}, there is no such signal"
        else:
            yield from (f"docs/signals.md: write in the row of {name} what `{app}` does when it listens" for app in sorted(real - written))  # fmt: skip
            yield from (f"docs/signals.md: take `{app}` out of the row of {name}, it does not listen" for app in sorted(written - real))  # fmt: skip


def test_the_document_names_who_listens_to_each_signal():
    assert list(differences(listeners_in(SIGNALS), listeners())) == []


def test_a_listener_missing_from_the_document_is_found():
    without = SIGNALS.replace("`sanctions`: orders;", "")

    assert list(differences(listeners_in(without), listeners())) == [
        "docs/signals.md: write in the row of entries_published what `sanctions` does when it listens"
    ]


# --- extension points --------------------------------------------------------


def points_of(source):
    """Names of the lists `EXTRA_…` and of the functions that register something, in a module."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name) and target.id.startswith("EXTRA_"):
                    yield target.id
        elif (
            isinstance(node, ast.FunctionDef)
            and (node.name.startswith("register_") or node.name == "name_verbs")
            and node.args.args  # `register_version()` reads the version of the register
        ):
            yield node.name


def test_every_extension_point_is_documented():
    rows = {row[1]: row[2] for row in re.findall(r"(?m)^(\| `(\w+)` \| `([^`]+\.py)` \|)", LISTS)}  # fmt: skip
    found = {
        name: str(path.relative_to(ROOT))
        for app in APPS
        for path in ROOT.glob(f"{app}/**/*.py")
        for name in points_of(path.read_text(encoding="utf-8"))
    }

    missing = [f"docs/extension-points.md: add a row for `{name}` of {path}" for name, path in found.items() if rows.get(name) != path]  # fmt: skip
    stale = [f"docs/extension-points.md: take out `{name}`, {path} has no such point" for name, path in rows.items() if found.get(name) != path]  # fmt: skip
    assert missing + stale == []


def test_an_extension_point_is_recognised_in_the_code():
    source = (
        "EXTRA_X = []\nEXTRA_Y: list = []\ndef register_z(model): pass\ndef f(): pass"
    )

    assert list(points_of(source)) == ["EXTRA_X", "EXTRA_Y", "register_z"]


def test_the_modules_of_the_extension_points_are_there():
    named = {text for text in QUOTED.findall(POINTS) if "/" in text and text.endswith(".py")}  # fmt: skip

    assert sorted(text for text in named if not (ROOT / text).exists()) == []


# --- the glossary ------------------------------------------------------------


def test_the_functions_of_the_glossary_are_there():
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    verbs = design.partition("## Glossary: verbs")[2].partition("\n## ")[0]
    named = [text for text in re.findall(r"`([a-z_.]+)`", verbs) if "." in text]
    missing = []
    for text in named:
        path = text if text.startswith(APPS) else f"registry.{text}"
        try:
            resolve_name(path)
        except (ImportError, AttributeError):
            missing.append(f"docs/design.md: there is no {path}")

    assert named
    assert missing == []
