"""The tests follow the rules of tests/README.md."""

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")
FILES = sorted(FOLDER.rglob("*.py"))


def mixed_asserts(source):
    """Yield the lines with a plain assert in a TestCase, or a TestCase's assert in a function."""
    for node in ast.parse(source).body:
        in_case = isinstance(node, ast.ClassDef) and node.bases
        for part in ast.walk(node):
            if in_case and isinstance(part, ast.Assert):
                yield part.lineno
            is_call = isinstance(part, ast.Call)
            name = ast.unparse(part.func) if is_call else ""
            if not in_case and name.startswith("self.assert"):
                yield part.lineno


def test_each_test_uses_the_asserts_of_its_dialect():
    mixed = [
        f"{path.relative_to(FOLDER)}:{line}"
        for path in FILES
        if path.name.startswith("test_")
        for line in mixed_asserts(path.read_text(encoding="utf-8"))
    ]

    assert len(FILES) > 100
    assert mixed == [], "use self.assert… in a TestCase, assert in a function"


@pytest.mark.parametrize(
    "source",
    [
        "class Tests(Cast):\n    def test_x(self):\n        assert 1",
        "class Tests:\n    def test_x(self):\n        self.assertTrue(1)",
    ],
)
def test_a_mixed_dialect_is_found(source):
    assert list(mixed_asserts(source)) == [3]
    swapped = source.replace("Tests(Cast)", "Tests").replace("self.assertTrue", "print")
    assert list(mixed_asserts(swapped)) == []


def test_every_support_module_is_explained():
    modules = [
        path.relative_to(FOLDER)
        for path in FILES
        if not path.name.startswith(("test_", "__init__"))
    ]

    missing = [
        str(path)
        for path in modules
        if f"`{path.name}`" not in README and f"`{path}`" not in README
    ]

    assert Path("factories.py") in modules
    assert missing == [], "say in tests/README.md what it has"
