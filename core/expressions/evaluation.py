"""The walk through a checked tree: each node becomes a tensor, a number or a part of an index."""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from core.expressions import work
from core.expressions.functions import (
    ATTRIBUTES,
    CHANGING,
    CONSTANTS,
    IN_ORDER,
    METHODS,
    MODULES,
    PARTS,
)
from core.expressions.grammar import module_of
from core.expressions.indices import indexed
from core.expressions.mistakes import Mistake
from core.expressions.work import Budget

OPERATORS: dict[type[ast.AST], Callable] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}

LARGEST = 2**53
"""Whole number that may come out on the way."""

EXPONENT = 64
"""Largest power of a whole number."""


class Evaluation:
    """Computes trees that `Grammar.check` let pass.

    Args:
        names: the tensors, by name; programs change this mapping between their lines.
        budget: what may be made.
    """

    def __init__(self, names: Mapping[str, Any], budget: Budget | None = None):
        self.names = names
        self.budget = budget or Budget()

    def value(self, node: ast.AST) -> Any:
        """What a node is: a tensor, a number, a tuple, a list, a slice, a type.

        Raises:
            Mistake: it would be too large, or is no operation.
            Exception: torch's own, as torch raises it, where torch refuses the call.
        """
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.named(name)
            case ast.BinOp(left=left, op=op, right=right):
                return self._operation(op, self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._operation(op, self.value(left), self.value(right))
            case ast.UnaryOp(op=op, operand=operand):
                return self._operation(op, self.value(operand))
            case ast.List(elts=items):
                return self._items(items)
            case ast.Tuple(elts=items):
                return tuple(self._items(items))
            case ast.Slice(lower=lower, upper=upper, step=step):
                return slice(*(part and self.value(part) for part in (lower, upper, step)))
            case ast.Subscript(value=value, slice=index):
                return self._indexed(self.value(value), self.value(index))
            case ast.Attribute():
                return self._attribute(node)
            case ast.Call():
                return self._call(node)
        raise Mistake("has something in it that is not allowed")

    def named(self, name: str) -> Any:
        """What a name stands for.

        Raises:
            Mistake: for nothing: in a program, no line that has run sets it.
        """
        if name not in self.names:
            raise Mistake(f"uses {name}, and no line that has run sets it")
        return self.names[name]

    def _items(self, nodes: list[ast.expr]) -> list[Any]:
        """Values in order, with `*x.shape` taken apart."""
        values: list[Any] = []
        for node in nodes:
            if not isinstance(node, ast.Starred):
                values.append(self.value(node))
                continue
            several = self.value(node.value)
            if not isinstance(several, list | tuple):
                raise Mistake("has a * before something that is no list: *x.shape is one")
            values += several
        return values

    def _operation(self, op: ast.AST, *operands: Any) -> Any:
        """An operation of tensors and numbers."""
        function = OPERATORS[type(op)]
        if any(isinstance(operand, Tensor) for operand in operands):
            if any(not isinstance(operand, Tensor | int | float) for operand in operands):
                raise Mistake("computes with a list: torch.tensor([1, 2]) makes a tensor of one")
            rule = work.multiplied if function is operator.matmul else work.broadcast
            self.budget.spend(rule(operands, {}))
            return function(*operands)
        return _of_numbers(function, operands)

    def _indexed(self, value: Any, index: Any) -> Any:
        """`value[index]`."""
        if isinstance(value, Tensor):
            self.budget.spend(indexed(value, index))
            return value[index]
        if not isinstance(value, list | tuple):
            raise Mistake("takes an element of something that has none")
        if not isinstance(index, int | slice):
            raise Mistake("takes an element of a list by something that is no whole number")
        try:
            return value[index]
        except (IndexError, TypeError, ValueError) as error:
            raise Mistake(f"cannot take that element: {error}") from None

    def _attribute(self, node: ast.Attribute) -> Any:
        if module_of(node):
            return CONSTANTS[node.attr]
        value = self.value(node.value)
        if isinstance(value, Tensor) and node.attr in ATTRIBUTES:
            return getattr(value, node.attr)
        if isinstance(value, tuple) and node.attr in PARTS and hasattr(value, node.attr):
            return getattr(value, node.attr)
        raise Mistake(f"asks for .{node.attr} of something that has none")

    def _call(self, node: ast.Call) -> Any:
        """A function of torch, or a method of a tensor."""
        name, arguments = node.func.attr, self._items(node.args)
        keywords = {word.arg: self.value(word.value) for word in node.keywords}
        if module := module_of(node.func):
            owner, rules = MODULES[module]
            if len(arguments) > IN_ORDER[module][name]:
                raise Mistake(f"has too many arguments in {module}.{name}( )")
            self.budget.spend(rules[name](arguments, keywords))
            return _called(getattr(owner, name), arguments, keywords)
        tensor = self.value(node.func.value)
        if isinstance(tensor, torch.Size) and name == "numel":
            return tensor.numel()
        if not isinstance(tensor, Tensor):
            raise Mistake(f"calls .{name}( ) of something that is no tensor")
        rule = METHODS.get(name) or CHANGING[name]
        self.budget.spend(rule((tensor, *arguments), keywords))
        return _called(getattr(tensor, name), arguments, keywords)


def _called(function: Callable, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    """What a function gives. Torch's errors go on their way; one of Python that names no shape
    and no type, as where a list stands for a tensor, is a mistake.
    """
    try:
        return function(*arguments, **keywords)
    except AttributeError:
        raise Mistake(f"calls {function.__name__}( ) with something that is no tensor") from None


def _of_numbers(function: Callable, operands: tuple[Any, ...]) -> Any:
    """An operation of Python's numbers, none of which may grow without end."""
    if not all(isinstance(operand, int | float) for operand in operands):
        if function in (operator.eq, operator.ne):
            return function(*operands)
        raise Mistake("computes with something that is neither a tensor nor a number")
    if function is operator.pow and not abs(operands[1]) <= EXPONENT:
        raise Mistake(f"has a power above {EXPONENT} in it")
    if function is operator.invert and isinstance(operands[0], bool):
        return not operands[0]
    try:
        result = function(*operands)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise Mistake(f"cannot be computed: {error}") from None
    if isinstance(result, complex) or (isinstance(result, int) and abs(result) > LARGEST):
        raise Mistake("has a number in it that is too large, or none")
    if isinstance(result, float) and math.isnan(result):
        raise Mistake("has a number in it that is none")
    return result
