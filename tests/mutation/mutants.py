"""The mutants of a module: where it can be changed, and the changed source."""

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import parso
from cosmic_ray.ast import Visitor, ast_nodes
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

from .operators import OWN

ROOT = Path(__file__).parents[2]
# Of cosmic-ray's operators those whose mutants a Python program can survive: `a | b` to `a & b`
# is a mistake that somebody makes, `a | b` to `a << b` fails wherever it runs.
ORDINARY = {
    "core/AddNot", "core/NumberReplacer", "core/RemoveDecorator", "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd",
    "core/ReplaceBreakWithContinue", "core/ReplaceContinueWithBreak", "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue",
    "core/ZeroIterationForLoop", "core/ReplaceUnaryOperator_Delete_Invert", "core/ReplaceUnaryOperator_Delete_Not",
    "core/ReplaceUnaryOperator_Delete_USub", "core/ReplaceBinaryOperator_Add_Sub", "core/ReplaceBinaryOperator_Sub_Add",
    "core/ReplaceBinaryOperator_Mul_Div", "core/ReplaceBinaryOperator_Div_Mul", "core/ReplaceBinaryOperator_FloorDiv_Mul",
    "core/ReplaceBinaryOperator_BitAnd_BitOr", "core/ReplaceBinaryOperator_BitOr_BitAnd",
    "core/ReplaceComparisonOperator_Eq_NotEq", "core/ReplaceComparisonOperator_NotEq_Eq", "core/ReplaceComparisonOperator_Lt_LtE",
    "core/ReplaceComparisonOperator_LtE_Lt", "core/ReplaceComparisonOperator_Gt_GtE", "core/ReplaceComparisonOperator_GtE_Gt",
    "core/ReplaceComparisonOperator_Lt_Gt", "core/ReplaceComparisonOperator_Gt_Lt", "core/ReplaceComparisonOperator_LtE_GtE",
    "core/ReplaceComparisonOperator_GtE_LtE", "core/ReplaceComparisonOperator_Is_IsNot", "core/ReplaceComparisonOperator_IsNot_Is",
    "core/ReplaceComparisonOperator_In_NotIn", "core/ReplaceComparisonOperator_NotIn_In",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change of one module: by which operator, at which of its places, on which line."""

    path: str
    operator: str
    occurrence: int
    line: int
    before: str

    @property
    def key(self) -> str:
        """A name that outlives changes elsewhere in the file: path, operator, what stood there."""
        return f"{self.path} {self.operator.rpartition('/')[2]} {' '.join(self.before.split())}"


class Change(Visitor):
    """Applies an operator at its `occurrence`-th place."""

    def __init__(self, operator: Operator, occurrence: int):
        self.operator, self.occurrence, self.seen = operator, occurrence, 0

    def visit(self, node):
        for index, _ in enumerate(self.operator.mutation_positions(node)):
            self.seen += 1
            if self.seen - 1 == self.occurrence:
                return self.operator.mutate(node, index)
        return node


def operators() -> Iterator[tuple[str, Operator]]:
    for name in sorted(ORDINARY & set(operator_names())):
        yield name, get_operator(name)()
    for name, operator in OWN.items():
        yield name, operator()


def mutants_of(path: str) -> list[Mutant]:
    """Every mutant of the module `path` (from the root of the project), in the order of the lines."""
    source = (ROOT / path).read_text(encoding="utf-8")
    tree = parso.parse(source)
    found = []
    for name, operator in operators():
        occurrence = 0
        for node in ast_nodes(tree):
            for start, end in operator.mutation_positions(node):
                before = cut(source, start, end)
                if node.type == "decorator":
                    # The same decorator stands above many functions of a module.
                    before += f" def {decorated_name(node)}"
                found.append(Mutant(path, name, occurrence, start[0], before))
                occurrence += 1
    return sorted(found, key=lambda one: (one.line, one.operator, one.occurrence))


def decorated_name(decorator) -> str:
    """The name of the function or class above which `decorator` stands."""
    while decorator.type != "decorated":
        decorator = decorator.parent
    return decorator.children[-1].name.value


def cut(source: str, start: tuple[int, int], end: tuple[int, int]) -> str:
    lines = source.splitlines()
    if start[0] == end[0]:
        return lines[start[0] - 1][start[1] : end[1]]
    first, last = lines[start[0] - 1][start[1] :], lines[end[0] - 1][: end[1]]
    return " ".join([first, *lines[start[0] : end[0] - 1], last])


def source_of(mutant: Mutant) -> str | None:
    """The changed source; None where the change leaves no valid Python or nothing changed."""
    source = (ROOT / mutant.path).read_text(encoding="utf-8")
    operator = dict(operators())[mutant.operator]
    changed = Change(operator, mutant.occurrence).walk(parso.parse(source)).get_code()
    try:
        same = ast.dump(ast.parse(changed)) == ast.dump(ast.parse(source))
    except SyntaxError:
        return None
    return None if same else changed


def sample(mutants: list[Mutant], number: int, seed: int) -> list[Mutant]:
    """At most `number` of `mutants`, the same ones for the same `seed`."""
    if number and len(mutants) > number:
        mutants = random.Random(f"{seed}-{mutants[0].path}").sample(mutants, number)
    return sorted(
        mutants, key=lambda one: (one.path, one.line, one.operator, one.occurrence)
    )
