"""Random formulas with what Python's own mathematics makes of them, for the tests of the parser."""

import math
import operator
import random

import torch

from core.functions.optimizers.formula import Formula
from core.functions.optimizers.formula_tokens import CALLED, PAIRS

X, Y = torch.meshgrid(
    torch.linspace(-2.3, 2.2, 7).double(), torch.linspace(-1.7, 3.1, 5).double(), indexing="ij"
)
NAMESPACE = {"torch": torch, "__builtins__": {}}
ORACLES = {name: getattr(math, name) for name in CALLED if hasattr(math, name)} | {
    "abs": abs,
    "ln": math.log,
    "relu": lambda a: max(a, 0.0),
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "sign": lambda a: (a > 0) - (a < 0),
    "min": min,
    "max": max,
}


def by_code(read: Formula) -> torch.Tensor:
    return eval(read.code, NAMESPACE | {"x": X, "y": Y})


SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


class Grown:
    """A random formula: its text, as a reader may write it, and what Python's mathematics makes of
    it.
    """

    def __init__(self, source: random.Random):
        self.source = source

    def space(self) -> str:
        return self.source.choice(("", "", " ", "\t"))

    def part(self, depth: int):
        """(text, function of x and y), the text safe to stand anywhere."""
        choice = self.source.random()
        if depth == 0 or choice < 0.1:
            return self.leaf()
        if choice < 0.4:
            name = self.source.choice(sorted(ORACLES))
            count = self.source.randint(2, 3) if name in PAIRS else 1
            parts = [self.part(depth - 1) for _ in range(count)]
            text = f"{name}{self.space()}({self.space()}{','.join(text for text, _ in parts)})"
            return text, lambda x, y: float(ORACLES[name](*(value(x, y) for _, value in parts)))
        text, value = self.chain(depth)
        return f"({text})", value

    def leaf(self):
        number = self.source.choice(("2", "0.5", "3.", ".25", "1e-1", "10", "007"))
        return self.source.choice(
            (
                ("x", lambda x, y: x),
                ("y", lambda x, y: y),
                ("pi", lambda x, y: math.pi),
                ("e", lambda x, y: math.e),
                (number, lambda x, y: float(number)),
            )
        )

    def chain(self, depth: int):
        """Parts with signs between and no parentheses around: the order of the operations is the
        parser's to find.
        """
        parts = [self.part(depth - 1) for _ in range(self.source.randint(1, 4))]
        signs = [self.source.choice("+-*/^") for _ in parts[1:]]
        minus = self.source.choice(("", "", "-", "+"))
        text = minus + parts[0][0]
        for sign, (after, _) in zip(signs, parts[1:], strict=True):
            sign = self.source.choice(("^", "**")) if sign == "^" else sign
            text += self.space() + sign + self.space() + after
        return text, lambda x, y: ordered([value(x, y) for _, value in parts], signs, minus == "-")


def ordered(values: list[float], signs: list[str], minus: bool) -> float:
    """Powers first, from the right; then a sign in front; products, sums from the left. As at
    school.
    """
    values, signs = list(values), list(signs)
    while "^" in signs:
        at = len(signs) - 1 - signs[::-1].index("^")
        values[at : at + 2] = [real(values[at] ** values[at + 1])]
        del signs[at]
    values[0] = -values[0] if minus else values[0]
    for left_sign, right_sign in ("*/", "+-"):
        while left_sign in signs or right_sign in signs:
            at = next(at for at, sign in enumerate(signs) if sign in (left_sign, right_sign))
            left, right = values[at], values[at + 1]
            values[at : at + 2] = [SIGNS[signs.pop(at)](left, right)]
    return values[0]


def real(value) -> float:
    if isinstance(value, complex):
        raise ValueError("not a real number")
    return value
