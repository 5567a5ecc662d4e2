"""The best lines through points, by three losses, and what an outlier does to them.

The fitting functions are shown as code just as they stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch

from core.data import points
from core.functions.losses.surfaces import FITS, Problem, losses_at


def fit_weighted(x, y, weights):
    """The line (w, b) with the least weighted squares."""
    total = weights.sum()
    x0, y0 = (weights * x).sum() / total, (weights * y).sum() / total
    w = (weights * (x - x0) * (y - y0)).sum() / (weights * (x - x0) ** 2).sum()
    return w, y0 - w * x0


def fit_squares(x, y):
    """The least mean square: as many equal weights."""
    return fit_weighted(x, y, torch.ones_like(x))


def fit_absolute(x, y):
    """The least mean distance: among the best lines there is one through two of the points, so all
    are tried.
    """
    i, j = torch.combinations(torch.arange(len(x))).unbind(-1)
    i, j = i[x[i] != x[j]], j[x[i] != x[j]]
    w = (y[j] - y[i]) / (x[j] - x[i])
    b = y[i] - w * x[i]
    best = (y - w[:, None] * x - b[:, None]).abs().mean(-1).argmin()
    return w[best], b[best]


def fit_huber(x, y, delta, rounds=1000):
    """The least HuberLoss: squares again and again, where a point farther off than delta counts
    less the farther.
    """
    weights, before = torch.ones_like(x), torch.zeros_like(x)
    for _ in range(rounds):
        if torch.allclose(weights, before, rtol=0, atol=1e-12):
            break
        w, b = fit_weighted(x, y, weights)
        before, weights = weights, (delta / (y - w * x - b).abs()).clamp(max=1)
    return w, b


@dataclass(frozen=True, eq=False)
class Fit:
    """The best line (w, b) by a loss, and that loss."""

    problem: Problem
    w: float
    b: float
    value: float

    @property
    def name(self) -> str:
        return self.problem.loss.name


@lru_cache(maxsize=64)
def outlier_fits(text: str, outlier: tuple[float, float], delta: float) -> Mapping[str, Fit]:
    """By name of the loss, the best line through points and an outlier."""
    every = (*points.read(text), outlier)
    x, y = torch.tensor(every, dtype=torch.float64).unbind(-1)
    found = {
        "MSELoss": fit_squares(x, y),
        "L1Loss": fit_absolute(x, y),
        "HuberLoss": fit_huber(x, y, delta),
    }
    fits = {}
    for name, (w, b) in found.items():
        pick = FITS.pick(name, **({"delta": delta} if name == "HuberLoss" else {}))
        one = Problem("outlier", "", pick, every)
        fits[name] = Fit(one, float(w), float(b), float(losses_at(one, torch.stack([w, b]))))
    return fits
