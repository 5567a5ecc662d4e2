"""The loss of a trained network on a plane through its weights."""

import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.func import functional_call

from core.jobs import Progress
from core.networks.landscape import own
from core.networks.landscape.own import OwnNetwork, own_subject
from core.networks.landscape.subject import OWN, Subject, check_name, subject
from core.networks.landscape.weights import (
    FILTER,
    NORMALISATIONS,
    first_layer,
    loss_at,
    random_direction,
    rescaled,
)
from core.registry import Options, Range, Text, setting
from core.training import store

SAME, LAYERS, NEURONS = RESCALINGS = ("Nothing", "Layers", "Neurons")
COARSE = 11
"""Points a side of the plane that is there first."""

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Plane(OwnNetwork):
    """Which plane, and how much of it."""

    network: str = setting(
        Text(
            "MLP 784-128-10",
            store.LONGEST_NAME,
            check_name,
            ("MLP 784-512-128-10", "MLP 784-128-64-10", "CNN 16-32", OWN),
            names=True,
        )
    )
    normalisation: str = setting(
        Options(
            NORMALISATIONS,
            FILTER,
            note="Each part of a random direction is scaled to the length of this part of the "
            "weights. A filter is all weights of one neuron or of one output channel.",
        )
    )
    rescaling: str = setting(
        Options(
            RESCALINGS,
            SAME,
            note="Multiplies the first layer and divides the second by the same, as a whole or "
            "neuron by neuron. A ReLU network still computes the same.",
        )
    )
    factor: float = setting(Range(2.0, 20.0, 10.0, 1.0))
    directions: int = setting(Range(0, 99, 0, 1, note="Another seed gives other directions."))
    reach: float = setting(
        Range(0.25, 2.0, 1.0, 0.25, note="At 1 a step is as long as the weights themselves.")
    )
    side: int = setting(Options((11, 21, 41), 41))
    digits: int = setting(Options((50, 100, 200, 500, 1000), 1000))


@dataclass(frozen=True, eq=False)
class Surface:
    """Losses on a plane, (side, side): one row for each b, one column for each a, at `axis`."""

    axis: Tensor
    losses: Tensor


@dataclass(frozen=True, eq=False)
class Planes:
    """What there is to see.

    Args:
        surfaces: of the network, and of its rescaled copy if there is one.
        loss, accuracy: at its weights; the accuracy is nan where it has none.
        difference: of the outputs of the two at most.
        normed: whether the network has batch norms.
    """

    surfaces: tuple[Surface, ...]
    loss: float
    accuracy: float
    difference: float = 0.0
    normed: bool = False


def subject_of(setting: Plane) -> Subject:
    """The network, and what its loss is measured on."""
    if setting.network == OWN:
        return own_subject(setting.playground)
    return subject(setting.network, setting.digits)


def count_of(setting: Plane) -> int:
    """The weights and biases of the network.

    Raises:
        ValueError: there is no such network.
    """
    if setting.network == OWN:
        return own.count_of(setting.playground)
    return sum(value.numel() for value in store.load(setting.network).parameters())


def factors(setting: Plane, count: int) -> Tensor:
    """By what the neurons of the first layer are multiplied, (count,)."""
    if setting.rescaling == LAYERS:
        return torch.full((count,), setting.factor)
    generator = torch.Generator().manual_seed(setting.directions)
    return setting.factor ** (2 * torch.rand(count, generator=generator) - 1)


def weights_of(setting: Plane) -> list[Weights]:
    """The weights of the network, and of its rescaled copy if there is one.

    Raises:
        ValueError: no layer has a matrix of weights, or no hidden one where it is rescaled.
    """
    chosen = subject_of(setting)
    first = chosen.weights[first_layer(chosen.weights)]
    if setting.rescaling == SAME:
        return [chosen.weights]
    by = factors(setting, len(first)).to(first)
    return [chosen.weights, rescaled(chosen.weights, by)]


def directions(setting: Plane, weights: Weights) -> tuple[Weights, Weights]:
    """The two directions of the plane."""
    generator = torch.Generator().manual_seed(setting.directions)
    first, second = (random_direction(weights, generator, setting.normalisation) for _ in range(2))
    return first, second


class Blend(nn.Module):
    """A first layer at any point of the plane. It is linear in its weights: its output there is a
    sum of three outputs, so that of the work of a wide first layer nothing is left.

    A network may take the pictures in parts, one after the other: each call is for the next ones.
    """

    def __init__(self, middle: Tensor, first: Tensor, second: Tensor):
        super().__init__()
        self.parts = (middle, first, second)
        self.row, self.at, self.done = middle, 0.0, 0

    def forward(self, x: Tensor) -> Tensor:
        these = slice(self.done, self.done + len(x))
        self.done = these.stop % len(self.row)
        return torch.add(self.row[these], self.parts[1][these], alpha=self.at)

    def put_at(self, a: float, b: float, new_row: bool) -> None:
        """Where on the plane; in a row of points b stays."""
        if new_row:
            self.row = torch.add(self.parts[0], self.parts[2], alpha=b)
        self.at = a


