"""What things are called."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import modules, rule


@rule
def entries_say_it_in_fields(root: Path) -> Iterator[str]:
    """What an entry of a registry says of itself has a type: there are no facts by text keys."""
    for module in modules(root, "core", "pages"):
        for node in module.nodes(ast.Attribute):
            if node.attr == "facts":
                yield module.at(node, "asks for facts")


VAGUE = {"place", "places", "one", "found", "given", "kept"}
"""Names that would do for anything: an index, a row, a key, a result is called by its name."""


@rule
def names_say_what_they_name(root: Path) -> Iterator[str]:
    """No variable, argument, function, field or attribute of an object has a name that would do for
    anything.
    """
    for module in modules(root, "app.py", "core", "pages", "tests"):
        for node in module.nodes(ast.Name | ast.Attribute | ast.arg | ast.FunctionDef):
            if (name := _named(node)) in VAGUE:
                yield module.at(node, f"a thing is called {name}")


def _named(node: ast.Name | ast.Attribute | ast.arg | ast.FunctionDef) -> str | None:
    """The name that a node gives or uses; of attributes only what an object gives itself."""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
            return name
        case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
            return name
    return None
