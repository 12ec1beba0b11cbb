"""Which module may import which: between the apps, and inside each of them."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from .source import MAY_USE, ROOT, WIRING, Module, modules, place_of

# The files and packages of `registry` from the bottom up. A place imports from lower layers only,
# not from its neighbours.
LAYERS = {
    # What knows nothing of the project: values, errors, signals, the writing of rows.
    "values": {
        "commit_order", "entry_facts", "errors", "exporting", "gc_pause", "identifiers",
        "lookups", "media_types", "names", "roles", "signals", "writers",
    },
    # Tools without a table: reading spreadsheets, drawing papers, sealing numbers.
    "tools": {"documents", "downloads", "parsing", "sealing"},
    # The tables, their states, constraints and named sets.
    "models": {"models"},
    # What is said of the tables: rules, dates, search, the trail and its seals; reference data.
    "rules": {
        "calendar_feeds", "data", "disclosure", "identity", "ledger", "messages", "receipts",
        "rules", "search", "terms", "trail", "workdays",
    },
    # Changes that several actions share: states, deadlines, files; the API's keys and limits.
    "workflow": {
        "apikit", "attachments", "deadlines", "filters", "proofs", "reminders", "viewkit",
        "workflow",
    },
    # What is built on those for whole sets, files and cases.
    "sets": {"case_status", "impact", "importing", "publishing", "sets", "uploads"},
    # The change feed, deliveries, snapshots and recalls.
    "exchange": {"exchange"},
    # What somebody does to the register.
    "actions": {"actions"},
    # Who calls actions: a signal, the clock, an export, the pages, the API, a command.
    "callers": {"api", "management", "receivers", "resources", "tasks", "views"},
    # The kit of the desk, which shares views; feeds of the pages; the start of the app.
    "kits": {"adminkit", "apps", "feeds"},
    # The desk itself and the table of addresses.
    "desk": {"admin", "urls"},
}  # fmt: skip
LEVELS = {place: n for n, places in enumerate(LAYERS.values()) for place in places}
NAMES = list(LAYERS)


def imports_point_down(module: Module) -> Iterator[str]:
    """An app imports only the apps under it; nothing imports the wiring or the tests."""
    forbidden = {*MAY_USE, WIRING, "tests"} - {module.app} - MAY_USE[module.app]
    for name in module.imported():
        if name.split(".")[0] in forbidden:
            yield f"imports {name}: an app knows only {sorted(MAY_USE[module.app])}; announce with a signal, or use an extension point (docs/design.md)"  # fmt: skip


def places_imported(module: Module) -> Iterator[str]:
    """The other places of its own app that `module` imports, in order, each once."""
    own = place_of(module.name)
    found = {place_of(name) for name in module.imported() if "." in name}
    for place in sorted(found - {own}):
        if place.startswith(module.app + ".") and is_place(place):
            yield place


def is_place(name: str) -> bool:
    """Whether `name` is a module or package, not something defined in the app's own package."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists() or name.split(".")[-1] in LEVELS  # fmt: skip


def registry_is_layered(module: Module) -> Iterator[str]:
    """Inside `registry` a module imports lower layers only."""
    if module.app != "registry" or len(module.path.parts) < 2:
        return
    if module.place in {"migrations", "__init__"}:
        return
    if module.place not in LEVELS:
        yield f"is in no layer: put “{module.place}” into LAYERS of tests/architecture/test_layers.py, above all that it imports"  # fmt: skip
        return
    for place in places_imported(module):
        other = place.split(".")[1]
        if other == "migrations" or other not in LEVELS:
            continue
        if LEVELS[other] >= LEVELS[module.place]:
            layers = NAMES[LEVELS[module.place]], NAMES[LEVELS[other]]
            yield f"(layer “{layers[0]}”) imports {place} (layer “{layers[1]}”): move what both need into a lower layer, or let the upper one call"  # fmt: skip


def fast_check_is_walled_in(module: Module) -> Iterator[str]:
    """Without `sanctions.checking.fast` everything must work the same, only slower."""
    wall = "sanctions.checking.fast"
    if module.name.startswith(wall):
        return
    for name in module.imported():
        if name == wall or name.startswith(wall + "."):
            yield f"imports {name}: only the line in MIDDLEWARE, tests and the bench name the fast check; move what is shared into sanctions/checking"  # fmt: skip


RULES = [imports_point_down, registry_is_layered, fast_check_is_walled_in]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule):
    broken = [
        f"{module.path} {complaint}"
        for module in modules()
        if module.app != WIRING or rule is fast_check_is_walled_in
        for complaint in rule(module)
    ]

    assert broken == []


