"""The shape of the house: which app may know which, and where a thing may be done.

Each rule yields what is wrong with one module. `test_rule_bites` feeds every rule a source
that breaks it, so that none can rot into one that finds nothing.
"""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import ForeignObjectRel

ROOT = Path(__file__).parent.parent
MAY_USE = {
    "registry": set(),
    "sanctions": {"registry"},
    "repair": {"registry", "sanctions"},
    "disputes": {"registry", "sanctions"},
    "reporting": {"registry", "sanctions", "repair", "disputes"},
}
WIRING = "credit_fuzhou"
FILE_ALARM = 300
FUNCTION_ALARM = 40
CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
}
# Where something happens now; everywhere else an instant comes in as an argument.
ACTIONS = {"actions", "attachments", "messages", "receipts", "trail"}
EDGES = {
    "admin", "adminkit", "api", "apikit", "exchange", "feeds", "filters", "importing", "management", "middleware", "tasks", "tokens", "views",
}  # fmt: skip
KNOW_THE_TIME = ACTIONS | EDGES


@dataclass
class Module:
    """One source file of the project, and where it stands."""

    path: Path
    source: str

    @cached_property
    def tree(self):
        return ast.parse(self.source)

    @property
    def app(self):
        return self.path.parts[0]

    @property
    def place(self):
        """The file or package of its app that the module belongs to."""
        return self.path.parts[1].removesuffix(".py")

    @property
    def exempt(self):
        """Reference data and migrations are long because they list."""
        return self.place in {"data", "migrations"}

    def nodes(self, *kinds):
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def imported(self):
        """The absolute name of everything imported, also inside functions."""
        package = self.path.with_suffix("").parts
        for node in self.nodes(ast.Import, ast.ImportFrom):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif node.level:
                above = package[: len(package) - node.level]
                yield ".".join([*above, node.module or ""])
            else:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules():
    folders = [*MAY_USE, WIRING]
    for path in sorted(
        path for name in folders for path in ROOT.glob(f"{name}/**/*.py")
    ):
        yield Module(path.relative_to(ROOT), path.read_text(encoding="utf-8"))


# --- the rules ---------------------------------------------------------------


def imports_point_down(module):
    forbidden = {*MAY_USE, WIRING, "tests"} - {module.app} - MAY_USE[module.app]
    for name in module.imported():
        if name.split(".")[0] in forbidden:
            yield f"imports {name}"


def imports_stand_on_top(module):
    if module.place == "apps":  # receivers can only be imported once the apps are ready
        return
    for function in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"imports inside {function.name}()"


def files_are_short(module):
    lines = len(module.source.splitlines())
    if lines > FILE_ALARM and not module.exempt:
        yield f"has {lines} lines"


def functions_are_short(module):
    if module.exempt:
        return
    for node in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        lines = node.end_lineno - node.lineno + 1
        if lines > FUNCTION_ALARM:
            yield f"{node.name}() has {lines} lines"


def states_change_in_workflow(module):
    if (module.app, module.place) == ("registry", "workflow"):
        return
    for node in module.nodes(ast.Assign, ast.AugAssign, ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr == "status":
                yield f"line {node.lineno} sets a status"
    for node in module.nodes(ast.Call):
        method = getattr(node.func, "attr", "")
        if method == "update" and any(word.arg == "status" for word in node.keywords):
            yield f"line {node.lineno} updates a status"


def clocks_are_read_at_the_edges(module):
    if {module.place, module.path.stem} & KNOW_THE_TIME:
        return
    for node in module.nodes(ast.Call):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr=attr), args=[]
            ) if (name, attr) in CLOCKS:
                yield f"line {node.lineno} reads the clock"


def nothing_hangs_on_model_signals(module):
    for name in module.imported():
        if name.startswith("django.db.models.signals"):
            yield f"imports {name}"


def faults_are_not_swallowed(module):
    for node in module.nodes(ast.ExceptHandler):
        if node.type is None or getattr(node.type, "id", "") in {
            "Exception",
            "BaseException",
        }:
            yield f"line {node.lineno} catches everything"


def only_the_register_itself_saves(module):
    """A `save()` of one's own is allowed for refusing to save, and for nothing else."""
    for node in module.nodes(ast.ClassDef):
        for method in node.body:
            if getattr(method, "name", "") == "save" and not any(
                isinstance(part, ast.Raise) for part in ast.walk(method)
            ):
                yield f"{node.name} overrides save()"


