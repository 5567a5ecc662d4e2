"""A reader's formula in x and y, read safely: a text such as `sin(x) * y^2` becomes torch
operations.

The text itself is never run. First it is cut into numbers, names and signs, and anything else is
refused: see `formula_tokens`. Only what is left goes to Python's parser, for the order of the
operations, and each node of the tree that is not listed here is refused again. What comes out calls
torch and nothing else. A formula may well have no value somewhere (the logarithm of a negative
number): there it is nan.
"""

import ast
import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, reduce

import torch
from torch import Tensor

from core.expressions.mistakes import Mistake
from core.functions.optimizers.formula_tokens import (
    CONSTANTS,
    FUNCTIONS,
    PAIRS,
    tokens,
    wrong,
)
from core.parsing import parse_python

LIMIT = 200  # characters
EXPONENT = 100.0  # power that may be written

WORK = 24
"""What a formula may take to compute, in functions. The pages evaluate it at millions of points."""

OTHER_POWER, VARIABLE_POWER = 2, 4
"""What a power takes whose exponent is not one of `QUICK_POWERS`, and one whose exponent varies."""

QUICK_POWERS = {2.0, 3.0, 0.5, -0.5, -1.0, -2.0, 0.0, 1.0}

ATOM, SIGNED = 5, 3
"""How tightly a single thing and a sign with it hold together, among the ranks of `OPERATORS`."""

OPERATORS = {
    ast.Add: (operator.add, "+", 1),
    ast.Sub: (operator.sub, "-", 1),
    ast.Mult: (operator.mul, "*", 2),
    ast.Div: (operator.truediv, "/", 2),
    ast.Pow: (operator.pow, "**", 4),
}
ARITHMETIC = {operator.neg, *(function for function, _, _ in OPERATORS.values())}


@dataclass(frozen=True)
class Formula:
    """A function of x and y.

    Args:
        text: as the reader wrote it.
        code: the same in plain PyTorch, `torch.sin(x) * y**2`, for tensors x and y of the same
            shape.
        value: what computes it.
    """

    text: str
    code: str
    value: Callable[[Tensor, Tensor], Tensor] = field(compare=False, repr=False)

    def __call__(self, x: Tensor, y: Tensor) -> Tensor:
        """The values, of the shape and type of x and y; nan where there is none."""
        if x.shape != y.shape:
            x, y = torch.broadcast_tensors(x, y)
        return self.value(x, y)


@lru_cache(maxsize=256)
def parse(text: str) -> Formula:
    """The formula that a text is; a `ValueError` of one line says what is wrong with it and what is
    allowed.
    """
    if not isinstance(text, str) or len(text) > LIMIT:
        raise ValueError(f"formula={str(text)[:40]!r} must be a text of at most {LIMIT} characters")
    try:
        term = _term(_tree(" ".join(tokens(text))))
        if not callable(term.value):
            raise wrong("has neither x nor y in it")
        if term.work > WORK:
            raise wrong(
                f"takes as long as {term.work} functions, and {WORK} are the most: a power such as "
                f"x^1.5 counts as {OTHER_POWER}, one such as x^y as {VARIABLE_POWER}"
            )
    except Mistake as mistake:
        raise mistake.named("formula", text) from None
    return Formula(text, term.code, term.value)


def _tree(clean: str) -> ast.expr:
    """Python's tree of a text that holds nothing but allowed tokens, and not many."""
    try:
        return parse_python(clean, mode="eval").body
    except SyntaxError as error:
        rest = clean[(error.offset or 1) - 1 :][:20].strip()
        raise wrong(f"cannot be read at {rest!r}") from None


@dataclass(frozen=True, eq=False)
class _Term:
    """A part of a formula: its code, how tightly that holds together, its number or what computes
    it, and what that takes, in functions.
    """

    code: str
    rank: int
    value: float | Callable[[Tensor, Tensor], Tensor]
    work: int = 0

    def within(self, rank: int) -> str:
        """The code where something of this rank is needed."""
        return self.code if self.rank >= rank else f"({self.code})"