def test_layers_name_only_what_is_there():
    stale = [
        f"{place}: take it out of LAYERS, it is not in registry"
        for place in LEVELS
        if not (ROOT / "registry" / place).is_dir()
        and not (ROOT / "registry" / f"{place}.py").exists()
    ]

    assert stale == []
    assert sum(map(len, LAYERS.values())) == len(LEVELS), "a place is in two layers"


def mutual_pairs(sources) -> Iterator[str]:
    """Pairs of places of one app that import each other."""
    edges = defaultdict(set)
    for module in sources:
        if module.app != WIRING and len(module.path.parts) > 1:
            edges[place_of(module.name)].update(places_imported(module))
    for place in sorted(edges):
        for other in sorted(edges[place]):
            if place < other and place in edges.get(other, ()):
                yield f"{place} and {other} import each other: move what both need under both"


def test_no_two_packages_of_an_app_import_each_other():
    assert list(mutual_pairs(modules())) == []
    assert list(mutual_pairs([
        Module(Path("registry/exchange/a.py"), "from registry import actions"),
        Module(Path("registry/actions/a.py"), "from registry.exchange import feed"),
    ]))  # fmt: skip


def names_used_twice(sources) -> Iterator[str]:
    """Classes of one name in several modules: a name has one meaning in the whole project."""
    places = defaultdict(list)
    for module in sources:
        if module.place == "migrations":
            continue
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in {"Command", "Meta"}:
                places[node.name].append(str(module.path))
    for name, paths in sorted(places.items()):
        if len(paths) > 1:
            yield f"class {name} is in {', '.join(paths)}: give each a name of its own"


def test_a_class_name_has_one_meaning():
    assert list(names_used_twice(modules())) == []
    assert list(names_used_twice([
        Module(Path("registry/a.py"), "class Answer: pass"),
        Module(Path("sanctions/b.py"), "class Answer: pass"),
    ]))  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (imports_point_down, "registry/rules.py", "import sanctions.models"),
        (imports_point_down, "repair/rules.py", "from disputes import models"),
        (imports_point_down, "disputes/rules.py", "from repair.models import Application"),
        (imports_point_down, "sanctions/rules.py", "def f():\n from reporting import x"),
        (imports_point_down, "reporting/rules.py", "from credit_fuzhou import settings"),
        (imports_point_down, "registry/rules.py", "from tests import factories"),
        (registry_is_layered, "registry/rules.py", "from . import actions"),
        (registry_is_layered, "registry/rules.py", "from .actions.entries import approve"),
        (registry_is_layered, "registry/rules.py", "def f():\n from registry import workflow"),
        (registry_is_layered, "registry/models/a.py", "from registry.rules import x"),
        (registry_is_layered, "registry/models/a.py", "from ..rules import x"),
        (registry_is_layered, "registry/models/a.py", "from .. import rules"),
        (registry_is_layered, "registry/exchange/a.py", "from registry.actions import tokens"),
        (registry_is_layered, "registry/actions/a.py", "import registry.views.lists"),
        (registry_is_layered, "registry/terms.py", "from . import workdays"),
        (registry_is_layered, "registry/unheard_of.py", "x = 1"),
        (registry_is_layered, "registry/unheard_of/a.py", "x = 1"),
        (fast_check_is_walled_in, "sanctions/actions/checks.py", "from sanctions.checking import fast"),
        (fast_check_is_walled_in, "sanctions/checking/facts.py", "from .fast import checker"),
        (fast_check_is_walled_in, "credit_fuzhou/urls.py", "import sanctions.checking.fast.checker"),
    ],
)  # fmt: skip
def test_rule_bites(rule, path, source):
    assert list(rule(Module(Path(path), source)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (imports_point_down, "reporting/rules.py", "import repair.models, registry.terms"),
        (registry_is_layered, "registry/models/b.py", "from ..models import Entry"),
        (registry_is_layered, "registry/models/b.py", "from . import entries"),
        (registry_is_layered, "registry/actions/a.py", "from registry import exchange, rules"),
        (registry_is_layered, "registry/migrations/0001.py", "from registry import actions"),
        (registry_is_layered, "sanctions/rules.py", "from registry.actions import entries"),
        (fast_check_is_walled_in, "sanctions/checking/fast/a.py", "from . import checker"),
        (fast_check_is_walled_in, "sanctions/actions/checks.py", "from sanctions import checking"),
    ],
)  # fmt: skip
def test_rule_lets_pass(rule, path, source):
    assert list(rule(Module(Path(path), source))) == []
