"""What must be explained: modules, public names, dependencies."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import dotted, modules, rule


@rule
def every_module_has_a_docstring(root: Path) -> Iterator[str]:
    """Every file that holds anything says at its top what it is."""
    for module in modules(root, "app.py", "core", "pages", "tests"):
        if module.tree.body and not ast.get_docstring(module.tree):
            yield f"{module.path} has no docstring"


@rule
def every_public_name_has_a_docstring(root: Path) -> Iterator[str]:
    """Functions and classes of core and pages/ui, and the methods of those classes, say what they
    do.

    Excused are names that start with `_`, `forward` (its class says it), properties that only
    return something, and methods that a base class explains.
    """
    ours = modules(root, "core", "pages/ui")
    explained = {
        (node.name, method.name)
        for module in ours
        for node in module.nodes(ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and ast.get_docstring(method)
    }
    for module in ours:
        yield from (
            module.at(node, f"{name} has no docstring")
            for name, node in public(module.tree, explained)
            if not ast.get_docstring(node)
        )


def public(
    tree: ast.Module, explained: set[tuple[str, str]]
) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The functions and classes of a module that must have docstrings, with their names."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node.name, node
        bases = [dotted(base).rpartition(".")[2] for base in getattr(node, "bases", ())]
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            inherited = any((base, getattr(method, "name", "")) in explained for base in bases)
            if _must_explain_itself(method) and not inherited:
                yield f"{node.name}.{method.name}", method


def _must_explain_itself(node: ast.stmt) -> bool:
    """Whether a statement of a class is a method that needs a docstring."""
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.name == "forward":
        return False
    decorators = {dotted(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    returns = len(node.body) == 1 and isinstance(node.body[0], ast.Return)
    return not (returns and decorators & {"property", "cached_property"})


@rule
def every_dependency_is_explained(root: Path) -> Iterator[str]:
    """README.md has a line of a list or a table for each requirement, with its name as `code`."""
    readme, needs = root / "README.md", (root / "requirements.txt").read_text("utf-8")
    lines = readme.read_text("utf-8").splitlines() if readme.exists() else []
    told = " ".join(line for line in lines if re.match(r"\s*[-*|]", line))
    for name in re.findall(r"^[A-Za-z0-9_.-]+", needs, re.MULTILINE):
        if f"`{name}`" not in told:
            yield f"README.md does not say why {name} is there"
