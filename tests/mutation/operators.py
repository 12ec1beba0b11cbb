"""Mutation operators for Django code, in the interface of cosmic-ray.

Each operator says where it could change a node of the parso tree and, asked for one of these
places, returns the changed node.
"""

from collections.abc import Iterator

import parso
from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import ExprStmt, KeywordStatement, PythonNode, ReturnStmt
from parso.tree import NodeOrLeaf

Place = tuple[tuple[int, int], tuple[int, int]]
QUERY_CALLS = {"filter", "exclude", "Q", "get", "create", "update", "Exists", "When", "annotate"}  # fmt: skip
NARROWING = {"filter", "exclude", "select_for_update", "visible_to", "in_effect", "standing", "open"}  # fmt: skip


def place_of(node: NodeOrLeaf) -> Place:
    return (node.start_pos, node.end_pos)


def parsed(code: str, like: NodeOrLeaf) -> NodeOrLeaf:
    """`code` as a node that stands where `like` stood, with the blanks before it."""
    node = parso.parse(code).children[0]
    node = node.children[0] if node.type == "simple_stmt" else node
    first = node.get_first_leaf()
    first.prefix = like.get_first_leaf().prefix
    node.parent = like.parent
    return node


def called_name(trailer: NodeOrLeaf) -> str:
    """The name that is called by the trailer `(…)`: `filter` of `rows.filter(…)`, `Q` of `Q(…)`."""
    before = trailer.get_previous_sibling()
    if before is None:
        return ""
    return before.get_last_leaf().value


def arguments_of(trailer: NodeOrLeaf) -> list[NodeOrLeaf]:
    """The arguments of a call, without commas."""
    inner = trailer.children[1]
    if inner.type == "operator":  # `()`
        return []
    nodes = inner.children if inner.type == "arglist" else [inner]
    return [node for node in nodes if node.type != "operator"]


def is_call(node: NodeOrLeaf) -> bool:
    return node.type == "trailer" and node.children[0].value == "("


class RemoveQueryArgument(Operator):
    """Drops one condition of a query, or one column of a row that is written."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        if is_call(node) and called_name(node) in QUERY_CALLS:
            for one in arguments_of(node):
                if one.type == "argument" or called_name(node) in {
                    "filter",
                    "exclude",
                    "Q",
                }:
                    yield place_of(one)

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        wanted = [
            one
            for one in arguments_of(node)
            if one.type == "argument" or called_name(node) in {"filter", "exclude", "Q"}
        ][index]
        kept = [one.get_code(include_prefix=False) for one in arguments_of(node) if one is not wanted]  # fmt: skip
        changed = parso.parse(f"f({', '.join(kept)})").children[0].children[1]
        changed.parent = node.parent
        return changed

    @classmethod
    def examples(cls):
        return (Example("rows.filter(a=1, b=2)", "rows.filter(b=2)"),)


class RemoveNarrowing(Operator):
    """Drops one narrowing of a queryset: `rows.filter(…).open()` becomes `rows.open()`."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        for first, last in self.links(node):
            yield (first.start_pos, last.end_pos)

    @staticmethod
    def links(node: NodeOrLeaf) -> list[tuple[NodeOrLeaf, NodeOrLeaf]]:
        """Pairs of the trailers `.filter` and `(…)` in a chain of calls."""
        if node.type not in {"atom_expr", "power"}:
            return []
        parts = node.children
        return [
            (one, after)
            for one, after in zip(parts, parts[1:], strict=False)
            if one.type == "trailer"
            and one.children[0].value == "."
            and one.children[1].value in NARROWING
            and is_call(after)
        ]

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        dropped = self.links(node)[index]
        name = dropped[0].children[1]
        # An unfiltered manager is no queryset: `.all()` is right for both.
        name.value = "all"
        call = parso.parse("f()").children[0].children[1]
        call.parent = node
        node.children[node.children.index(dropped[1])] = call
        return node

    @classmethod
    def examples(cls):
        return (Example("rows.filter(a=1).first()", "rows.all().first()"),)


class RemoveStatement(Operator):
    """Replaces a call that stands alone, an assignment to an attribute, a yield or a raise by `pass`."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        if self.is_dispensable(node):
            yield place_of(node)

    @staticmethod
    def is_dispensable(node: NodeOrLeaf) -> bool:
        if node.parent is None or node.parent.type != "simple_stmt":
            return False
        if isinstance(node, ExprStmt):
            return "." in node.children[0].get_code(include_prefix=False)
        if isinstance(node, KeywordStatement) and node.type == "raise_stmt":
            return True
        if node.type == "yield_expr":
            return True
        return isinstance(node, PythonNode) and node.type == "atom_expr" and is_call(node.children[-1])  # fmt: skip

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        return parsed("pass", node)

    @classmethod
    def examples(cls):
        return (Example("trail.record(entry)\n", "pass\n"),)


class RemoveMember(Operator):
    """Drops one member of a list or set that is written out."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        for one in self.members(node):
            yield place_of(one)

    @staticmethod
    def members(node: NodeOrLeaf) -> list[NodeOrLeaf]:
        if node.type != "atom" or node.children[0].get_code(False) not in {"[", "{"}:
            return []
        inner = node.children[1]
        if inner.type not in {"testlist_comp", "dictorsetmaker"}:
            return []
        parts = inner.children
        if any(part.type in {"comp_for", "sync_comp_for"} or part.get_code(False) == ":" for part in parts):  # fmt: skip
            return []
        return [part for part in parts if part.type != "operator"]

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        members = self.members(node)
        kept = [one.get_code(include_prefix=False) for one in members if one is not members[index]]  # fmt: skip
        opening, closing = node.children[0].get_code(False), node.children[-1].value
        return parsed(f"{opening}{', '.join(kept)},{closing}", node)

    @classmethod
    def examples(cls):
        return (Example("x = [a, b]", "x = [b,]"),)


class RemoveEarlyReturn(Operator):
    """Replaces a `return` inside a condition or loop by `pass`."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        if isinstance(node, ReturnStmt) and self.is_early(node):
            yield place_of(node)

    @staticmethod
    def is_early(node: NodeOrLeaf) -> bool:
        above = node.parent
        while above is not None and above.type != "funcdef":
            if above.type in {"if_stmt", "for_stmt", "while_stmt", "try_stmt"}:
                return True
            above = above.parent
        return False

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        return parsed("pass", node)

    @classmethod
    def examples(cls):
        return (Example("def f():\n if x:\n  return 1", "def f():\n if x:\n  pass"),)


OWN = {
    f"django/{operator.__name__}": operator
    for operator in (
        RemoveQueryArgument,
        RemoveNarrowing,
        RemoveStatement,
        RemoveMember,
        RemoveEarlyReturn,
    )
}
