"""What a tensor can be made from. To add a source, add an entry to SOURCES."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.expressions import Evaluation, Mistake, parse
from core.foundations.tensors.shapes import Shape
from core.registry import Choice, Range, Registry, Text

MOST_NUMBERS = 400
"""Of a tensor that is drawn."""

LISTS = (
    "[[1, 2, 3], [4, 5, 6]]",
    "3.5",
    "[1, 2, 3]",
    "[1, 2, 3.0]",
    "[[1, 2, 3], [4, 5]]",
    "[True, False]",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Source(Choice):
    """A way to make a tensor. `build` takes a shape first if the source has one, then its
    parameters, and as keywords `dtype` and `device`, which are None where torch is to choose.

    Args:
        call: the call in plain PyTorch; `{shape}`, `{options}` and the parameters' names stand for
            what the reader has set.
        generator: how the generator of its random numbers is made, where it has some.
        shaped: whether the reader sets the shape.
        lists: gives the lists that it is made of, as Python's, from its parameters.
    """

    call: str = ""
    generator: str = ""
    shaped: bool = False
    lists: Callable[..., Any] | None = None


def from_list(values: str, **options: Any) -> Tensor:
    """A tensor of the numbers in a text such as `[[1, 2], [3, 4]]`."""
    return torch.tensor(numbers_of(values), **options)


def from_numpy(values: str, dtype: torch.dtype | None = None, device: str | None = None) -> Tensor:
    """A tensor that shares the memory of a NumPy array, and has its type, unless it is to have
    another type or to be elsewhere.
    """
    return torch.from_numpy(np.array(numbers_of(values))).to(device=device, dtype=dtype)


def zeros(shape: Shape, **options: Any) -> Tensor:
    """Zeros."""
    return torch.zeros(shape, **options)


def ones(shape: Shape, **options: Any) -> Tensor:
    """Ones."""
    return torch.ones(shape, **options)


def full(shape: Shape, fill_value: float, **options: Any) -> Tensor:
    """One number, again and again; a whole one where the number is whole."""
    return torch.full(shape, _whole_if(fill_value), **options)


def eye(n: int, m: int, **options: Any) -> Tensor:
    """Ones on the diagonal, zeros elsewhere."""
    return torch.eye(n, m, **options)


def arange(start: float, end: float, step: float, **options: Any) -> Tensor:
    """Numbers from `start` on, by equal steps, up to but without `end`."""
    return torch.arange(*map(_whole_if, (start, end, step)), **options)


def linspace(start: float, end: float, steps: int, **options: Any) -> Tensor:
    """So many numbers from `start` to `end`, both among them."""
    return torch.linspace(start, end, steps, **options)


def rand(shape: Shape, seed: int, device: str | None = None, **options: Any) -> Tensor:
    """Uniform random numbers from 0 to 1."""
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(shape, generator=generator, **options).to(device)


def randn(shape: Shape, seed: int, device: str | None = None, **options: Any) -> Tensor:
    """Standard normal random numbers: mean 0, standard deviation 1."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, **options).to(device)


def _whole_if(value: float) -> float:
    """A whole number as Python's `int`, as a reader writes it."""
    return int(value) if float(value).is_integer() else value


def numbers_of(values: str) -> Any:
    """The number, or the lists of numbers, that a text such as `[[1, 2], [3, 4]]` is.

    Raises:
        ValueError: it is neither, or more than can be drawn.
    """
    try:
        value = Evaluation({}).value(parse(values, ()).node)
    except Mistake as mistake:
        line = str(mistake).partition("expression=")[2]
        raise ValueError(f"values={line}" if line else f"values={values!r} {mistake}") from None
    if _count(value) > MOST_NUMBERS or _depth(value) > 4:
        raise ValueError(f"values={values[:40]!r} must have at most 4 dimensions")
    return value


def uneven(values: Any) -> tuple[Any, Any] | None:
    """The first list of lists of lists that is not as the first of its level, and that first; None
    where all are alike.
    """
    level = [values]
    while all(isinstance(each, list | tuple) for each in level):
        for each in level:
            if len(each) != len(level[0]):
                return each, level[0]
        level = [part for each in level for part in each]
        kinds = [isinstance(each, list | tuple) for each in level]
        if len(set(kinds)) != 1:
            return (level[kinds.index(not kinds[0])], level[0]) if level else None
    return None


