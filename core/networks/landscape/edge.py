"""Full-batch gradient descent, and how sharp the loss is where it goes (Cohen et al. 2021)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.jobs import Progress
from core.jobs.progress import last
from core.networks.landscape.digits import PIXELS, digits, drawn_perceptron
from core.networks.landscape.lanczos import hessian_product, sharpness
from core.registry import Config, Options, Range, Several, setting

RATES = ("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.8")
SIZES = (PIXELS, 32, 32, 10)
DTYPE = torch.float32
LOOKS = 40
"""Points of the curves."""

FIRST, LATER = 30, 8
"""Steps of Lanczos at the start, where nothing is known of the vector, and later."""


@dataclass(frozen=True)
class Edge(Config):
    """How a network is trained."""

    rates: tuple[str, ...] = setting(Several(RATES, ("0.3", "0.4", "0.5"), 1, 3))
    steps: int = setting(Range(100, 1500, 1200, 100))
    momentum: float = setting(
        Range(0.0, 0.9, 0.0, 0.1, note="Heavy-ball momentum. It moves the edge to 2 (1 + β) / lr.")
    )
    seed: int = setting(Range(0, 99, 0, 1, note="Of the first weights."))
    examples: int = setting(
        Options((100, 200, 500), 500, note="All of these digits are used at every step.")
    )


@dataclass(frozen=True, eq=False)
class Run:
    """Gradient descent with one learning rate.

    Args:
        rate: the learning rate.
        limit: the curvature above which a step on a bowl would lead farther away.
        at: the steps at which the sharpness is known, (K,).
        sharpness: the largest eigenvalue of the Hessian there, (K,).
        losses: of every step so far, (S,).
        diverged: whether it ended early, since its loss is no longer a finite number.
    """

    rate: float
    limit: float
    at: Tensor
    sharpness: Tensor
    losses: Tensor
    diverged: bool = False

    @property
    def last_third(self) -> Tensor:
        """The sharpness in the last third of the steps."""
        return self.sharpness[self.at >= 2 / 3 * float(self.at[-1])]

    @property
    def off(self) -> float:
        """How far from the limit its mean is there, as a share of the limit."""
        return float(self.last_third.mean()) / self.limit - 1

    @property
    def rises(self) -> int:
        """At how many steps the loss went up."""
        return int((self.losses.diff() > 0).sum())


@dataclass(frozen=True, eq=False)
class Edges:
    """One run for each learning rate."""

    runs: tuple[Run, ...]


def edges(setting: Edge) -> Iterator[Progress]:
    """The runs side by side, a part of each in turn."""
    trainings = [_Training(float(rate), setting) for rate in setting.rates]
    every = max(1, setting.steps // LOOKS)
    for step in range(0, setting.steps + 1, every):
        for training in trainings:
            training.advance(min(every, setting.steps - step))
        seen = Edges(tuple(training.run() for training in trainings))
        yield Progress(step / setting.steps, f"Step {step:,} of {setting.steps:,}", seen)


class _Training:
    """A network on its way."""

    def __init__(self, rate: float, setting: Edge):
        self.rate, self.limit = rate, 2 * (1 + setting.momentum) / rate
        self.x, labels = digits(setting.examples, DTYPE)
        self.targets = F.one_hot(labels, 10).to(DTYPE)
        self.model = drawn_perceptron(SIZES, nn.Tanh, setting.seed, DTYPE)
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=rate, momentum=setting.momentum
        )
        count = sum(value.numel() for value in self.model.parameters())
        generator = torch.Generator().manual_seed(setting.seed)
        self.vector = torch.randn(count, generator=generator)
        self.losses: list[float] = []
        self.diverged = False
        self.looks: list[tuple[int, float]] = []

    def loss(self) -> Tensor:
        return (self.model(self.x) - self.targets).square().sum(dim=1).mean() / 2

    def advance(self, steps: int) -> None:
        """Measures the sharpness, and then takes these steps."""
        if not (loss := self.loss()).isfinite():
            self.diverged = True
            return
        product = hessian_product(loss, self.model.parameters())
        lanczos_steps = LATER if self.looks else FIRST
        value, self.vector = sharpness(product, self.vector, lanczos_steps)
        self.looks.append((len(self.losses), value))
        for _ in range(steps):
            if not (loss := self.loss()).isfinite():
                self.diverged = True
                return
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.losses.append(loss.item())

    def run(self) -> Run:
        at, values = zip(*self.looks, strict=True)
        known = torch.tensor(at), torch.tensor(values, dtype=torch.float64)
        losses = torch.tensor(self.losses, dtype=torch.float64)
        return Run(self.rate, self.limit, *known, losses, self.diverged)


@lru_cache(maxsize=16)
def result(setting: Edge) -> Edges:
    """All runs to their end, computed here and now."""
    return last(edges(setting))


def numbers(setting: Edge) -> dict[str, float]:
    """The sharpness at the start, in the last third and at the end, and the loss, of each run."""
    shown = {}
    for name, run in zip(setting.rates, result(setting).runs, strict=True):
        shown |= {
            f"lr {name}, 2 (1 + momentum) / lr": run.limit,
            f"lr {name}, sharpness at first": float(run.sharpness[0]),
            f"lr {name}, sharpness in the last third": float(run.last_third.mean()),
            f"lr {name}, steps that went up": run.rises,
            f"lr {name}, loss": float(run.losses[-1]),
        }
    return shown
