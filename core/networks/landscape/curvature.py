"""The eigenvalues of a loss's Hessian: the largest by Lanczos, and how all are spread."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from core.jobs import Progress
from core.jobs.progress import last
from core.networks.landscape import edge
from core.networks.landscape.digits import digits, drawn_perceptron
from core.networks.landscape.lanczos import hessian_product, tridiagonal
from core.networks.landscape.own import OwnNetwork, own_subject
from core.networks.landscape.subject import OWN
from core.playground.generators import circle, spiral, xor
from core.registry import Options, Range, setting

PLANES = {"Circle": circle, "XOR": xor, "Spiral": spiral}
DIGITS = "Digits"
POINTS, SIZES = 250, (2, 4, 2, 1)
"""Of the data of TensorFlow Playground, and of its first network."""

PICTURES = 500
RATE = 0.3
"""Learning rate of the training."""

STARTS = 8
"""Random vectors from which the spread of the eigenvalues is estimated."""

DETAIL, WIDTH = 200, 0.02
"""Points of the curve of the spread, and how far each eigenvalue is smeared out, as a share."""

MOST_EXACT = 400
"""Weights up to which the whole Hessian is computed too."""

MOST = 24
"""Steps of Lanczos that a reader may have at most."""

LONG = 60
"""Steps of Lanczos after which the largest eigenvalue counts as known."""

STRIDE = 50
"""Steps of the training between two places at which its weights are kept."""

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Curvature(OwnNetwork):
    """Which loss, where, and how closely it is looked at."""

    problem: str = setting(
        Options(
            (*PLANES, DIGITS, OWN),
            "Circle",
            note="The first three are data of the plane, with a network 2-4-2-1; Digits has "
            "196-32-32-10. Or the network that you have made on the playground’s page.",
        )
    )
    trained_for: int = setting(
        Range(
            0, 500, 0, STRIDE, note="Steps of gradient descent before the curvatures are computed."
        )
    )
    lanczos_steps: int = setting(Range(2, MOST, 10, 1))
    start: int = setting(Range(0, 99, 0, 1, note="Seed of the data and of the first weights."))


@dataclass(frozen=True, eq=False)
class Problem:
    """A network at some weights, and the loss of its outputs.

    Args:
        x, targets: the data, (N, I), and what the loss takes beside the outputs.
        scale: by which the loss is multiplied.
        criterion: takes outputs and targets.
        trains: whether it is to be trained first.
    """

    model: nn.Module
    x: Tensor
    targets: Tensor
    scale: float = 1.0
    criterion: Callable[[Tensor, Tensor], Tensor] = nn.MSELoss()  # noqa: RUF009
    trains: bool = True

    def loss(self) -> Tensor:
        """The loss at the weights."""
        return self.scale * self.criterion(self.model(self.x), self.targets)


@dataclass(frozen=True, eq=False)
class Curvatures:
    """What there is to see.

    Args:
        count: of the weights.
        loss: at them.
        ritz: the eigenvalues as they look from the chosen steps of Lanczos, rising, (K,).
        largest: the largest as it looks after each step, (S,).
        known: the largest itself, from the whole Hessian or from LONG steps.
        exact: all eigenvalues, rising, (count,); empty where there are too many.
        matrices: tridiagonal, what Lanczos knows from each start, the first after LONG steps.
        axis, spread: how they are spread, estimated: a density, (DETAIL,) each.
    """

    count: int
    loss: float
    ritz: Tensor
    largest: Tensor
    known: float
    exact: Tensor
    matrices: tuple[Tensor, ...]
    axis: Tensor
    spread: Tensor


def problem_of(setting: Curvature) -> Problem:
    """The network where it is looked at."""
    problem = untrained(setting)
    if problem.trains:
        problem.model.load_state_dict(_trained(setting.problem, setting.start, setting.trained_for))
    return problem


@lru_cache(maxsize=64)
def _trained(problem: str, start: int, steps: int) -> Weights:
    """The weights after so many steps, which go on from those before; not to be changed."""
    there = untrained(Curvature(problem=problem, start=start))
    before = max(0, steps - STRIDE)
    if before:
        there.model.load_state_dict(_trained(problem, start, before))
    optimizer = torch.optim.SGD(there.model.parameters(), lr=RATE)
    for _ in range(steps - before):
        optimizer.zero_grad()
        there.loss().backward()
        optimizer.step()
    return there.model.state_dict()


def untrained(setting: Curvature) -> Problem:
    """The network with its first weights."""
    dtype = torch.float64
    if setting.problem == OWN:
        chosen = own_subject(setting.playground)
        model = deepcopy(chosen.model).requires_grad_(True)
        return Problem(model, chosen.x, chosen.labels, 1.0, chosen.loss, trains=False)
    if setting.problem == DIGITS:
        x, labels = digits(PICTURES, dtype)
        model = drawn_perceptron(edge.SIZES, nn.Tanh, setting.start, dtype)
        return Problem(model, x, F.one_hot(labels, 10).to(dtype), scale=5.0)
    generator = torch.Generator().manual_seed(setting.start)
    x, labels = PLANES[setting.problem](POINTS, 0, generator)
    model = drawn_perceptron(SIZES, nn.Tanh, setting.start, dtype)
    model = nn.Sequential(*model, nn.Tanh())
    return Problem(model, x.to(dtype), 2 * labels[:, None].to(dtype) - 1)


def curvatures(setting: Curvature) -> Iterator[Progress]:
    """The eigenvalues, the largest first."""
    problem = problem_of(setting)
    product = hessian_product(problem.loss(), problem.model.parameters())
    count = sum(value.numel() for value in problem.model.parameters())
    generator = torch.Generator().manual_seed(setting.start)
    several, exact = [], torch.empty(0, dtype=torch.float64)
    for number in range(STARTS):
        yield Progress(number / (STARTS + 1), "Multiplying with the Hessian")
        start = torch.randn(count, generator=generator, dtype=torch.float64)
        steps = setting.lanczos_steps if several else min(count, LONG)
        several.append(tridiagonal(product, start, steps)[0])
        if count <= MOST_EXACT and not len(exact):
            whole = whole_hessian(problem.model, problem.x, problem.targets, problem.criterion)
            exact, product = torch.linalg.eigvalsh(whole), whole.mv
    seen = _seen(problem.loss().item(), tuple(several), setting.lanczos_steps, exact, count)
    yield Progress(1.0, value=seen)


def after(result: Curvatures, steps: int) -> Curvatures:
    """The same as it looks from fewer steps of Lanczos: nothing is computed anew for these."""
    return _seen(result.loss, result.matrices, steps, result.exact, result.count)


def _seen(
    loss: float, several: tuple[Tensor, ...], steps: int, exact: Tensor, count: int
) -> Curvatures:
    """What the matrices of Lanczos, from several starts, tell of all eigenvalues."""
    first = several[0]
    largest = torch.stack(
        [torch.linalg.eigvalsh(first[:k, :k])[-1] for k in range(1, len(first) + 1)]
    )
    parts = [torch.linalg.eigh(matrix[:steps, :steps]) for matrix in several]
    values = torch.cat([values for values, _ in parts])
    shares = torch.cat([vectors[0].square() for _, vectors in parts]) / len(parts)
    ends = torch.cat([values, exact])
    axis = _axis(float(ends.min()), float(ends.max()))
    return Curvatures(
        count,
        loss,
        parts[0][0],
        largest,
        float(exact[-1] if len(exact) else largest[-1]),
        exact,
        several,
        axis,
        spread(axis, values, shares),
    )


def whole_hessian(model, x, targets, criterion):
    """All second derivatives of the loss, (P, P)."""
    weights = {name: value.detach() for name, value in model.named_parameters()}
    sizes = [value.numel() for value in weights.values()]

    def loss(flat):
        both = zip(weights.items(), flat.split(sizes), strict=True)
        parts = {name: part.view(value.shape) for (name, value), part in both}
        return criterion(functional_call(model, parts, (x,)), targets)

    flat = torch.cat([value.flatten() for value in weights.values()])
    return torch.autograd.functional.hessian(loss, flat)


def _axis(low: float, high: float) -> Tensor:
    room = max(4 * WIDTH * (high - low), 1e-9)
    return torch.linspace(low - room, high + room, DETAIL, dtype=torch.float64)


def spread(axis: Tensor, values: Tensor, shares: Tensor) -> Tensor:
    """A density over the axis: each value smeared out, as much of it as its share."""
    width = WIDTH * (axis[-1] - axis[0])
    bells = (-((axis[:, None] - values) / width).square() / 2).exp()
    return bells @ shares / (width * (2 * torch.pi) ** 0.5)


@lru_cache(maxsize=32)
def result(setting: Curvature) -> Curvatures:
    """All of it, computed here and now."""
    return last(curvatures(setting))


def numbers(setting: Curvature) -> dict[str, float]:
    """The loss, and the largest and the smallest eigenvalue as Lanczos has them."""
    seen = result(setting)
    shown = {
        "loss": seen.loss,
        "largest eigenvalue by Lanczos": float(seen.ritz[-1]),
        "smallest eigenvalue by Lanczos": float(seen.ritz[0]),
    }
    if len(seen.exact):
        shown |= {
            "largest eigenvalue": seen.known,
            "smallest eigenvalue": float(seen.exact[0]),
            "negative eigenvalues": int((seen.exact < 0).sum()),
        }
    return shown