def _count(value: Any) -> int:
    """How many numbers there are in lists of lists; a `ValueError` for anything else in them."""
    if isinstance(value, list | tuple):
        return sum(map(_count, value))
    if not isinstance(value, int | float):
        raise ValueError(f"values={str(value)[:40]!r} must be numbers, in brackets for a list")
    return 1


def _depth(value: Any) -> int:
    if isinstance(value, Sequence):
        return 1 + max(map(_depth, value), default=0)
    return 0


def _values() -> Text:
    return Text(
        LISTS[0],
        limit=200,
        valid=numbers_of,
        examples=LISTS,
        label="Numbers",
        note="A number, or lists in brackets: [1, 2, 3] is a row, [[1, 2], [3, 4]] is a grid.",
    )


def _number(label: str, default: float) -> Range:
    return Range(-10.0, 10.0, default, 0.5, label=label)


def _count_of(label: str, default: int) -> Range:
    return Range(1, 9, default, 1, label=label)


def _seed() -> Range:
    return Range(0, 999, 0, 1, label="Seed", note="The same seed gives the same numbers again.")


GENERATOR = "torch.Generator().manual_seed({seed})"

SOURCES = Registry(
    "source",
    {
        "A list": Source(
            from_list,
            {"values": _values()},
            "Takes the numbers as you write them. Each level of brackets is one dimension.",
            code="torch.tensor",
            call="torch.tensor({values}{options})",
            lists=numbers_of,
        ),
        "Zeros": Source(
            zeros,
            note="Every cell is 0: a common starting value for sums and biases.",
            code="torch.zeros",
            call="torch.zeros({shape}{options})",
            shaped=True,
        ),
        "Ones": Source(
            ones,
            note="Every cell is 1: a common starting value for products and masks.",
            code="torch.ones",
            call="torch.ones({shape}{options})",
            shaped=True,
        ),
        "One number (full)": Source(
            full,
            {"fill_value": _number("Number", 7.0)},
            "The same number in every cell.",
            code="torch.full",
            call="torch.full({shape}, {fill_value}{options})",
            shaped=True,
        ),
        "Identity (eye)": Source(
            eye,
            {"n": _count_of("Rows", 4), "m": _count_of("Columns", 4)},
            "The identity matrix: 1 on the diagonal, 0 elsewhere. x @ torch.eye(n) gives x again.",
            code="torch.eye",
            call="torch.eye({n}, {m}{options})",
        ),
        "Steps (arange)": Source(
            arange,
            {
                "start": _number("Start", 0.0),
                "end": _number("End", 10.0),
                "step": _number("Step", 2.0),
            },
            "Counts from the start in equal steps, and stops before the end.",
            code="torch.arange",
            call="torch.arange({start}, {end}, {step}{options})",
        ),
        "Equal parts (linspace)": Source(
            linspace,
            {
                "start": _number("Start", 0.0),
                "end": _number("End", 1.0),
                "steps": Range(1, 24, 5, 1, label="Numbers"),
            },
            "Evenly spaced numbers from the start to the end, both included.",
            code="torch.linspace",
            call="torch.linspace({start}, {end}, {steps}{options})",
        ),
        "Uniform random (rand)": Source(
            rand,
            {"seed": _seed()},
            "Random numbers from 0 to 1, all equally likely.",
            code="torch.rand",
            call="torch.rand({shape}, generator=generator{options}){moved}",
            generator=GENERATOR,
            shaped=True,
        ),
        "Normal random (randn)": Source(
            randn,
            {"seed": _seed()},
            "Random numbers with mean 0 and standard deviation 1. Scaled down, they are a common "
            "start for a network's weights.",
            code="torch.randn",
            call="torch.randn({shape}, generator=generator{options}){moved}",
            generator=GENERATOR,
            shaped=True,
        ),
        "NumPy": Source(
            from_numpy,
            {"values": _values()},
            "The tensor shares the array's memory and keeps its type: in NumPy, numbers with a "
            "decimal point are float64.",
            code="torch.from_numpy",
            call="torch.from_numpy(np.array({values})){converted}",
            lists=numbers_of,
        ),
    },
)
