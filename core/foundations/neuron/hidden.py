"""Two neurons side by side and a third that reads them: what one line cannot do."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS, build
from core.foundations.neuron.examples import Examples, Sample, tensors
from core.foundations.neuron.neuron import REACH
from core.plots.grid import Grid
from core.registry import Choose, Pick, Range, setting

EPOCHS = 150

FIRST = 1.0
"""Weights and biases begin between -FIRST and FIRST."""

FARTHEST = 1e4
"""Outputs beyond this, either way, are not drawn."""

SIDE = 49
"""Numbers of the output over both inputs along each side."""


@dataclass(frozen=True)
class HiddenLayer(Sample):
    """A network with a hidden layer of two neurons, and how it learns."""

    hidden: Pick = setting(Choose(ACTIVATIONS, ACTIVATIONS.pick("Tanh")))
    rate: float = setting(Range(0.1, 4.0, 2.0, 0.1, note="Learning rate of gradient descent."))
    epoch: int = setting(Range(0, EPOCHS, EPOCHS, 5))
    seed: int = setting(Range(0, 99, 1, 1, note="Decides the initial weights and biases."))


@dataclass(frozen=True, eq=False)
class Network:
    """The weights and biases of two hidden neurons and of the one that reads them, float64.

    Args:
        w: of the hidden neurons, (2, 2), a row each.
        b: theirs, (2,).
        v: of the output neuron, (2,).
        c: its bias, a single number.
    """

    w: Tensor
    b: Tensor
    v: Tensor
    c: Tensor


@dataclass(frozen=True, eq=False)
class Lesson:
    """What gradient descent makes of the network, epoch by epoch.

    Args:
        networks: EPOCHS + 1 of them, the start first.
        losses: the binary cross-entropy of all points, (EPOCHS + 1,).
        right: of how many points the output's sum has the sign of their class, (EPOCHS + 1,).
        limits: between which all outputs of the hidden neurons lie for these points, at any epoch,
            with some room.
    """

    networks: tuple[Network, ...]
    losses: Tensor
    right: Tensor
    limits: tuple[float, float]


def first_network(seed: int) -> Network:
    """Before anything is learned."""
    generator = torch.Generator().manual_seed(seed)
    w, b, v, c = (torch.empty(shape, dtype=torch.float64) for shape in ((2, 2), (2,), (1, 2), (1,)))
    for part in (w, b, v, c):
        nn.init.uniform_(part, -FIRST, FIRST, generator=generator)
    return Network(w, b, v[0], c[0])


@lru_cache(maxsize=32)
def learn(examples: Examples, hidden: Pick, rate: float, seed: int) -> Lesson:
    """EPOCHS steps of gradient descent on all points at once, as torch.optim.SGD takes them."""
    x, y = tensors(examples)
    bend, network = build(hidden), first_network(seed)
    networks, sums, outputs = [], [], []
    for _ in range(EPOCHS + 1):
        inner = F.linear(x, network.w, network.b).requires_grad_()  # (N, 2)
        output = bend(inner)
        (slopes,) = torch.autograd.grad(output.sum(), inner)
        output = output.detach()
        z = output @ network.v + network.c
        networks.append(network)
        sums.append(z)
        outputs.append(output)
        network = _step(network, x, output, slopes, (z.sigmoid() - y) / len(y), rate)
    z = torch.stack(sums)  # (EPOCHS + 1, N)
    losses = F.binary_cross_entropy_with_logits(z, y.expand_as(z), reduction="none").mean(dim=1)
    low, high = (float(end) for end in torch.stack(outputs).aminmax())
    right = ((z > 0) == (y == 1)).sum(dim=1)
    return Lesson(tuple(networks), losses, right, _with_room(low, high))


def _step(
    network: Network, x: Tensor, output: Tensor, slopes: Tensor, errors: Tensor, rate: float
) -> Network:
    """The network after a step against the gradient, which the chain rule gives.

    Args:
        output, slopes: of the hidden neurons' activation, (N, 2).
        errors: the slope of the loss for each point's sum, (N,): its probability less its class,
            over N.
    """
    hidden = errors[:, None] * network.v * slopes  # the same for the sums of the hidden neurons
    return Network(
        network.w - rate * (hidden.T @ x),
        network.b - rate * hidden.sum(dim=0),
        network.v - rate * (errors @ output),
        network.c - rate * errors.sum(),
    )


def _with_room(low: float, high: float) -> tuple[float, float]:
    if not -FARTHEST < low <= high < FARTHEST:  # the weights ran away, or nan
        return -1.0, 1.0
    room = 0.12 * (high - low) or 0.5
    return low - room, high + room


def hidden_outputs(network: Network, hidden: Pick, x: Tensor) -> Tensor:
    """What the two hidden neurons make of inputs (N, 2): (N, 2)."""
    with torch.no_grad():
        return build(hidden)(F.linear(x, network.w, network.b))


def output_sums(network: Network, hidden: Pick, x: Tensor) -> Tensor:
    """The sums of the output neuron at inputs (N, 2): (N,)."""
    return hidden_outputs(network, hidden, x) @ network.v + network.c


def over_inputs(network: Network, hidden: Pick) -> Grid:
    """The output, the sigmoid of that sum, over both inputs."""
    side, pairs = _pairs(-REACH, REACH)
    return Grid(side, side, output_sums(network, hidden, pairs).sigmoid().view(SIDE, SIDE))


def over_hidden(network: Network, limits: tuple[float, float]) -> Grid:
    """The same over the outputs of the hidden neurons, between these limits."""
    side, pairs = _pairs(*limits)
    return Grid(side, side, (pairs @ network.v + network.c).sigmoid().view(SIDE, SIDE))


def _pairs(low: float, high: float) -> tuple[Tensor, Tensor]:
    """Numbers along a side, (SIDE,), and all pairs of them, of which the first number changes
    fastest, (SIDE * SIDE, 2).
    """
    side = torch.linspace(low, high, SIDE, dtype=torch.float64)
    return side, torch.cartesian_prod(side, side).flip(1)
