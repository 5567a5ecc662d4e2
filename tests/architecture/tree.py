"""A tree of source files as the rules see it: its modules, their layers and what they import."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAYERS = (
    "app",
    "pages.*",
    "pages.ui",
    "core.topics",
    "core.*.*",  # a topic's room
    "core.prediction",
    "core.plots",
    "core.playground",
    "core.training",
    "core.models",
    "core.data",
    "core.catalogue",
    "core.expressions",
    "core.jobs",
    "core.*",
    "core.registry",
)
"""From the top down; a module imports from its own layer or a lower one. `*` is one name."""

WINGS = ("foundations", "functions", "networks", "vision")
"""Folders of core that hold topics."""


OURS = re.compile(r"(core|pages)(\.\w+)+")

Rule = Callable[[Path], list[str]]
RULES: list[Rule] = []


def rule(check: Callable[[Path], Iterator[str]]) -> Rule:
    """Registers a generator of lines as a rule."""

    def lines(root: Path) -> list[str]:
        return list(check(root))

    lines.__name__, lines.__doc__ = check.__name__, check.__doc__
    RULES.append(lines)
    return lines


@cache
def parsed(text: str, path: str) -> ast.Module:
    """A file's tree, which many rules look at and none changes."""
    return ast.parse(text, path)


@dataclass(frozen=True)
class Module:
    """A source file, its path from the root, and what it imports."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text, self.path)

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def layer(self) -> int | None:
        return layer(
            self.path.removesuffix(".py").replace("/", ".")
        )  # a package is at the height of what it holds

    def imports(self, within: ast.AST | None = None) -> set[str]:
        """Dotted names of all that is imported: `from a import b` gives both `a` and `a.b`.

        A string that is a dotted name of ours counts too, since `importlib` takes such.
        """
        names = {
            node.value
            for node in ast.walk(within or self.tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and OURS.fullmatch(node.value)
        }
        for node in ast.walk(within or self.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
        return names

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = self.name.split(".") + ["__init__"] * self.path.endswith("__init__.py")
        return ".".join(here[: -node.level] + [node.module or ""]).strip(".")

    def packages(self) -> set[str]:
        return {name.partition(".")[0] for name in self.imports()}

    def nodes(self, kind: type) -> Iterator:
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{node.lineno}: {what}"


def modules(root: Path, *parts: str) -> list[Module]:
    """The source files at these places, app.py and folders; by default all that ships."""
    files = [
        path
        for part in parts or ("app.py", "core", "pages")
        for path in ([root / part] if part.endswith(".py") else sorted((root / part).rglob("*.py")))
    ]
    return [
        Module(path.relative_to(root).as_posix(), path.read_text("utf-8"))
        for path in files
        if path.exists()
    ]


def dotted(node: ast.AST) -> str:
    """`torch.random.seed` for that expression; empty if it is anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    base = dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{base}.{node.attr}" if base else ""


def layer(name: str) -> int | None:
    """The index in LAYERS that fits a dotted name best; None for what is not ours."""
    if name.split(".")[0] not in ("app", "pages", "core"):
        return None
    fits = [
        index
        for index, pattern in enumerate(LAYERS)
        if re.match(pattern.replace(".", r"\.").replace("*", "[^.]+") + r"(\.|$)", name)
    ]
    exact = [index for index in fits if "*" not in LAYERS[index]]
    return min(exact or fits, default=None)


def room(name: str) -> str | None:
    """The topic that a module of core belongs to, `core.vision.digits`; None if it belongs to
    none.
    """
    parts = name.split(".")
    return (
        ".".join(parts[:3]) if len(parts) > 2 and parts[0] == "core" and parts[1] in WINGS else None
    )


def draws(path: str) -> bool:
    """Whether a module's work is to draw: `core/plots`, a topic's `figures.py` or its folder
    `figures`.
    """
    return path.startswith("core/plots/") or bool(
        re.fullmatch(r"core/\w+/\w+/figures(\.py|/.+)", path)
    )
