"""What a surface's entry says of itself, worked out for a formula that a reader wrote.

Each function takes the entry's parameters: the formula's text, and the span, up to which the
picture reaches from zero in each direction.
"""

import math
from functools import lru_cache

import torch
from torch import Tensor

from core.functions.optimizers.formula import parse
from core.functions.optimizers.minima import derivatives, local_minima

Domain = tuple[tuple[float, float], tuple[float, float]]


def own(x: Tensor, y: Tensor, formula: str, span: float) -> Tensor:
    """The formula's values. The span has no part in them."""
    return parse(formula)(x, y)


def domain(formula: str, span: float) -> Domain:
    """The square around zero."""
    return (-span, span), (-span, span)


@lru_cache(maxsize=64)
def _local_minima(formula: str, span: float) -> Tensor:
    return local_minima(parse(formula), domain(formula, span))


def minima(formula: str, span: float) -> tuple[tuple[float, float], ...]:
    """The lowest of the local minima in the domain, and those as low within rounding."""
    points = _local_minima(formula, span)
    values = parse(formula)(*points.unbind(-1))
    lowest = values[:1]
    return tuple(map(tuple, points[values <= lowest + 1e-9 * (1 + lowest.abs())].tolist()))


def value(formula: str, span: float) -> float:
    """The value at the lowest of the local minima; nan if there is none."""
    lowest = _local_minima(formula, span)[:1]
    return float(parse(formula)(*lowest.unbind(-1))) if len(lowest) else math.nan


def start(formula: str, span: float) -> tuple[float, float]:
    """Towards a corner, the first at which the surface has a value and a slope."""
    shares = [(-0.7, 0.55), (0.7, 0.55), (0.7, -0.55), (-0.7, -0.55), (0.1, 0.2)]
    corners = torch.tensor(shares, dtype=torch.float64) * span  # (5, 2)
    values, slopes, _ = derivatives(parse(formula), corners)
    usable = values.isfinite() & slopes.isfinite().all(-1) & (slopes != 0).any(-1)
    return tuple(corners[int(usable.int().argmax())].tolist())


def scale(formula: str, span: float) -> str:
    """ "log" if half of the surface is in the lowest tenth of its heights, else "linear". The
    highest and lowest two percent may be anything.
    """
    line = torch.linspace(-span, span, 61, dtype=torch.float64)
    heights = parse(formula)(*torch.meshgrid(line, line, indexing="xy"))
    heights = heights[heights.isfinite()]
    if not len(heights):
        return "linear"
    low, middle, high = heights.quantile(torch.tensor([0.02, 0.5, 0.98], dtype=torch.float64))
    return "log" if middle - low < 0.1 * (high - low) else "linear"


def source_text(formula: str, span: float) -> str:
    """The formula as a function of plain PyTorch."""
    return f"def own(x, y):\n    return {parse(formula).code}"
