"""Classes and numbers that a reader's formula in x and y gives to points."""

from functools import lru_cache

import torch
from torch import Tensor

from core.expressions import parse
from core.playground.points import MOST_CLASSES, NUMBERS, REACH

LIMIT = 200
"""Characters of a formula."""

EXAMPLES = (
    "x**2 + y**2 < 4",
    "torch.sin(x) > y",
    "(x > 0).long() + 2 * (y > 0).long()",
    "torch.sin(x) * torch.cos(y)",
)

STEPS = 41
"""Points along each side of the grid on which a formula is tried."""


def value_of(formula: str, inputs: Tensor) -> Tensor:
    """What a formula gives for points (N, 2): (N,) bool, int64 or float32.

    Raises:
        ValueError: it cannot be read or computed, or has no value at one of the points.
    """
    try:
        value = parse(formula, ("x", "y")).value({"x": inputs[:, 0], "y": inputs[:, 1]})
    except ValueError as error:
        line = str(error).removeprefix("expression=")
        raise ValueError(
            f"formula={line}" if line != str(error) else _named(formula, line)
        ) from None
    except (RuntimeError, TypeError, IndexError) as error:  # torch's own
        raise ValueError(_named(formula, str(error).partition("\n")[0])) from None
    if not isinstance(value, Tensor) or value.shape != inputs.shape[:1]:
        raise ValueError(f"formula={formula!r} must give a value for every point")
    if value.is_complex():
        raise ValueError(f"formula={formula!r} must give true or false, or a number")
    missing = ~value.isfinite()
    if missing.any():
        x, y = inputs[missing][0].tolist()
        raise ValueError(f"formula={formula!r} has no value at x={x:.3g}, y={y:.3g}")
    if value.dtype == torch.bool:
        return value
    return value.float() if value.is_floating_point() else value.long()


def _named(formula: str, line: str) -> str:
    return f"formula={formula!r} cannot be computed: {line[:120]}"


@lru_cache(maxsize=64)
def classes_by(formula: str) -> int:
    """How many classes a formula makes of the plane, `NUMBERS` if it gives numbers.

    Raises:
        ValueError: it cannot be read, has no value somewhere, or makes too many classes.
    """
    side = torch.linspace(-REACH, REACH, STEPS)
    value = value_of(formula, torch.cartesian_prod(side, side))
    if value.dtype == torch.bool:
        return 2
    if value.is_floating_point():
        return NUMBERS
    low, high = int(value.min()), int(value.max())
    if low < 0 or high >= MOST_CLASSES:
        raise ValueError(
            f"formula={formula!r} gives whole numbers from {low} to {high}: classes are 0 to "
            f"{MOST_CLASSES - 1}"
        )
    return max(2, high + 1)


def code_of(formula: str) -> str:
    """The formula in plain PyTorch."""
    return parse(formula, ("x", "y")).code
