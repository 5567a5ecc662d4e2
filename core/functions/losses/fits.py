"""The best lines through points, by three losses, and what an outlier does to them.

The fitting functions are shown as code just as they stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.catalogue.losses import LOSSES
from core.data.points import Point, Points
from core.functions.losses.models import FittingProblem, line
from core.functions.losses.surfaces import grid, losses_at
from core.plots.grid import Grid
from core.registry import Config, Pick, Range, setting


def fit_weighted(x, y, weights):
    """The line (w, b) with the least weighted squares."""
    total = weights.sum()
    x0, y0 = (weights * x).sum() / total, (weights * y).sum() / total
    w = (weights * (x - x0) * (y - y0)).sum() / (weights * (x - x0) ** 2).sum()
    return w, y0 - w * x0


def fit_squares(x, y):
    """The least mean square: all weights are equal."""
    return fit_weighted(x, y, torch.ones_like(x))


def fit_absolute(x, y):
    """The least mean distance: one of the best lines goes through two of the points, so try all
    pairs.
    """
    i, j = torch.combinations(torch.arange(len(x))).unbind(-1)
    i, j = i[x[i] != x[j]], j[x[i] != x[j]]
    w = (y[j] - y[i]) / (x[j] - x[i])
    b = y[i] - w * x[i]
    best = (y - w[:, None] * x - b[:, None]).abs().mean(-1).argmin()
    return w[best], b[best]


def fit_huber(x, y, delta, rounds=1000):
    """The least HuberLoss by iteratively reweighted least squares: a point farther off than delta
    counts less the farther it is.
    """
    weights, before = torch.ones_like(x), torch.zeros_like(x)
    for _ in range(rounds):
        if torch.allclose(weights, before, rtol=0, atol=1e-12):
            break
        w, b = fit_weighted(x, y, weights)
        before, weights = weights, (delta / (y - w * x - b).abs()).clamp(max=1)
    return w, b


@dataclass(frozen=True)
class LineFit:
    """How the best line by a loss is found.

    Args:
        loss: its name.
        fit: gives (w, b) for points x and y, both (N,).
        settings: arguments of the loss and of `fit` that are settings of `Outlier`.
    """

    loss: str
    fit: Callable[..., tuple[Tensor, Tensor]]
    settings: tuple[str, ...] = ()

    def arguments(self, outlier: "Outlier") -> dict[str, Any]:
        """The arguments of the loss and of the fit."""
        return {name: getattr(outlier, name) for name in self.settings}

    def pick(self, outlier: "Outlier") -> Pick:
        """The loss at the reader's settings."""
        return LOSSES.pick(self.loss, **self.arguments(outlier))


LINE_FITS = (
    LineFit("MSELoss", fit_squares),
    LineFit("L1Loss", fit_absolute),
    LineFit("HuberLoss", fit_huber, ("delta",)),
)
"""The losses whose best lines are compared."""


@dataclass(frozen=True)
class Outlier(Config):
    """What a reader can set about an outlier."""

    outlier_x: float = setting(Range(-5.0, 5.0, 4.0, 0.1))
    outlier_y: float = setting(Range(-5.0, 5.0, -4.0, 0.1))
    delta: float = setting(
        Range(0.1, 3.0, 0.5, 0.1, note="The error from which on HuberLoss is straight.")
    )

    @property
    def point(self) -> Point:
        """The outlier itself."""
        return self.outlier_x, self.outlier_y


@dataclass(frozen=True, eq=False)
class Fit:
    """The best line (w, b) by a loss, that loss, and the loss over all lines."""

    problem: FittingProblem
    w: float
    b: float
    value: float
    surface: Grid

    @property
    def name(self) -> str:
        return self.problem.loss.name


def slopes_without(outlier: Outlier, fits: Mapping[str, Fit]) -> dict[str, float] | None:
    """The slope of each loss's best line through the same points without the outlier, which is the
    last; None if no line is the best there.
    """
    slopes = {}
    for line_fit in LINE_FITS:
        x, y = (values[:-1] for values in fits[line_fit.loss].problem.data)
        if len(x.unique()) < 2:
            return None
        slopes[line_fit.loss] = float(line_fit.fit(x, y, **line_fit.arguments(outlier))[0])
    return slopes


@lru_cache(maxsize=64)
def outlier_fits(points: Points, outlier: Outlier) -> Mapping[str, Fit]:
    """By name of the loss, the best line through points and an outlier, which is the last."""
    points = (*points, outlier.point)
    x, y = torch.tensor(points, dtype=torch.float64).unbind(-1)
    fits = {}
    for line_fit in LINE_FITS:
        w, b = line_fit.fit(x, y, **line_fit.arguments(outlier))
        problem = FittingProblem(line, ("w", "b"), line_fit.pick(outlier), points)
        value = losses_at(problem, torch.stack([w, b]))
        fits[line_fit.loss] = Fit(problem, float(w), float(b), float(value), grid(problem))
    return fits