RULES = [
    imports_point_down,
    imports_stand_on_top,
    files_are_short,
    functions_are_short,
    states_change_in_workflow,
    clocks_are_read_at_the_edges,
    nothing_hangs_on_model_signals,
    faults_are_not_swallowed,
    only_the_register_itself_saves,
]
FOR_APPS_ONLY = {imports_point_down, imports_stand_on_top, clocks_are_read_at_the_edges}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule):
    broken = [
        f"{module.path} {complaint}"
        for module in modules()
        if module.app != WIRING or rule not in FOR_APPS_ONLY
        for complaint in rule(module)
    ]

    assert broken == []


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (imports_point_down, "registry/rules.py", "import sanctions.models"),
        (imports_point_down, "repair/rules.py", "from disputes import models"),
        (imports_point_down, "disputes/rules.py", "from repair.models import Application"),
        (imports_point_down, "sanctions/rules.py", "def f():\n from reporting import x"),
        (imports_point_down, "reporting/rules.py", "from credit_fuzhou import settings"),
        (imports_point_down, "registry/rules.py", "from tests import factories"),
        (imports_stand_on_top, "registry/rules.py", "def f():\n import json"),
        (imports_stand_on_top, "registry/rules.py", "def f():\n from . import models"),
        (files_are_short, "registry/rules.py", "x = 1\n" * (FILE_ALARM + 1)),
        (functions_are_short, "registry/a.py", "def f():\n" + " 1\n" * FUNCTION_ALARM),
        (states_change_in_workflow, "registry/rules.py", "entry.status = 'ended'"),
        (states_change_in_workflow, "repair/workflow.py", "self.status = 'ended'"),
        (states_change_in_workflow, "registry/a.py", "x.filter().update(status='y')"),
        (clocks_are_read_at_the_edges, "registry/rules.py", "x = timezone.now()"),
        (clocks_are_read_at_the_edges, "registry/models/a.py", "x = date.today()"),
        (clocks_are_read_at_the_edges, "registry/terms.py", "x = timezone.localdate()"),
        (clocks_are_read_at_the_edges, "registry/a.py", "x = datetime.now(tz=UTC)"),
        (
            nothing_hangs_on_model_signals,
            "registry/receivers.py",
            "from django.db.models.signals import post_save",
        ),
        (
            nothing_hangs_on_model_signals,
            "registry/receivers.py",
            "from django.db.models import signals",
        ),
        (faults_are_not_swallowed, "registry/a.py", "try: f()\nexcept Exception: pass"),
        (faults_are_not_swallowed, "registry/a.py", "try: f()\nexcept: pass"),
        (
            only_the_register_itself_saves,
            "registry/models/a.py",
            "class A:\n def save(self):\n  super().save()",
        ),
    ],
)  # fmt: skip
def test_rule_bites(rule, path, source):
    assert list(rule(Module(Path(path), source)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (imports_point_down, "reporting/rules.py", "import repair.models, registry.terms"),
        (imports_point_down, "registry/a/b.py", "from ..models import Entry"),
        (imports_stand_on_top, "registry/apps.py", "def ready(self):\n import receivers"),
        (files_are_short, "registry/data/a.py", "x = 1\n" * (FILE_ALARM + 1)),
        (states_change_in_workflow, "registry/workflow.py", "entry.status = 'ended'"),
        (clocks_are_read_at_the_edges, "registry/actions/a.py", "x = timezone.now()"),
        (clocks_are_read_at_the_edges, "registry/a.py", "x = timezone.localdate(at)"),
        (
            only_the_register_itself_saves,
            "registry/models/trail.py",
            "class A:\n def save(self):\n  if self.pk: raise TypeError\n  super().save()",
        ),
    ],
)  # fmt: skip
def test_rule_lets_pass(rule, path, source):
    assert list(rule(Module(Path(path), source))) == []


# --- the models --------------------------------------------------------------

MODELS = [model for name in MAY_USE for model in apps.get_app_config(name).get_models()]
RELATIONS = [
    field
    for model in MODELS
    for field in model._meta.get_fields()
    if field.is_relation and not isinstance(field, ForeignObjectRel)
]


def points_up(field):
    """Whether `field` leads to an app above its own; Django's own lie under everything."""
    app = field.model._meta.app_label
    beneath = {app, "auth", "contenttypes", *MAY_USE[app]}
    return field.related_model._meta.app_label not in beneath


def can_be_walked_up(field):
    """Whether `field` gives a model of an app below a way to the model that points to it."""
    app, other = field.model._meta.app_label, field.related_model._meta.app_label
    return other in MAY_USE and other != app and not field.remote_field.hidden


def relation(app, other, *, hidden):
    def model(label):
        return SimpleNamespace(_meta=SimpleNamespace(app_label=label))

    remote = SimpleNamespace(hidden=hidden)
    return SimpleNamespace(
        model=model(app), related_model=model(other), remote_field=remote
    )


def test_relations_point_down():
    assert [str(field) for field in RELATIONS if points_up(field)] == []
    assert points_up(relation("registry", "sanctions", hidden=True))
    assert points_up(relation("repair", "disputes", hidden=True))


def test_no_model_can_walk_up_into_another_app():
    assert [str(field) for field in RELATIONS if can_be_walked_up(field)] == []
    assert can_be_walked_up(relation("sanctions", "registry", hidden=False))