class Evaluation:
    """The loss of a network at the points of a plane.

    Args:
        chosen: the network.
        weights: in the middle of the plane.
        first, second: its directions.
    """

    def __init__(self, chosen: Subject, weights: Weights, first: Weights, second: Weights):
        name = first_layer(weights)
        self.chosen, self.model = chosen, deepcopy(chosen.model)
        self.blend = Blend(*self._outputs(name, weights, first, second))
        owner, _, layer = name.removesuffix(".weight").rpartition(".")
        setattr(self.model.get_submodule(owner), layer, self.blend)
        rest = [key for key in weights if key in dict(self.model.named_parameters())]
        self.parts = [{key: part[key] for key in rest} for part in (weights, first, second)]

    def _outputs(self, name: str, *parts: Weights) -> list[Tensor]:
        """What the first layer makes of the pictures with each of these weights."""
        layer = self.model.get_submodule(name.removesuffix(".weight"))
        inputs: list[Tensor] = []
        handle = layer.register_forward_pre_hook(lambda layer, taken: inputs.extend(taken))
        self.model(self.chosen.x)
        handle.remove()
        bias = name.replace("weight", "bias")
        own = [
            {key.rpartition(".")[2]: part[key] for key in (name, bias) if key in part}
            for part in parts
        ]
        return [functional_call(layer, each, (torch.cat(inputs),)) for each in own]

    @torch.no_grad()
    def __call__(self, a: float, b: float, new_row: bool = True) -> float:
        """The loss there."""
        self.blend.put_at(a, b, new_row)
        middle, first, second = self.parts
        moved = {key: value + a * first[key] + b * second[key] for key, value in middle.items()}
        outputs = functional_call(self.model, moved, (self.chosen.x,))
        return self.chosen.loss(outputs, self.chosen.labels).item()


def planes(setting: Plane) -> Iterator[Progress]:
    """The losses, on a coarse plane first."""
    chosen = subject_of(setting)
    several = weights_of(setting)
    with torch.no_grad():
        outputs = [functional_call(chosen.model, weights, (chosen.x,)) for weights in several]
    right = torch.nan
    if chosen.classifies:
        right = (outputs[0].argmax(1) == chosen.labels).double().mean().item()
    loss = chosen.loss(outputs[0], chosen.labels).item()
    difference = (outputs[0] - outputs[-1]).abs().max().item()
    evaluations = [
        Evaluation(chosen, weights, *directions(setting, weights)) for weights in several
    ]
    seen, clock = None, Clock(len(several) * sum(side**2 for side in sides_of(setting)))
    for side in sides_of(setting):
        surfaces = []
        for evaluation in evaluations:
            surface = _empty(setting.reach, side)
            for row in range(side):
                _fill(surface, row, evaluation)
                yield Progress(*clock.after(side), seen)
            surfaces.append(surface)
        seen = Planes(tuple(surfaces), loss, right, difference, chosen.normed)
    yield Progress(1.0, value=seen)


class Clock:
    """How far an evaluation of so many points is, and how long it still takes."""

    def __init__(self, total: int):
        self.total, self.done, self.start = total, 0, time.monotonic()

    def after(self, more: int) -> tuple[float, str]:
        """The share that is done after so many points more, and a line for the reader."""
        self.done += more
        left = (time.monotonic() - self.start) * (self.total / self.done - 1)
        return self.done / self.total, f"{self.done:,} of {self.total:,} points, {left:.0f} s left"


def sides_of(setting: Plane) -> list[int]:
    """Points a side of the planes that are computed, the coarse one first."""
    return sorted({COARSE, setting.side})


def _empty(reach: float, side: int) -> Surface:
    axis = torch.linspace(-reach, reach, side, dtype=torch.float64)
    return Surface(axis, torch.full((side, side), torch.nan, dtype=torch.float64))


def _fill(surface: Surface, row: int, evaluation: Evaluation) -> None:
    b = surface.axis[row].item()
    for column, a in enumerate(surface.axis.tolist()):
        surface.losses[row, column] = evaluation(a, b, new_row=column == 0)


def ends(reach: float) -> list[tuple[float, float]]:
    """The ends of both axes, whose losses are told."""
    return [(reach, 0.0), (-reach, 0.0), (0.0, reach), (0.0, -reach)]


@lru_cache(maxsize=64)
def numbers(setting: Plane) -> dict[str, float]:
    """The losses in the middle and at the ends of the axes, of the network and of its copy."""
    chosen, shown = subject_of(setting), {}
    for name, weights in zip(("", "rescaled, "), weights_of(setting), strict=False):
        first, second = directions(setting, weights)
        for a, b in [(0.0, 0.0), *ends(setting.reach)]:
            point = chosen.model, weights, first, second, a, b
            loss = loss_at(*point, chosen.x, chosen.labels, chosen.loss)
            shown[f"{name}loss at ({a:g}, {b:g})"] = loss
    return shown
