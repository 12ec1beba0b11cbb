"""One word per idea: words that the project has given up may not come back.

Looked at are identifiers (parted at `_` and capitals), docstrings, comments, what templates
name, and the English documents; not Chinese texts, values in the database, addresses, migrations.
"""

import ast
import io
import re
import sys
import tokenize
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent


class Retired(NamedTuple):
    """A word that is not to be used, what to write instead, and where it is another word.

    `words` is a pattern for one whole word or phrase; `contexts` are patterns of the text around
    it (the line, or the identifier) in which it has its ordinary meaning; `files` are the endings
    of paths in which it names something else.
    """

    words: str
    instead: str
    contexts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


LEASES = (
    "registry/exchange/delivering.py", "registry/messages.py", "registry/models/messages.py",
    "registry/models/webhooks.py", "registry/actions/batches.py", "registry/importing/staging.py",
    "tests/registry/exchange/test_deliver.py", "tests/registry/test_remind.py",
)  # fmt: skip
RETIRED = [
    Retired("claims?|claimed|claiming|claimable", "hold (of an entry), lease (of a worker)", (r"claimed_(at|until)", r"OpenID", r"OIDC"), LEASES),
    Retired("laid|lays?", "place (a hold), put", (r"laid out", r"lay(s|ing)? out", r"lay_out"), ("deploy/README.md",)),
    Retired("rests?|resting|rested", "held, is held, holds", (r"rest_framework", r"REST_FRAMEWORK", r"\brests? on\b", r"\bthe rest\b", r"\bat rest\b", r"\*rest\b", r"\brest :?=", r"\brest day", r"\{rest\}", r"\brest\["), ()),
    Retired("let go|lets go|let_go", "release"),
    Retired("deeds?", "action"),
    Retired("tells?|told|tellers?|telling", "as_dict, show, notify, or the noun that is meant"),
    Retired("hands", "handlers, actors, hand over (as one word: returns, gives)"),
    Retired("reckon(s|ed|ing)?", "compute"),
    Retired("things?", "the noun that is meant, or `instance`"),
    Retired("matters?", "case", (r"\bno matter\b", r"\b(not|never|still) matters?\b", r"\bmatters (to|for)\b"), (
        "models/promises.py", "actions/promises.py", "admin/promises.py", "test_promise.py", "models/litigations.py",
        "actions/litigations.py", "admin/litigations.py", "test_litigate.py", "management/demonstration.py", "test_lives.py",
    )),
    Retired("anew", "again"),
    Retired("whoever|whomever|whomsoever", "who, anyone who, those who"),
    Retired("of whom|by whom|to whom|about whom", "whose, by which official, and the like: plain English"),
    Retired("borne|bears?|bearing", "has, with the name (or number)"),
    Retired("she|her|hers|herself|he|him|his|himself", "they, the official, the applicant"),
    Retired("publicity|radius|moments|doorbell|dossier", "disclosure, impact, commit_order, file_broker, credit_report", (r"-radius",)),
    Retired("further", "EXTRA_…", (r"(?i)\bfurther (arguments?|document|look)", r"\bany further\b", r"\bno further\b", r"further_bases"), ("admin/catalogue.py",)),
]  # fmt: skip
ANSWERS = Retired(
    r"answers (how|whether|what|which|the|None|a|an|its|those|True|with|every)",
    "returns",
)


def pattern_of(retired):
    """Matches the word as a whole word of a text in which identifiers are parted."""
    return re.compile(rf"(?<![A-Za-z])(?:{retired.words})(?![A-Za-z])", re.IGNORECASE)


PATTERNS = [(one, pattern_of(one)) for one in [*RETIRED, ANSWERS]]


