"""`train` against `eval`, and gradients on against `no_grad`: the same network with dropout and
batch norm, the same pictures, each of the four ways twice.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.data.datasets import DATASETS, pictures
from core.models.seeding import DrawFrom
from core.registry import Config, Flag, Range, setting

HIDDEN = 32
"""Units of the hidden layer."""

DATASET = "MNIST"

WAYS = {
    "train, grad": (True, True),
    "train, no_grad": (True, False),
    "eval, grad": (False, True),
    "eval, no_grad": (False, False),
}
"""By name: whether the network is in train mode, and whether gradients are on."""


@dataclass(frozen=True)
class ModeChoice(Config):
    """A network with dropout and batch norm, and how many pictures it gets."""

    dropout: float = setting(Range(0.0, 0.9, 0.5, 0.05, note="The share of units left out."))
    norm: bool = setting(Flag(True))
    mode_batch: int = setting(Range(2, 64, 16, 1, "pictures"))
    draw: int = setting(Range(0, 999, 0, 1))


class Hidden(nn.Module):
    """One hidden layer with batch norm and dropout."""

    def __init__(self, units, dropout, norm):
        super().__init__()
        self.hidden = nn.Linear(28 * 28, units)
        self.norm = nn.BatchNorm1d(units) if norm else nn.Identity()
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(units, 10)

    def forward(self, x):
        x = self.hidden(x.flatten(1))  # (N, units)
        x = self.dropout(self.norm(x).relu())
        return self.output(x)  # (N, 10)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What two calls in a row give, one way.

    Args:
        scores: of the first picture, (2, classes): a row for each call.
        function: the node of the graph that the scores come from; "" if no graph was recorded.
        moved: how far the running mean of batch norm is from where it was, at most; None if there
            is no batch norm.
    """

    scores: Tensor
    function: str
    moved: float | None

    @property
    def difference(self) -> float:
        """Between both calls, at most."""
        return float((self.scores[0] - self.scores[1]).abs().max())


@lru_cache(maxsize=64)
def compare(choice: ModeChoice) -> Mapping[str, Outcome]:
    """The four ways by name, each beginning with the same weights, and drawing the same numbers. In
    float64, so that what differs between two calls is no rounding.
    """
    return {name: _outcome(choice, *way) for name, way in WAYS.items()}


def _outcome(choice: ModeChoice, trains: bool, records: bool) -> Outcome:
    generator = torch.Generator().manual_seed(choice.draw)
    with DrawFrom(generator):
        network = Hidden(HIDDEN, choice.dropout, choice.norm).double().train(trains)
    inputs, scores = batch(choice.mode_batch).double(), []
    for _ in range(2):
        with nullcontext() if records else torch.no_grad(), DrawFrom(generator):
            scores.append(network(inputs))
    function = scores[-1].grad_fn
    mean = network.norm.running_mean if choice.norm else None
    return Outcome(
        torch.stack([score[0].detach() for score in scores]),
        type(function).__name__ if function is not None else "",
        None if mean is None else float(mean.abs().max()),
    )


def batch(count: int) -> Tensor:
    """The first test digits, normalised, (count, 1, 28, 28)."""
    dataset = DATASETS[DATASET]
    return dataset.normalise(pictures(dataset.gallery().images[:count]))
