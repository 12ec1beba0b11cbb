"""The project's source files as the rules read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# Which apps an app may import and point to by foreign keys.
MAY_USE = {
    "registry": set(),
    "sanctions": {"registry"},
    "repair": {"registry", "sanctions"},
    "disputes": {"registry", "sanctions"},
    "reporting": {"registry", "sanctions", "repair", "disputes"},
}
WIRING = "credit_fuzhou"
# Parts of a package that stand apart from it: the fast check is built on actions, which are built
# on the rest of the package.
APART = {"sanctions.checking.fast"}


def place_of(name: str) -> str:
    """The file or package of its app that the module `name` belongs to: "registry.models"."""
    for apart in APART:
        if name == apart or name.startswith(apart + "."):
            return apart
    return ".".join(name.split(".")[:2])


@dataclass
class Module:
    """One source file of the project, and where it stands."""

    path: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def name(self) -> str:
        """The dotted name: "registry.models.entries"; of a package, the package."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def app(self) -> str:
        return self.path.parts[0]

    @property
    def place(self) -> str:
        """The name of its file or package within the app: "models"."""
        return self.path.parts[1].removesuffix(".py")

    @property
    def exempt(self) -> bool:
        """Whether it is reference data or a migration, which are long because they list."""
        return self.place in {"data", "migrations"}

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def imported(self) -> Iterator[str]:
        """The absolute name of everything imported, also inside functions."""
        package = self.path.with_suffix("").parts
        for node in self.nodes(ast.Import, ast.ImportFrom):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
                continue
            above = package[: len(package) - node.level] if node.level else ()
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def modules() -> Iterator[Module]:
    """Every module of the apps and of the wiring."""
    for folder in [*MAY_USE, WIRING]:
        for path in sorted(ROOT.glob(f"{folder}/**/*.py")):
            yield Module(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
