"""Which trees are expressions: every kind of node, every name and every keyword is on a list."""

import ast
import difflib
from collections.abc import Collection
from dataclasses import dataclass

from core.expressions.functions import (
    ATTRIBUTES,
    CHANGING,
    CONSTANTS,
    KEYWORDS,
    METHODS,
    MODULES,
    PARTS,
    WORDS,
)
from core.expressions.mistakes import Mistake

DEEPEST = 30
"""Nodes in each other."""

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
LOGIC = (ast.BitAnd, ast.BitOr)
COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
SIGNS = (ast.USub, ast.UAdd, ast.Invert)

REFUSED: dict[type[ast.AST], str] = {
    ast.BoolOp: "has 'and' or 'or' in it: for tensors they are written & and |, with parentheses",
    ast.Not: "has 'not' in it: for a tensor it is written ~",
    ast.IfExp: "has an 'if' in it: torch.where(condition, a, b) chooses element by element",
    ast.ListComp: "has a loop in it: torch computes all elements at once",
    ast.GeneratorExp: "has a loop in it: torch computes all elements at once",
    ast.Lambda: "has a function in it: functions are torch's own",
    ast.NamedExpr: "sets a name: there is one expression",
    ast.Is: "has 'is' in it: allowed are == != < <= > >=",
    ast.IsNot: "has 'is' in it: allowed are == != < <= > >=",
    ast.In: "has 'in' in it: allowed are == != < <= > >=",
    ast.NotIn: "has 'in' in it: allowed are == != < <= > >=",
}
"""What a beginner may well write, and what to write in its place."""


@dataclass(frozen=True)
class Grammar:
    """What may stand in an expression.

    Args:
        names: of the reader's tensors.
        in_place: whether methods that change their tensor may be called.
    """

    names: Collection[str]
    in_place: bool = False

    @property
    def methods(self) -> Collection[str]:
        return METHODS | CHANGING if self.in_place else METHODS

    def check(self, node: ast.AST, depth: int = 0) -> None:
        """Goes through a tree.

        Raises:
            Mistake: something in it is not on a list.
        """
        if depth > DEEPEST:
            raise Mistake(f"has more than {DEEPEST} operations in each other")
        for part in self._parts(node):
            self.check(part, depth + 1)

    def _parts(self, node: ast.AST) -> list[ast.AST]:
        """What is to be checked within a node that may stand there."""
        match node:
            case ast.Constant(value=bool() | int() | float() | None):
                return []
            case ast.Constant(value=value) if value is Ellipsis:
                return []
            case ast.Name(id=name):
                self._check_name(name)
                return []
            case ast.BinOp(left=left, right=right, op=op) if isinstance(op, ARITHMETIC + LOGIC):
                return [left, right]
            case ast.UnaryOp(operand=operand, op=op) if isinstance(op, SIGNS):
                return [operand]
            case ast.Compare(left=left, comparators=[right], ops=[op]) if isinstance(
                op, COMPARISONS
            ):
                return [left, right]
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return list(items)
            case ast.Starred(value=value):
                return [value]
            case ast.Subscript(value=value, slice=index):
                return [value, index]
            case ast.Slice(lower=lower, upper=upper, step=step):
                return [part for part in (lower, upper, step) if part is not None]
            case ast.Attribute():
                return self._of_attribute(node)
            case ast.Call():
                return self._of_call(node)
        raise self._refused(node)

    def _check_name(self, name: str) -> None:
        if name in self.names:
            return
        if name in MODULES:
            raise Mistake(f"has {name!r} without a function behind it, as in {name}.relu(x)")
        names = ", ".join([*self.names, "torch", "F"])
        if name in MODULES["torch"][1]:
            raise Mistake(f"has the name {name!r} in it: it is written torch.{name}")
        raise Mistake(f"has the name {name[:30]!r} in it: there are {names}")

    def _of_attribute(self, node: ast.Attribute) -> list[ast.AST]:
        """A constant of torch, or what may be asked of a tensor."""
        if module := module_of(node):
            if module == "torch" and node.attr in CONSTANTS:
                return []
            if node.attr in MODULES[module][1]:
                raise Mistake(f"has {module}.{node.attr} without parentheses behind it")
            raise self._unknown(f"{module}.", node.attr, [*MODULES[module][1], *CONSTANTS])
        if node.attr not in ATTRIBUTES | PARTS:
            if node.attr in self.methods:
                raise Mistake(f"has .{node.attr} without parentheses behind it")
            raise self._unknown(".", node.attr, [*ATTRIBUTES, *PARTS])
        return [node.value]

    def _of_call(self, node: ast.Call) -> list[ast.AST]:
        """A function of torch, or a method of what stands before it."""
        match node.func:
            case ast.Attribute(attr=name) if module := module_of(node.func):
                if name not in MODULES[module][1]:
                    raise self._unknown(f"{module}.", name, MODULES[module][1])
                before = []
            case ast.Attribute(attr=name, value=value):
                if name not in self.methods:
                    raise self._unknown(".", name, self.methods)
                before = [value]
            case ast.Name(id=name) if name in MODULES["torch"][1]:
                raise Mistake(f"calls {name}( ) alone: it is written torch.{name}( )")
            case ast.Name(id=name):
                raise Mistake(f"calls {name[:30]}( ): functions are called as torch.sum(x)")
            case _:
                raise Mistake("calls something that is no function of torch")
        return before + self._arguments(node, name)

    def _arguments(self, node: ast.Call, name: str) -> list[ast.AST]:
        """What is to be checked of the arguments of a call; texts are checked here."""
        parts = list(node.args)
        if name == "einsum" and parts and _is_text(parts[0]):
            parts = parts[1:]
        for word in node.keywords:
            if word.arg not in KEYWORDS:
                raise self._unknown("", str(word.arg), KEYWORDS)
            if not _is_text(word.value):
                parts.append(word.value)
            elif word.value.value not in WORDS:
                raise Mistake(f"has {word.value.value[:20]!r} behind {word.arg}=")
        return parts

    def _unknown(self, before: str, name: str, known: Collection[str]) -> Mistake:
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"did you mean {before}{close[0]}?" if close else "it is not among what is allowed"
        kind = "the keyword" if not before else "the name"
        return Mistake(f"has {kind} {(before + name)[:40]!r} in it: {hint}")

    def _refused(self, node: ast.AST) -> Mistake:
        kinds = [type(node), type(getattr(node, "op", None))]
        kinds += [type(op) for op in getattr(node, "ops", ())]
        for kind in kinds:
            if kind in REFUSED:
                return Mistake(REFUSED[kind])
        if isinstance(node, ast.Compare):
            return Mistake("compares twice in a row: write (0 < x) & (x < 1)")
        return Mistake(
            "has something in it that is not allowed: allowed are numbers, tensors, + - * / // % "
            "** @, comparisons, & | ~, indices such as x[1:, 0], torch.sum(x), F.relu(x), x.sum()"
        )


def module_of(node: ast.Attribute) -> str:
    """The module, a key of MODULES, that an attribute is asked of; "" for any other thing."""
    if isinstance(node.value, ast.Name) and node.value.id in MODULES:
        return node.value.id
    return ""


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
