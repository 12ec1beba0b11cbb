"""Where something may be done, and how long a file or function may be."""

import ast
from pathlib import Path

import pytest

from .source import WIRING, Module, modules

FILE_ALARM = 300
FUNCTION_ALARM = 40
WINDOW_ALARM = 25
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


def public_functions_say_what_they_return(module):
    """In actions, rules and API, and on querysets and managers: `-> None` counts."""
    public = module.place in {"actions", "rules", "api"}
    if public:
        yield from untyped(module.tree.body)
    for node in module.nodes(ast.ClassDef):
        bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        if public or any(base.endswith(("QuerySet", "Manager")) for base in bases):
            yield from untyped(node.body)


def untyped(body):
    """The public functions among `body` that have no return type."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if not node.name.startswith("_") and node.returns is None:
            yield f"line {node.lineno}: write what {node.name}() returns (`-> None` where nothing)"  # fmt: skip


def actions_are_called_by_their_noun(module):
    """`actions.holds.place`, not one window through which everything is seen."""
    if module.place != "actions" or module.path.name != "__init__.py":
        return
    names = {
        alias.asname or alias.name
        for node in module.nodes(ast.ImportFrom, ast.Import)
        for alias in node.names
    }
    if len(names) > WINDOW_ALARM:
        yield f"shows {len(names)} names: import the modules and call {module.app}.actions.<noun>.<verb>"  # fmt: skip


RULES = [
    imports_stand_on_top,
    files_are_short,
    functions_are_short,
    states_change_in_workflow,
    clocks_are_read_at_the_edges,
    nothing_hangs_on_model_signals,
    faults_are_not_swallowed,
    only_the_register_itself_saves,
    public_functions_say_what_they_return,
    actions_are_called_by_their_noun,
]
FOR_APPS_ONLY = {imports_stand_on_top, clocks_are_read_at_the_edges}


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
        (public_functions_say_what_they_return, "registry/rules.py", "def f(): pass"),
        (public_functions_say_what_they_return, "repair/actions/a.py", "def f(): pass"),
        (public_functions_say_what_they_return, "reporting/api.py", "class A:\n def get(self): pass"),
        (public_functions_say_what_they_return, "registry/models/a.py", "class A(models.QuerySet):\n def open(self): pass"),
        (
            actions_are_called_by_their_noun,
            "disputes/actions/__init__.py",
            "from .a import " + ", ".join(f"f{n}" for n in range(WINDOW_ALARM + 1)),
        ),
    ],
)  # fmt: skip
def test_rule_bites(rule, path, source):
    assert list(rule(Module(Path(path), source)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
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
        (public_functions_say_what_they_return, "registry/rules.py", "def f() -> None: pass"),
        (public_functions_say_what_they_return, "registry/actions/a.py", "def _f(): pass"),
        (public_functions_say_what_they_return, "registry/admin/a.py", "def f(): pass"),
        (actions_are_called_by_their_noun, "registry/actions/__init__.py", "from . import entries"),
    ],
)  # fmt: skip
def test_rule_lets_pass(rule, path, source):
    assert list(rule(Module(Path(path), source))) == []
