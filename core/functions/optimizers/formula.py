"""A reader's formula in x and y, read safely: a text such as `sin(x) * y^2` becomes torch
operations.

The text itself is never run. First it is cut into numbers, names and signs; anything else, a name
that is not listed here, too many parts or too deep a nesting ends there. Only what is left goes to
Python's parser, for the order of the operations, and each node of the tree that is not listed here
is refused again. What comes out calls torch and nothing else. A formula may well have no value
somewhere (the logarithm of a negative number): there it is nan.

To add a function of one number, add its torch function to `FUNCTIONS`.
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

from core.registry import unknown

LIMIT = 200  # characters
TOKENS = 150
DEEPEST = 20  # parentheses in parentheses
LARGEST = 1e9  # number that may be written
EXPONENT = 100.0  # power that may be written

FUNCTIONS = {
    name: getattr(torch, name)
    for name in (
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "exp",
        "log",
        "log2",
        "log10",
        "sqrt",
        "abs",
        "sign",
        "floor",
        "ceil",
        "sigmoid",
        "relu",
        "erf",
    )
} | {"ln": torch.log}
PAIRS = {
    "min": (torch.minimum, "max"),
    "max": (torch.maximum, "min"),
}  # the latter is torch.clamp's word for it
CONSTANTS = {"pi": math.pi, "e": math.e}
CALLED = (*FUNCTIONS, *PAIRS)
NAMES = ("x", "y", *CONSTANTS, *CALLED)
ALLOWED = (
    "allowed are numbers, x, y, pi, e, + - * / ^ ( ) and functions such as sin(x), exp(x), max(x, "
    "y)"
)

ATOM, SIGNED = (
    5,
    3,
)  # how tightly a single thing and a sign with it hold together, among the ranks of these:
OPERATORS = {
    ast.Add: (operator.add, "+", 1),
    ast.Sub: (operator.sub, "-", 1),
    ast.Mult: (operator.mul, "*", 2),
    ast.Div: (operator.truediv, "/", 2),
    ast.Pow: (operator.pow, "**", 4),
}
ARITHMETIC = {operator.neg, *(function for function, _, _ in OPERATORS.values())}

TYPOGRAPHY = str.maketrans({"−": "-", "×": "*", "·": "*", "π": " pi ", "²": "^2 ", "³": "^3 "})
TOKEN = re.compile(
    r"((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|([A-Za-z_][A-Za-z_0-9]*)|(\*\*|[-+*/^(),])"
    r"|[ \t]+|(.)",
    re.DOTALL,
)


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
        tokens = _tokens(text.translate(TYPOGRAPHY))
        _check_ends(tokens)
        term = _term(_tree(" ".join(_with_products(tokens))))
        if not callable(term.value):
            raise _wrong("has neither x nor y in it")
    except _Mistake as mistake:
        shown = text if len(text) <= 60 else text[:57] + "..."
        raise ValueError(f"formula={shown!r} {mistake}") from None
    return Formula(text, term.code, term.value)


class _Mistake(Exception):
    """What is wrong with a formula, in words that follow it; does not leave this module."""


def _wrong(what: str) -> _Mistake:
    return _Mistake(f"{what}; {ALLOWED}")


def _tokens(text: str) -> list[str]:
    """Numbers as Python writes them, names and signs, each of them allowed; powers as `**`."""
    tokens = []
    for number, name, sign, other in TOKEN.findall(text):
        if other:
            raise _wrong(f"has the character {other!r} in it")
        if name and name not in NAMES:
            raise _Mistake(f"cannot be read: {unknown('name', name, NAMES)}")
        if number and not float(number) <= LARGEST:
            raise _wrong(f"has a number above {LARGEST:.0e} in it")
        if number:
            tokens.append(str(int(number)) if number.isdigit() else repr(float(number)))
        elif name or sign:
            tokens.append("**" if sign == "^" else name + sign)
    if not 0 < len(tokens) <= TOKENS:
        raise _wrong(f"has more than {TOKENS} parts" if tokens else "is empty")
    return tokens


def _check_ends(tokens: list[str]) -> None:
    """Every parenthesis closed and not too many of them in each other, and nothing missing after
    the last sign.
    """
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if depth < 0:
            raise _wrong("closes a parenthesis that was not opened")
        if depth > DEEPEST:
            raise _wrong(f"nests more than {DEEPEST} parentheses")
    if tokens[-1] in ("+", "-", "*", "/", "**"):
        raise _wrong("ends too early")
    if depth:
        raise _wrong("opens a parenthesis that is not closed")


def _with_products(tokens: list[str]) -> list[str]:
    """`2 pi x` and `2 (x + 1) (y - 1)` with their `*`; where that could be read in two ways it is a
    mistake.
    """
    factors, opened = [], []
    start = 0  # of the factor that ends at the last token
    for index, (last, token) in enumerate(zip(["+", *tokens], [*tokens, "+"], strict=True)):
        if last in CALLED and token != "(":
            raise _wrong(f"needs parentheses after {last!r}, as in {last}(x)")
        ended = last == ")" or (last[0].isalnum() and last not in CALLED)
        if ended and (token == "(" or token[0].isalnum()):
            if token[0].isdigit() or (last in NAMES and token == "(") or _divides(tokens[:start]):
                raise _wrong(
                    f"can be read in two ways between {last!r} and {token!r}: put a * there, "
                    "or parentheses"
                )
            factors.append("*")
        if token == "(":
            opened.append(index - (last in CALLED))
        elif token == ")" or token[0].isalnum():
            start = opened.pop() if token == ")" else index
        factors.append(token)
    return factors[:-1]


def _divides(tokens: list[str]) -> bool:
    """Whether what follows these would stand below a fraction bar or in an exponent."""
    return next((token for token in reversed(tokens) if token not in "+-"), "") in ("/", "**")


def _tree(clean: str) -> ast.expr:
    """Python's tree of a text that holds nothing but allowed tokens, and not many."""
    try:
        return ast.parse(clean, mode="eval").body
    except SyntaxError as error:
        rest = clean[(error.offset or 1) - 1 :][:20].strip()
        raise _wrong(f"cannot be read at {rest!r}") from None


