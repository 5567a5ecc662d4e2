"""Dtypes: what each can hold, what becomes of a result that it cannot, and which dtype two of them
give.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import torch
from torch import Tensor

from core.registry import Config, Options, Text, setting
from core.torch_message import TorchMessage, caught

DTYPES = (
    *("bool", "uint8", "int8", "int16", "int32", "int64"),
    *("float16", "bfloat16", "float32", "float64"),
)

PYTHON = "Python number"

SHORT = {
    "bool": "bool",
    "bfloat16": "bf16",
    "uint8": "u8",
    **{f"int{bits}": f"i{bits}" for bits in (8, 16, 32, 64)},
    **{f"float{bits}": f"f{bits}" for bits in (16, 32, 64)},
}
"""How a narrow table writes them, as many programs do."""

LARGEST = 1e150
"""Size of a number that may be typed; the smallest but 0 is one over it."""

NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?")

POWER = re.compile(r"([-+]?)(\d{1,2})\s*(?:\*\*|\^)\s*(\d{1,3})")


@dataclass(frozen=True)
class Arithmetic:
    """An operation of two numbers.

    Args:
        sign: of Python.
        compute: takes tensors.
        exact: the same of fractions; raises ZeroDivisionError where it has no value.
    """

    sign: str
    compute: Callable[[Tensor, Tensor], Tensor]
    exact: Callable[[Fraction, Fraction], Fraction]


ARITHMETIC = {
    "Add": Arithmetic("+", torch.add, lambda a, b: a + b),
    "Subtract": Arithmetic("-", torch.sub, lambda a, b: a - b),
    "Multiply": Arithmetic("*", torch.mul, lambda a, b: a * b),
    "Divide": Arithmetic("/", torch.div, lambda a, b: a / b),
}


def number_of(text: str) -> int | float:
    """The number that a text such as `250`, `0.1` or `2**24` is.

    Raises:
        ValueError: it is none, or too large for every dtype.
    """
    clean = text.strip().replace("−", "-").replace("_", "")
    if power := POWER.fullmatch(clean):
        base, exponent = int(power[2]), int(power[3])
        if exponent * math.log10(max(base, 1)) < math.log10(LARGEST):
            return (-1 if power[1] == "-" else 1) * base**exponent
    elif NUMBER.fullmatch(clean) and _in_range(float(clean)):
        return int(clean) if re.fullmatch(r"[-+]?\d+", clean) else float(clean)
    raise ValueError(f"number={text[:40]!r} must be a number such as 250, 0.1, 1e-3 or 2**24")


def _in_range(number: float) -> bool:
    return number == 0 or 1 / LARGEST <= abs(number) <= LARGEST


@dataclass(frozen=True)
class Sum(Config):
    """Two numbers, their dtypes, and what is done with them."""

    first: str = setting(
        Text("250", limit=30, valid=number_of, examples=("1", "100", "0.1", "65504", "2**24"))
    )
    first_dtype: str = setting(Options(DTYPES, "uint8"))
    arithmetic: str = setting(Options(tuple(ARITHMETIC), "Add"))
    second: str = setting(Text("10", limit=30, valid=number_of, examples=("1", "2", "0.2", "32")))
    second_dtype: str = setting(Options((PYTHON, *DTYPES), PYTHON))


@dataclass(frozen=True, eq=False)
class Outcome:
    """What torch made of two numbers.

    Args:
        left, right: as they are held, (1,); `right` a number where it is Python's; or what torch
            raised as they were made.
        result: (1,), or what torch raised.
        exact: what the numbers that were typed give; None where there is no value.
    """

    left: Tensor | TorchMessage
    right: Tensor | int | float | TorchMessage
    result: Tensor | TorchMessage
    exact: Fraction | None

    @property
    def fits(self) -> bool:
        return isinstance(self.result, Tensor)

    @property
    def value(self) -> float | int | bool:
        """The result as a number of Python's, which holds it exactly."""
        return self.result.item()

    @property
    def is_exact(self) -> bool:
        """Whether the result is what the numbers that were typed give."""
        finite = math.isfinite(self.value)
        return finite and self.exact is not None and Fraction(self.value) == self.exact

    @property
    def dtype(self) -> str:
        """Of the result."""
        return name_of(self.result.dtype)


def dtype_of(name: str) -> torch.dtype:
    """torch's dtype of this name."""
    return getattr(torch, name)


def name_of(dtype: torch.dtype) -> str:
    """The name of a dtype: `float32`."""
    return str(dtype).removeprefix("torch.")


