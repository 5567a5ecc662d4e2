"""How large a learning rate may be before gradient descent diverges, from the surface's curvature.

Near a minimum a surface is a bowl whose steepest curvature is the largest eigenvalue of the
Hessian, lambda. Along it a step of SGD multiplies the distance by 1 - lr lambda, which is below 1
in size for lr < 2 / lambda. The limit of each optimizer, with its source, is in its entry of the
catalogue.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.optimizer import settings, with_learning_rate
from core.functions.optimizers.geometry import hessian
from core.functions.optimizers.race import Problem, descend
from core.registry import Pick

STEPS = 400
RATES = 41
"""Learning rates at which the growth is measured, beside five near the limit."""


@dataclass(frozen=True)
class Curvature:
    """The curvatures of a surface at a point (x, y): the smallest and the largest eigenvalue of its
    Hessian.
    """

    point: tuple[float, float]
    smallest: float
    largest: float


@lru_cache(maxsize=256)
def curvature(surface: Pick, point: tuple[float, float]) -> Curvature:
    """The curvatures at a point; nan where the surface has none."""
    second = hessian(surface, torch.tensor(point, dtype=torch.float64))
    if not second.isfinite().all():
        return Curvature(point, torch.nan, torch.nan)
    return Curvature(point, *torch.linalg.eigvalsh(second).tolist())


def limit(pick: Pick, curvature: float) -> float | None:
    """The learning rate from which on an optimizer diverges along this curvature; None for one that
    has no such limit.
    """
    if pick.choice.stable_rate is None:
        return None
    return pick.choice.stable_rate(settings(pick), curvature)


@dataclass(frozen=True, eq=False)
class Growth:
    """What a step multiplies the distance from the bottom of a bowl by, (N,), for each learning
    rate (N,).
    """

    rates: Tensor
    factors: Tensor


def growth(pick: Pick, curvature: Curvature, highest: float) -> Growth:
    """Measured with real optimizers at learning rates up to `highest`, in STEPS steps on the bowl
    with these two curvatures.
    """
    return _growth(with_learning_rate(pick, 1.0), curvature, highest)


@lru_cache(maxsize=64)
def _growth(pick: Pick, curvature: Curvature, highest: float) -> Growth:
    spec = pick.choice.parameters[pick.choice.learning_rate]
    steep, flat = curvature.largest / 2, curvature.smallest / 2
    around = torch.tensor([0.97, 0.99, 1.0, 1.01, 1.03], dtype=torch.float64)
    near = min(limit(pick, curvature.largest), highest) * around
    even = torch.linspace(0, highest, RATES + 1, dtype=torch.float64)[1:]
    rates = torch.cat((even, near)).sort().values.clamp(spec.low, spec.high)
    problem = Problem(lambda x, y: steep * x**2 + flat * y**2, (1.0, 1.0), STEPS)
    paths = descend([with_learning_rate(pick, rate) for rate in rates.tolist()], problem)
    sizes = torch.stack([path.points.norm(dim=1) for path in paths])  # (N, STEPS + 1)
    sizes = sizes.nan_to_num(torch.inf)
    quarter = STEPS // 4
    early, late = (sizes[:, start : start + quarter].amax(1) for start in (quarter, 3 * quarter))
    factors = (late / early) ** (2 / STEPS)
    return Growth(rates, torch.where(early > 0, factors, 0.0).nan_to_num(torch.inf))
