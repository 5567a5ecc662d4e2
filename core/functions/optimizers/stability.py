"""How large a learning rate may be before gradient descent leaps farther each time, from the
surface's curvature.

Near a minimum a surface is a bowl whose steepest curvature is the largest eigenvalue of the
Hessian, lambda. Along it a step of SGD multiplies the distance by 1 - lr lambda, which is below 1
in size for lr < 2 / lambda; a heavy ball holds until 2 (1 + beta) / lambda (Polyak 1964), and
Nesterov's until 2 (1 + beta) / ((1 + 2 beta) lambda).
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.functions.optimizers.race import Problem, descend
from core.functions.optimizers.sensitivity import with_rate
from core.functions.optimizers.surfaces import hessian
from core.registry import Pick

STEPS = 400
RATES = 41


@dataclass(frozen=True)
class Bend:
    """The curvatures of a surface at a place: the smallest and the largest eigenvalue of its
    Hessian.
    """

    place: tuple[float, float]
    least: float
    most: float


@lru_cache(maxsize=256)
def bend(surface: Pick, place: tuple[float, float]) -> Bend:
    """The curvatures at a place; nan where the surface has none."""
    second = hessian(surface, torch.tensor(place, dtype=torch.float64))
    least, most = (
        torch.linalg.eigvalsh(second).tolist()
        if second.isfinite().all()
        else (torch.nan, torch.nan)
    )
    return Bend(place, least, most)


def limit(pick: Pick, curvature: float) -> float | None:
    """The learning rate from which on an optimizer leaps farther each time along this curvature.

    0 where the surface bends down, since no rate brings it back there; infinite on a level. None
    for an optimizer that has no such limit.
    """
    if pick.choice.build is not torch.optim.SGD:
        return None
    settings = dict(pick.arguments)
    beta, damped = settings["momentum"], settings.get("dampening", 0.0)
    curvature += settings["weight_decay"]
    nesterov = settings.get("nesterov", False) or pick.choice.facts.get("always", {}).get(
        "nesterov", False
    )
    pull = curvature * (1 + 2 * beta if nesterov else 1 - damped if beta else 1)
    if pull == 0 or pull != pull:
        return torch.inf if pull == 0 else torch.nan
    return 2 * (1 + beta) / pull if pull > 0 else 0.0


@dataclass(frozen=True, eq=False)
class Growth:
    """By what a step multiplies the distance from the bottom of a bowl, (N,), for each learning
    rate (N,).
    """

    rates: Tensor
    factors: Tensor


def growth(pick: Pick, bend: Bend, largest: float) -> Growth:
    """Measured: real optimizers at rates up to `largest`, for STEPS steps on the bowl with these
    two curvatures.
    """
    return _growth(with_rate(pick, 1.0), bend, largest)


@lru_cache(maxsize=64)
def _growth(pick: Pick, bend: Bend, largest: float) -> Growth:
    spec, steep, flat = pick.choice.parameters["lr"], bend.most / 2, bend.least / 2
    edge = min(limit(pick, bend.most), largest) * torch.tensor(
        [0.97, 0.99, 1.0, 1.01, 1.03], dtype=torch.float64
    )
    rates = (
        torch.cat((torch.linspace(0, largest, RATES + 1, dtype=torch.float64)[1:], edge))
        .sort()
        .values
    )
    rates = rates.clamp(spec.low, spec.high)
    problem = Problem(lambda x, y: steep * x**2 + flat * y**2, (1.0, 1.0), STEPS)
    paths = descend([with_rate(pick, rate) for rate in rates.tolist()], problem)
    sizes = torch.stack([path.points.norm(dim=1) for path in paths]).nan_to_num(torch.inf)
    early, late = (
        sizes[:, start : start + STEPS // 4].amax(1) for start in (STEPS // 4, 3 * STEPS // 4)
    )
    factors = (late / early) ** (2 / STEPS)
    return Growth(rates, torch.where(early > 0, factors, 0.0).nan_to_num(torch.inf))
