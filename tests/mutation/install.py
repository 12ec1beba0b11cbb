"""Puts changed source into the running process, where the module is loaded already.

A fork has every module imported and its functions handed about (`from .rules import x`, signals,
URL patterns), so that importing the changed module again would change nothing. Instead the code
of the functions that exist is exchanged; constants of the module are changed in place.
"""

import ast
import gc
import sys
from types import CodeType, FunctionType, ModuleType


class NotInstalled(Exception):
    """The change is of a kind that a running process cannot take over (e.g. a field of a model)."""


def install(module: ModuleType, source: str) -> None:
    """Let the loaded `module` behave as `source` says. Raises NotInstalled where it cannot."""
    path = module.__file__
    with open(path, encoding="utf-8") as file:
        before = file.read()
    changed = exchange_functions(path, before, source)
    changed |= exchange_names(module, before, source)
    if not changed:
        raise NotInstalled(path)


def codes_in(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Every function of compiled source, by its qualified name and the how manieth of that name."""
    found: dict[tuple[str, int], CodeType] = {}
    waiting = [code]
    while waiting:
        for one in waiting.pop(0).co_consts:
            if isinstance(one, CodeType):
                number = sum(name == one.co_qualname for name, _ in found)
                found[one.co_qualname, number] = one
                waiting.append(one)
    return found


def exchange_functions(path: str, before: str, after: str) -> bool:
    """Exchange the code of each function whose code differs; False where none does."""
    old, new = (
        codes_in(compile(before, path, "exec")),
        codes_in(compile(after, path, "exec")),
    )
    differing = {
        key: code
        for key, code in new.items()
        if key in old and body_of(old[key]) != body_of(code)
    }
    # Of a function and the functions inside it, the outermost carries the others with it.
    by_line = {(old[key].co_qualname, old[key].co_firstlineno): code for key, code in differing.items()}  # fmt: skip
    done = False
    for function in [one for one in gc.get_objects() if isinstance(one, FunctionType)]:
        code = function.__code__
        if code.co_filename != path:
            continue
        replacement = by_line.get((code.co_qualname, code.co_firstlineno))
        if replacement is not None and replacement.co_freevars == code.co_freevars:
            function.__code__ = replacement
            done = True
    return done


def body_of(code: CodeType) -> tuple:
    """What a function does, without the places of its lines."""
    constants = tuple(
        body_of(one) if isinstance(one, CodeType) else (type(one), one)
        for one in code.co_consts
    )
    return (code.co_code, constants, code.co_names, code.co_varnames, code.co_flags)


def exchange_names(module: ModuleType, before: str, after: str) -> bool:
    """Take over changed constants and decorators of the module's own level."""
    done = False
    old, new = ast.parse(before).body, ast.parse(after).body
    if len(old) != len(new):
        return False
    for one, other in zip(old, new, strict=True):
        if ast.dump(one) == ast.dump(other):
            continue
        if isinstance(other, ast.Assign | ast.AnnAssign):
            scope = dict(vars(module))
            exec(compile(ast.Module([other], []), module.__file__, "exec"), scope)
            for name, value in scope.items():
                if name in vars(module) and vars(module)[name] is not value:
                    done |= replace(module, name, value)
        elif isinstance(other, ast.FunctionDef) and len(one.decorator_list) > len(other.decorator_list):  # fmt: skip
            current = vars(module)[other.name]
            bare = getattr(current, "__wrapped__", None)
            if bare is not None:
                done |= replace(module, other.name, bare)
    return done


def replace(module: ModuleType, name: str, value) -> bool:
    """Let `name` be `value` wherever the old value is known by a name of a module."""
    old = vars(module)[name]
    if isinstance(old, list | set | dict) and type(old) is type(value):
        old.clear()
        old.extend(value) if isinstance(old, list) else old.update(value)
        return True
    for other in list(sys.modules.values()):
        names = getattr(other, "__dict__", None)
        if not isinstance(names, dict):
            continue
        for key, current in list(names.items()):
            if current is old and key == name:
                names[key] = value
    return True