def parted(text):
    """Identifiers in `text` as separate words: `HoldForm.place_all` becomes `Hold Form.place all`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", text)


@cache  # an identifier stands in hundreds of places
def retired_in(text):
    """The retired words in one line of prose or one identifier, each with its rule."""
    found = [(one, pattern.search(text) or pattern.search(parted(text))) for one, pattern in PATTERNS]  # fmt: skip
    return [
        (one, match.group(0))
        for one, match in found
        if match and not any(re.search(context, text) for context in one.contexts)
    ]


def complaints(text, path):
    """What is wrong with one line of prose or one identifier of the file `path`."""
    for retired, word in retired_in(text):
        if not (retired.files and str(path).endswith(retired.files)):
            yield f"“{word}” (write: {retired.instead})"


def docstrings(tree):
    """(line, text) of each line of docstrings and of strings that explain a constant."""
    for node in ast.walk(tree):
        for part in getattr(node, "body", None) or [] if not isinstance(node, ast.Lambda | ast.IfExp) else []:  # fmt: skip
            if (
                isinstance(part, ast.Expr)
                and isinstance(part.value, ast.Constant)
                and isinstance(part.value.value, str)
            ):
                for number, line in enumerate(part.value.value.splitlines()):
                    yield part.lineno + number, line


def python_texts(source):
    """(line, text) of each identifier, comment and line of a docstring in Python `source`."""
    yield from docstrings(ast.parse(source))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT or token.type == tokenize.NAME:
            yield token.start[0], token.string


def template_texts(source):
    """(line, text) of what a template names: tags and variables, without their string literals."""
    for number, line in enumerate(source.splitlines(), 1):
        for found in re.findall(r"{[{%](.*?)[%}]}", line):
            yield number, re.sub(r"\"[^\"]*\"|'[^']*'", "", found)


def document_texts(source):
    """(line, text) of each line of an English document; Chinese ones have no word to give up."""
    yield from enumerate(source.splitlines(), 1)


READERS = {
    ".py": python_texts, ".html": template_texts, ".md": document_texts,
    ".js": document_texts, ".css": document_texts,
}  # fmt: skip
EXEMPT = ("migrations", ".venv", "node_modules", "var")


def files():
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        if path.suffix in READERS and not set(inside.parts) & set(EXEMPT):
            yield inside
    yield Path("Makefile")
    yield Path(".ci/run")


def found_in(path, source):
    reader = READERS.get(path.suffix, document_texts)
    seen = set()
    for complaint in complaints(path.stem, path):
        yield f"{path} {complaint}"
    for line, text in reader(source):
        for complaint in complaints(text, path):
            if (line, complaint) not in seen:
                seen.add((line, complaint))
                yield f"{path}:{line} {complaint}"


def test_no_retired_word_is_in_use():
    found = [
        complaint
        for path in files()
        if path != Path("tests/test_words.py")
        for complaint in found_in(path, (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("claims.py", ""),
        ("a.js", "const told = 1;"),
        ("a.py", "def place_claim(): pass"),
        ("a.py", "class ClaimForm: pass"),
        ("a.py", "x = 1  # whoever asks"),
        ("a.py", 'def f():\n    """Answers whether it is so."""'),
        ("a.py", 'LIMIT = 3\n"""How many things."""'),
        ("a.html", "{% for deed in deeds %}"),
        ("a.md", "the official and her department"),
        ("a.md", "its effects rest while it is verified"),
    ],
)
def test_a_retired_word_is_found(name, source):
    assert list(found_in(Path(name), source))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", "import rest_framework"),
        ("a.py", 'def f():\n    """A measure that rests on a law."""'),
        ("a.py", 'x = "whoever"'),
        ("a.md", "the answers must be the same, nothing is lost"),
        ("registry/messages.py", "claimed_at = None"),
        ("a.html", '{% include "told.html" %}'),
    ],
)
def test_ordinary_words_pass(name, source):
    assert list(found_in(Path(name), source)) == []


if (
    __name__ == "__main__"
):  # python -m tests.test_words registry/admin: what is left there
    for path in files():
        if str(path).startswith(tuple(sys.argv[1:]) or ""):
            print(*found_in(path, (ROOT / path).read_text("utf-8")), sep="\n")  # noqa: T201