@lru_cache(maxsize=64)
def outcome(numbers: Sum) -> Outcome:
    """Computes live what a reader has set."""
    first, second = number_of(numbers.first), number_of(numbers.second)
    left = _held(first, numbers.first_dtype)
    right = second if numbers.second_dtype == PYTHON else _held(second, numbers.second_dtype)
    operation = ARITHMETIC[numbers.arithmetic]
    broken = next((part for part in (left, right) if isinstance(part, TorchMessage)), None)
    result = broken or caught(operation.compute, left, right)
    try:
        exact = operation.exact(fraction_of(numbers.first), fraction_of(numbers.second))
    except ZeroDivisionError:
        exact = None
    return Outcome(left, right, result, exact)


def fraction_of(text: str) -> Fraction:
    """What was typed, with no rounding."""
    number = number_of(text)
    return Fraction(number) if isinstance(number, int) else Fraction(text.strip().replace("_", ""))


def _held(number: int | float, dtype: str) -> Tensor | TorchMessage:
    return caught(torch.tensor, [number], dtype=dtype_of(dtype))


@dataclass(frozen=True)
class Limits:
    """What a dtype can hold.

    Args:
        bytes: that one number takes.
        low, high: the smallest and the largest number.
        epsilon: the step from 1 to the next number; 1 for whole numbers.
        whole_to: up to this number every whole number is there.
    """

    name: str
    bytes: int
    low: float
    high: float
    epsilon: float
    whole_to: float


@lru_cache(maxsize=16)
def limits(name: str) -> Limits:
    """Asked of torch; `whole_to` is measured: the first power of 2 that 1 cannot be added to."""
    dtype = dtype_of(name)
    size = torch.empty((), dtype=dtype).element_size()
    if dtype == torch.bool:
        return Limits(name, size, 0, 1, 1, 1)
    if not dtype.is_floating_point:
        info = torch.iinfo(dtype)
        return Limits(name, size, info.min, info.max, 1, info.max)
    info = torch.finfo(dtype)
    return Limits(name, size, info.min, info.max, info.eps, _whole_to(dtype))


def _whole_to(dtype: torch.dtype) -> float:
    power = torch.ones((), dtype=dtype)
    while (power + 1) - power == 1:
        power = power * 2
    return power.item()


def wrapped(value: int, dtype: str) -> int | bool:
    """What a dtype of whole numbers has in the place of a whole number: after its largest comes its
    smallest. A bool has True for all but 0.
    """
    if dtype == "bool":
        return value != 0
    low, high = int(limits(dtype).low), int(limits(dtype).high)
    return (value - low) % (high - low + 1) + low


NEIGHBOURS = 3


def neighbours(value: float, dtype: torch.dtype, count: int = NEIGHBOURS) -> tuple[float, ...]:
    """The numbers of a dtype with fractions around a value: so many below, the nearest to it, and
    so many above.
    """
    middle = torch.tensor([float(value)], dtype=torch.float64).to(dtype)
    infinity = torch.full_like(middle, torch.inf)
    below, above = [middle], [middle]
    for _ in range(count):
        below.append(torch.nextafter(below[-1], -infinity))
        above.append(torch.nextafter(above[-1], infinity))
    return tuple(number.item() for number in (*reversed(below), *above[1:]))


@lru_cache(maxsize=1)
def promotions() -> tuple[tuple[str, ...], ...]:
    """By row and column the dtype that tensors of two dtypes give, in the order of DTYPES."""
    return tuple(
        tuple(name_of(torch.promote_types(dtype_of(row), dtype_of(column))) for column in DTYPES)
        for row in DTYPES
    )


def common_dtype(numbers: Sum) -> str:
    """The dtype that the two give together, whatever is done with them."""
    first = torch.ones(1, dtype=dtype_of(numbers.first_dtype))
    if numbers.second_dtype == PYTHON:
        kind = type(number_of(numbers.second))
        return name_of(torch.result_type(first, kind(1)))  # its size does not count
    return name_of(torch.promote_types(first.dtype, dtype_of(numbers.second_dtype)))


@lru_cache(maxsize=1)
def with_python() -> dict[str, tuple[str, ...]]:
    """The dtype that a tensor and a number of Python give, by what number it is."""
    numbers = {"True": True, "1": 1, "1.5": 1.5}
    return {
        text: tuple(
            name_of(torch.result_type(torch.ones(1, dtype=dtype_of(name)), number))
            for name in DTYPES
        )
        for text, number in numbers.items()
    }


def headline(numbers: Sum) -> dict[str, float]:
    """The numbers of the view; none where torch refuses."""
    result = outcome(numbers)
    if not result.fits:
        return {}
    known = limits(result.dtype)
    shown = {"result": float(result.value), "bytes": known.bytes}
    if result.dtype == "bool":
        return shown
    return shown | {"smallest": float(known.low), "largest": float(known.high)}
