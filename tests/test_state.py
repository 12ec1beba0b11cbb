"""What outlives a test is known: every cache, lock and counter of the apps stands in `state.py`."""

import ast
from collections.abc import Iterator

from tests import state
from tests.architecture.source import Module, modules

CACHES = {"cache", "lru_cache"}
# What is made to be changed, under whatever name it is kept.
CHANGING = {
    "ContextVar", "Lock", "RLock", "WeakKeyDictionary", "WeakValueDictionary", "count", "defaultdict", "deque", "local",
}  # fmt: skip
CHANGES = {
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "popleft", "remove", "setdefault", "update",
}  # fmt: skip


def name_of(node: ast.expr) -> str:
    """The last name of what is called or decorated with: `functools.cache` → "cache"."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return getattr(node, "attr", getattr(node, "id", ""))


def assigned(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr | None]]:
    for node in body:
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield from ((one.id, node.value) for one in targets if isinstance(one, ast.Name))  # fmt: skip


def scopes(module: Module) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The module's own level and that of each class, with the prefix of the names there."""
    yield "", module.tree.body
    for node in module.nodes(ast.ClassDef):
        yield f"{node.name}.", node.body


def changed_by_functions(module: Module) -> Iterator[str]:
    """Names, also behind `self.` or a class, whose object or binding a function of the module changes."""
    for function in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        own = {one.arg for one in ast.walk(function) if isinstance(one, ast.arg)}
        stores = (one for one in ast.walk(function) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))  # fmt: skip
        globally = {name for one in ast.walk(function) if isinstance(one, ast.Global) for name in one.names}  # fmt: skip
        yield from globally
        own |= {one.id for one in stores} - globally
        for node in ast.walk(function):
            changed = None
            if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                changed = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:  # fmt: skip
                changed = node.func.value
            if isinstance(changed, ast.Attribute) or (
                isinstance(changed, ast.Name) and changed.id not in own
            ):
                yield name_of(changed)


def lasting_state(module: Module) -> Iterator[str]:
    """Where the module keeps something from one call to the next."""
    changed = set(changed_by_functions(module))
    learning = {node.name for node in module.nodes(ast.ClassDef) if {"dict", "list", "set"} & set(map(name_of, node.bases))}  # fmt: skip
    bound_to_instances = {
        node.attr
        for node in module.nodes(ast.Attribute)
        if isinstance(node.ctx, ast.Store) and name_of(node.value) == "self"
    }
    for prefix, body in scopes(module):
        for name, value in assigned(body):
            made = name_of(value) if isinstance(value, ast.Call) else ""
            if (
                made in CHANGING | CACHES | learning
                or name in changed - bound_to_instances
                and is_container(value)
            ):
                yield prefix + name
        for node in body:
            if not isinstance(node, ast.FunctionDef):
                continue
            if CACHES & set(map(name_of, node.decorator_list)) or any(
                isinstance(one, ast.Call) and name_of(one) in CACHES
                for inner in node.body
                for one in ast.walk(inner)
            ):
                yield prefix + node.name


def is_container(value: ast.expr | None) -> bool:
    """Whether the value can be changed or is exchanged (`None` at first) by a function."""
    if isinstance(value, ast.Constant):
        return value.value is None
    if isinstance(value, ast.Call) and name_of(value) == "field":  # of a dataclass
        return False
    return isinstance(value, ast.Call | ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp)  # fmt: skip


def found(source: str) -> list[str]:
    return list(lasting_state(Module(None, source)))


def test_every_state_that_outlives_a_test_is_cleared_or_known_to_be_harmless():
    places = {
        f"{module.path} {name}"
        for module in modules()
        if module.place != "migrations"
        for name in lasting_state(module)
    }

    assert places == state.CLEARED.keys() | state.HARMLESS.keys()


def test_a_new_cache_or_counter_is_found_wherever_it_hides():
    assert found("@functools.cache\ndef f(): pass") == ["f"]
    assert found("@lru_cache(maxsize=9)\ndef f(): pass") == ["f"]
    assert found("f = lru_cache(maxsize=9)(g)") == ["f"]
    assert found("class A:\n @cache\n def f(self): pass") == ["A.f"]
    assert found("numbers = itertools.count(1)") == ["numbers"]
    assert found("class A:\n _lock = threading.Lock()") == ["A._lock"]
    assert found("known = None\ndef f():\n global known\n known = 1") == ["known"]
    assert found("KNOWN = {}\ndef f(x):\n KNOWN[x] = 1") == ["KNOWN"]
    assert found("known = set()\ndef f(x):\n known.add(x)") == ["known"]
    assert found("class Known(dict): pass\nknown = Known()") == ["known"]
    assert found("class A:\n seen = []\n def f(self, x):\n  self.seen.append(x)") == ["A.seen"]  # fmt: skip


def test_constants_and_what_belongs_to_one_call_or_instance_are_no_state():
    assert found("KNOWN = {1: 2}\ndef f(x):\n return KNOWN[x]") == []
    assert found("def f(x):\n known = {}\n known[x] = 1") == []
    assert found("class A:\n x = None\n def __init__(self):\n  self.x = {}\n  self.x[1] = 2") == []  # fmt: skip


def test_clearing_forgets_the_calls_reserved():
    places = state.Allowance._reserved
    places["calls-check-t1"] = ("calls-check-t1-1", 3)

    state.clear()

    assert places == {}
