"""The loss on the straight line between two networks, before and after their hidden units are
matched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from core.jobs import Progress
from core.jobs.progress import last
from core.networks.landscape.digits import PIXELS, digits, drawn_perceptron
from core.networks.landscape.matching import assignment, likeness, permuted
from core.registry import Config, Options, Range, setting

COPY, SEED = OTHERS = ("Its shuffled copy", "Another seed")
COUNT, BATCH, EPOCHS, RATE, MOMENTUM = 2000, 100, 8, 0.1, 0.9
"""How the networks are trained."""

POINTS = 25
"""Networks on the line, both ends counted."""

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Between(Config):
    """Which two networks."""

    other: str = setting(
        Options(
            OTHERS,
            COPY,
            note="The copy has the same hidden units in another order: it computes the same.",
        )
    )
    width: int = setting(Options((16, 32, 64, 128), 32, note="Hidden units of both networks."))
    first_seed: int = setting(Range(0, 99, 0, 1))
    second_seed: int = setting(Range(0, 99, 1, 1, note="Of the order, or of the other network."))


@dataclass(frozen=True, eq=False)
class Line:
    """Networks between two, from the one to the other.

    Args:
        losses, accuracies: on the digits, (POINTS,) each.
    """

    losses: Tensor
    accuracies: Tensor

    @property
    def barrier(self) -> float:
        """How far the loss rises above the straight line between the losses of both ends."""
        share = torch.linspace(0, 1, len(self.losses), dtype=self.losses.dtype)
        straight = (1 - share) * self.losses[0] + share * self.losses[-1]
        return float((self.losses - straight).max())


@dataclass(frozen=True, eq=False)
class Lines:
    """What there is to see.

    Args:
        before, after: the line to the other network as it is, and to it with matched units.
        difference: of the outputs of both networks at most.
        moved: units that the matching puts elsewhere.
    """

    before: Line
    after: Line
    difference: float
    moved: int


def train(model, x, labels, epochs, batch_size, lr, momentum, generator):
    """Trains a network on digits, which come in an order from `generator`."""
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for _ in range(epochs):
        for batch in torch.randperm(len(x), generator=generator).split(batch_size):
            optimizer.zero_grad()
            F.cross_entropy(model(x[batch]), labels[batch]).backward()
            optimizer.step()
    return {name: value.detach().clone() for name, value in model.named_parameters()}


@torch.no_grad()
def along(first, second, x, labels, points):
    """Losses and accuracies on the straight line from one network to another. On the way the first
    layer's outputs are on a straight line too.
    """
    outputs = [F.linear(x, ends["0.weight"], ends["0.bias"]) for ends in (first, second)]
    losses, accuracies = [], []
    for share in torch.linspace(0, 1, points).tolist():
        hidden = ((1 - share) * outputs[0] + share * outputs[1]).relu()
        weight, bias = (
            (1 - share) * first[name] + share * second[name] for name in ("2.weight", "2.bias")
        )
        scores = F.linear(hidden, weight, bias)
        losses.append(F.cross_entropy(scores, labels).item())
        accuracies.append((scores.argmax(1) == labels).double().mean().item())
    return losses, accuracies


def network(width: int, seed: int) -> nn.Module:
    """A network with its first weights."""
    return drawn_perceptron((PIXELS, width, 10), nn.ReLU, seed, torch.float64)


def lines(setting: Between) -> Iterator[Progress]:
    """Trains, matches, and goes along both lines."""
    (x, labels), first_seed, second_seed = _digits(), setting.first_seed, setting.second_seed
    yield Progress(0.0, "Training")
    first = trained(setting.width, first_seed)
    yield Progress(0.4, "Training")
    if setting.other == COPY:
        generator = torch.Generator().manual_seed(second_seed)
        second = permuted(first, torch.randperm(setting.width, generator=generator))
    else:
        second = trained(setting.width, second_seed)
    yield Progress(0.8, "Matching the hidden units")
    order = assignment(-likeness(first, second))
    model = network(setting.width, first_seed)
    with torch.no_grad():
        outputs = [functional_call(model, weights, (x,)) for weights in (first, second)]
    before, after = (
        Line(*map(_tensor, along(first, other, x, labels, POINTS)))
        for other in (second, permuted(second, order))
    )
    moved = int((order != torch.arange(setting.width)).sum())
    difference = (outputs[0] - outputs[1]).abs().max().item()
    yield Progress(1.0, value=Lines(before, after, difference, moved))


def _digits() -> tuple[Tensor, Tensor]:
    return digits(COUNT, torch.float64)


def _tensor(values: list[float]) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


@lru_cache(maxsize=16)
def trained(width: int, seed: int) -> Weights:
    """The weights of a network after its training."""
    generator = torch.Generator().manual_seed(seed)
    model = network(width, seed)
    return train(model, *_digits(), EPOCHS, BATCH, RATE, MOMENTUM, generator)


@lru_cache(maxsize=32)
def result(setting: Between) -> Lines:
    """All of it, computed here and now."""
    return last(lines(setting))


def numbers(setting: Between) -> dict[str, float]:
    """The losses of both networks, and the worst on both lines."""
    seen = result(setting)
    shown = {
        "loss of the first": float(seen.before.losses[0]),
        "loss of the second": float(seen.before.losses[-1]),
        "units that move": seen.moved,
    }
    for name, line in (("", seen.before), (", matched", seen.after)):
        shown[f"highest loss between{name}"] = float(line.losses.max())
        shown[f"lowest accuracy between{name}"] = float(line.accuracies.min())
    return shown
