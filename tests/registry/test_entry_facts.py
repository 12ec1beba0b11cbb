"""The facts of an entry are described once, and every use of them follows the description."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from registry import entry_facts
from registry.entry_facts import FACTS, NOT_FACTS, FactKind, Use, description_problems
from registry.importing.lines import Line
from registry.models import Entry, Staged

COLUMNS = [field.name for field in Entry._meta.concrete_fields]
# Besides the uses: what a new fact passes through on its way.
STEPS = {
    "staged",
    "draft changed by a list",
    "draft form",
    "desk page",
    "correction form",
}


def test_a_fact_that_is_only_described_is_found_in_every_use():
    script = [sys.executable, "-m", "tests.registry.made_up_fact"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    found = json.loads(done.stdout)

    assert found.pop("migration") == [
        "Add field seal_of_a_test to entry",
        "Add field seal_of_a_test to staged",
    ]
    assert found == dict.fromkeys({*STEPS, *(use.name for use in Use)}, True)


def test_every_column_of_an_entry_is_described():
    assert description_problems(COLUMNS) == []


def test_a_fact_described_twice_is_refused_in_a_sentence_that_says_what_to_do(
    monkeypatch,
):
    monkeypatch.setattr(entry_facts, "FACTS", (*FACTS, FACTS[0]))

    [problem] = description_problems(COLUMNS)

    assert problem == (
        "The fact “document_number” is described twice in registry/entry_facts.py: "
        "keep one description and give it the uses of both."
    )


def test_a_fact_that_is_also_listed_as_none_is_refused(monkeypatch):
    monkeypatch.setattr(entry_facts, "NOT_FACTS", NOT_FACTS | {"statement"})

    [problem] = description_problems(COLUMNS)

    assert "“statement” is described twice" in problem


def test_a_column_that_is_not_described_is_refused_in_a_sentence_that_says_what_to_do():
    [problem] = description_problems([*COLUMNS, "seal_of_a_test"])

    assert problem == (
        "The column “seal_of_a_test” of Entry is not described: add a line to FACTS in "
        "registry/entry_facts.py, or, where nobody states it, its name to NOT_FACTS there."
    )


def test_a_fact_without_a_column_is_refused():
    [problem] = description_problems([name for name in COLUMNS if name != "source"])

    assert "The fact “source” has no column: write it in Entry" in problem


def test_manage_py_check_names_what_is_not_described(monkeypatch):
    monkeypatch.setattr(entry_facts, "NOT_FACTS", NOT_FACTS - {"status"})

    with pytest.raises(SystemCheckError, match="column “status” of Entry is not"):
        call_command("check")


def test_staged_rows_have_a_column_for_each_fact_that_lists_can_state():
    staged = {field.attname for field in Staged._meta.concrete_fields}

    assert {fact.attname for fact in entry_facts.used_for(Use.IMPORT)} <= staged


def test_a_line_of_a_list_has_a_slot_for_each_fact_and_no_dictionary():
    line = Line("", 1, [], "black")

    assert not hasattr(line, "__dict__")
    for fact in entry_facts.used_for(Use.IMPORT):
        assert not getattr(line, fact.attname)


@dataclass
class Decision:
    """A value that is neither text nor number."""

    def __str__(self):
        return "福州市"


@pytest.mark.parametrize(
    ("value", "plain"),
    [(None, None), ("文", "文"), (3, 3), ({"a": "b"}, {"a": "b"}), (Decision(), "福州市")],
)  # fmt: skip
def test_facts_are_plain_in_files_and_in_the_trail(value, plain):
    assert entry_facts.as_plain(value) == plain


def test_an_arrangement_leaves_out_what_is_not_there():
    names = entry_facts.arranged("abc", first=["c", "x"], last=["a", "y"])

    assert names == ["c", "b", "a"]


def test_only_texts_of_one_line_have_a_longest_length():
    assert {fact.kind for fact in FACTS if fact.longest} == {FactKind.TEXT}


def test_a_fact_that_is_described_twice_stops_the_platform_with_a_sentence():
    path = Path(entry_facts.__file__)
    source = path.read_text(encoding="utf-8")
    line = next(
        one for one in source.splitlines() if one.startswith('    Fact("statement",')
    )

    with pytest.raises(ValueError, match="“statement” is described twice in registry"):
        exec(
            compile(source.replace(line, f"{line}\n{line}"), str(path), "exec"),
            {"__name__": "registry.twice"},
        )
