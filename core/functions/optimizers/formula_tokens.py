"""The first half of reading a formula: its text is cut into numbers, names and signs.

Anything else, a name that is not listed here, too many parts or too deep a nesting ends here. To
add a function of one number, add its torch function to `FUNCTIONS`.
"""

import math
import re

import torch

from core.expressions.mistakes import Mistake
from core.registry import unknown

TOKENS = 150
DEEPEST = 20  # parentheses in parentheses
LARGEST = 1e9  # number that may be written

FAMILIES = (
    ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"),
    ("exp", "log", "log2", "log10", "sqrt", "abs", "sign", "floor", "ceil"),
    ("sigmoid", "relu", "erf"),
)
FUNCTIONS = {
    **{name: getattr(torch, name) for family in FAMILIES for name in family},
    "ln": torch.log,
}
PAIRS = {"min": (torch.minimum, "max"), "max": (torch.maximum, "min")}
"""With torch.clamp's word for it."""

CONSTANTS = {"pi": math.pi, "e": math.e}
CALLED = (*FUNCTIONS, *PAIRS)
NAMES = ("x", "y", *CONSTANTS, *CALLED)
ALLOWED = (
    "allowed are numbers, x, y, pi, e, + - * / ^ ( ) and functions such as sin(x), exp(x), max(x, "
    "y)"
)

TYPOGRAPHY = str.maketrans({"−": "-", "×": "*", "·": "*", "π": " pi ", "²": "^2 ", "³": "^3 "})
TOKEN = re.compile(
    r"((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|([A-Za-z_][A-Za-z_0-9]*)|(\*\*|[-+*/^(),])"
    r"|[ \t]+|(.)",
    re.DOTALL,
)


def tokens(text: str) -> list[str]:
    """A reader's text as the numbers, names and signs of a formula in Python, products with their
    `*`.

    Raises:
        Mistake: what does not belong in a formula, or does not end.
    """
    parts = _cut(text.translate(TYPOGRAPHY))
    _check_ends(parts)
    return _with_products(parts)


def wrong(what: str) -> Mistake:
    """A mistake that says what is allowed too."""
    return Mistake(f"{what}; {ALLOWED}")


def _cut(text: str) -> list[str]:
    """Numbers as Python writes them, names and signs, each of them allowed; powers as `**`."""
    parts = []
    for number, name, sign, other in TOKEN.findall(text):
        if other:
            raise wrong(f"has the character {other!r} in it")
        if name and name not in NAMES:
            raise Mistake(f"cannot be read: {unknown('name', name, NAMES)}")
        if number and not float(number) <= LARGEST:
            raise wrong(f"has a number above {LARGEST:.0e} in it")
        if number:
            parts.append(str(int(number)) if number.isdigit() else repr(float(number)))
        elif name or sign:
            parts.append("**" if sign == "^" else name + sign)
    if not 0 < len(parts) <= TOKENS:
        raise wrong(f"has more than {TOKENS} parts" if parts else "is empty")
    return parts


def _check_ends(tokens: list[str]) -> None:
    """Every parenthesis closed and not too many of them in each other, and nothing missing after
    the last sign.
    """
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if depth < 0:
            raise wrong("closes a parenthesis that was not opened")
        if depth > DEEPEST:
            raise wrong(f"nests more than {DEEPEST} parentheses")
    if tokens[-1] in ("+", "-", "*", "/", "**"):
        raise wrong("ends too early")
    if depth:
        raise wrong("opens a parenthesis that is not closed")


def _with_products(tokens: list[str]) -> list[str]:
    """`2 pi x` and `2 (x + 1) (y - 1)` with their `*`; where that could be read in two ways it is a
    mistake.
    """
    factors, opened = [], []
    start = 0  # of the factor that ends at the last token
    for index, (last, token) in enumerate(zip(["+", *tokens], [*tokens, "+"], strict=True)):
        if last in CALLED and token != "(":
            raise wrong(f"needs parentheses after {last!r}, as in {last}(x)")
        ended = last == ")" or (last[0].isalnum() and last not in CALLED)
        if ended and (token == "(" or token[0].isalnum()):
            if token[0].isdigit() or (last in NAMES and token == "(") or _divides(tokens[:start]):
                raise wrong(
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