@dataclass(frozen=True, eq=False)
class _Term:
    """A part of a formula: its code, how tightly that holds together, and its number or what
    computes it.
    """

    code: str
    rank: int
    value: float | Callable[[Tensor, Tensor], Tensor]

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
            return _join(
                f"torch.{FUNCTIONS[name].__name__}({part.code})", ATOM, FUNCTIONS[name], part
            )
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in PAIRS and len(node.args) >= 2:
            return reduce(lambda first, second: _pair(name, first, second), map(_term, node.args))
        case ast.Call(func=ast.Name(id=name)):
            raise _wrong(
                f"needs {'two numbers or more' if name in PAIRS else 'one number'} in {name}( )"
            )
    raise _wrong("has a comma, a sign or nothing where a number is needed")


def _operation(function: Callable, sign: str, rank: int, left: _Term, right: _Term) -> _Term:
    """Two terms with a sign between, set as in PEP 8."""
    if function is operator.pow and not callable(right.value) and not abs(right.value) <= EXPONENT:
        raise _wrong(f"has a power above {EXPONENT:g} in it")
    power = function is operator.pow  # the one operation that takes its right side first
    first, second = left.within(rank + power), right.within(SIGNED if power else rank + 1)
    simple = power and re.fullmatch(r"[\w.]+", first) and re.fullmatch(r"-?[\w.]+", second)
    return _join(first + (sign if simple else f" {sign} ") + second, rank, function, left, right)


def _pair(name: str, first: _Term, second: _Term) -> _Term:
    """The smaller or the larger of two terms."""
    function, limit = PAIRS[name]
    if callable(first.value) == callable(second.value):
        return _join(
            f"torch.{function.__name__}({first.code}, {second.code})", ATOM, function, first, second
        )
    term, number = (first, second) if callable(first.value) else (second, first)
    bound = number.value
    return _join(
        f"torch.clamp({term.code}, {limit}={number.code})",
        ATOM,
        lambda values: torch.clamp(values, **{limit: bound}),
        term,
    )


def _join(code: str, rank: int, function: Callable, *terms: _Term) -> _Term:
    """A function of terms; of numbers alone it is a number."""
    values = [term.value for term in terms]
    if any(map(callable, values)):
        return _Term(
            code,
            rank,
            lambda x, y: function(*(part(x, y) if callable(part) else part for part in values)),
        )
    number = float(function(*(torch.tensor(value, dtype=torch.float64) for value in values)))
    if (
        function in ARITHMETIC and abs(number) <= 2**53
    ):  # beyond that, and for nan, plain Python gives something else
        return _Term(code, rank, number)
    written = (
        repr(number) if math.isfinite(number) else f"{'-' * (number < 0)}torch.{repr(abs(number))}"
    )
    return _Term(written, SIGNED if written.startswith("-") else ATOM, number)