def _term(node: ast.expr) -> _Term:
    match node:
        case ast.Constant(value=int() | float()):
            return _Term(repr(node.value), ATOM, float(node.value))
        case ast.Name(id="x"):
            return _Term("x", ATOM, lambda x, y: x)
        case ast.Name(id="y"):
            return _Term("y", ATOM, lambda x, y: y)
        case ast.Name(id=name) if name in CONSTANTS:
            return _Term(f"torch.{name}", ATOM, CONSTANTS[name])
        case ast.UnaryOp(op=ast.UAdd()):
            return _term(node.operand)
        case ast.UnaryOp(op=ast.USub()):
            part = _term(node.operand)
            return _join(f"-{part.within(SIGNED)}", SIGNED, operator.neg, part)
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            return _operation(*OPERATORS[type(op)], _term(node.left), _term(node.right))
        case ast.Call(func=ast.Name(id=name), keywords=[]) if (
            name in FUNCTIONS and len(node.args) == 1
        ):
            part = _term(node.args[0])
            code = f"torch.{FUNCTIONS[name].__name__}({part.code})"
            return _join(code, ATOM, FUNCTIONS[name], part, work=1)
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in PAIRS and len(node.args) >= 2:
            return reduce(lambda first, second: _pair(name, first, second), map(_term, node.args))
        case ast.Call(func=ast.Name(id=name)):
            raise wrong(
                f"needs {'two numbers or more' if name in PAIRS else 'one number'} in {name}( )"
            )
    raise wrong("has a comma, a sign or nothing where a number is needed")


def _operation(function: Callable, sign: str, rank: int, left: _Term, right: _Term) -> _Term:
    """Two terms with a sign between, set as in PEP 8."""
    if function is operator.pow and not callable(right.value) and not abs(right.value) <= EXPONENT:
        raise wrong(f"has a power above {EXPONENT:g} in it")
    power = function is operator.pow  # the one operation that takes its right side first
    work = _work_of_power(right) if power else 0
    first, second = left.within(rank + power), right.within(SIGNED if power else rank + 1)
    simple = power and re.fullmatch(r"[\w.]+", first) and re.fullmatch(r"-?[\w.]+", second)
    code = first + (sign if simple else f" {sign} ") + second
    return _join(code, rank, function, left, right, work=work)


def _work_of_power(exponent: _Term) -> int:
    if callable(exponent.value):
        return VARIABLE_POWER
    return 0 if exponent.value in QUICK_POWERS else OTHER_POWER


def _pair(name: str, first: _Term, second: _Term) -> _Term:
    """The smaller or the larger of two terms."""
    function, limit = PAIRS[name]
    if callable(first.value) == callable(second.value):
        code = f"torch.{function.__name__}({first.code}, {second.code})"
        return _join(code, ATOM, function, first, second, work=1)
    term, number = (first, second) if callable(first.value) else (second, first)
    bound = number.value
    return _join(
        f"torch.clamp({term.code}, {limit}={number.code})",
        ATOM,
        lambda values: torch.clamp(values, **{limit: bound}),
        term,
        work=1,
    )


def _join(code: str, rank: int, function: Callable, *terms: _Term, work: int = 0) -> _Term:
    """A function of terms, which takes `work` beside them; of numbers alone it is a number."""
    values = [term.value for term in terms]
    if any(map(callable, values)):
        return _Term(
            code,
            rank,
            lambda x, y: function(*(part(x, y) if callable(part) else part for part in values)),
            work + sum(term.work for term in terms),
        )
    number = float(function(*(torch.tensor(value, dtype=torch.float64) for value in values)))
    # beyond that, and for nan, plain Python gives something else
    if function in ARITHMETIC and abs(number) <= 2**53:
        return _Term(code, rank, number)
    written = (
        repr(number) if math.isfinite(number) else f"{'-' * (number < 0)}torch.{repr(abs(number))}"
    )
    return _Term(written, SIGNED if written.startswith("-") else ATOM, number)
