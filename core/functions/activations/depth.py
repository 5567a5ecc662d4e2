"""A stack of linear layers, each followed by an activation: what becomes of a signal on its way
through, and back.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS
from core.functions.activations.curves import SATURATED
from core.registry import Choose, Config, Pick, Range, setting

BATCH = 256  # standard normal inputs
EDGE, BINS = 3.0, 60  # of the histograms; what lies beyond an edge counts in the last bin


@dataclass(frozen=True)
class Stack(Config):
    """Everything that decides what becomes of the signal."""

    activation: Pick = setting(Choose(ACTIVATIONS, ACTIVATIONS.pick("ReLU")))
    initialisation: Pick = setting(Choose(INITIALISATIONS, INITIALISATIONS.pick("He normal")))
    layers: int = setting(Range(1, 50, 20, 1))
    width: int = setting(Range(16, 512, 128, 16, note="Units of each layer."))
    bias: float = setting(Range(-1.0, 1.0, 0.0, 0.05, note="Of every unit, at the start."))
    seed: int = setting(Range(0, 99, 0, 1))


@dataclass(frozen=True, eq=False)
class Flow:
    """The signal after each of the L layers, float32 as in any network; fewer rows while it is on
    its way.

    Args:
        forward: standard deviation of the activations, (L,).
        backward: standard deviation of the gradient that reaches them, (L,); what enters at the top
            is standard normal.
        dead: share of the units whose slope is below SATURATED for every one of the inputs, (L,);
            nan where the activations are no longer finite.
        activations, gradients: share of the numbers in each of BINS bins from -EDGE to EDGE, (L,
            BINS).
        done: share of the work that is done.
    """

    forward: Tensor
    backward: Tensor
    dead: Tensor
    activations: Tensor
    gradients: Tensor
    done: float = 1.0


def flow(stack: Stack) -> Iterator[Flow]:
    """The signal on its way up and the gradient on its way down; yields after every layer of
    either.
    """
    generator = torch.Generator().manual_seed(stack.seed)
    layers = linear_layers(stack, generator)
    function = stack.activation.build().eval()
    signal = torch.randn(BATCH, stack.width, generator=generator)  # (B, W)
    up, down, dead, sums = _Record(), _Record(), [], []
    for layer in layers:
        sums.append(layer(signal).detach())
        signal = function(sums[-1]).detach()
        up.append(signal)
        yield _flow(up, down, dead, 0.5 * len(sums) / stack.layers)
    gradient = torch.randn(signal.shape, generator=generator)
    for layer in reversed(layers):
        down.append(gradient)
        total = sums.pop().requires_grad_()
        output = function(total)  # once more: to keep all of them would take twice the memory
        (slope,) = torch.autograd.grad(output.sum(), total, retain_graph=True)
        dead.append(
            float((slope.abs() < SATURATED).all(0).float().mean())
            if output.isfinite().all()
            else math.nan
        )
        (back,) = torch.autograd.grad(output, total, gradient)
        gradient = back @ layer.weight.detach()
        yield _flow(up, down, dead, 0.5 + 0.5 * len(dead) / stack.layers)


def linear_layers(stack: Stack, generator: torch.Generator) -> list[nn.Linear]:
    """The layers, freshly initialised from `generator`."""
    layers = [nn.utils.skip_init(nn.Linear, stack.width, stack.width) for _ in range(stack.layers)]
    start = stack.initialisation
    for layer in layers:
        start.choice.build(
            layer.weight,
            **start.choice.facts["fixed"],
            **dict(start.arguments),
            generator=generator,
        )
        nn.init.constant_(layer.bias, stack.bias)
    return layers


class _Record:
    """What is kept of each layer's numbers: their standard deviation and their histogram."""

    def __init__(self):
        self.deviations, self.shares = [], []

    def append(self, numbers: Tensor) -> None:
        """Numbers that are not finite are in no bin."""
        self.deviations.append(float(numbers.std()))
        inside = numbers[numbers.isfinite()].clamp(-EDGE, EDGE)
        self.shares.append(torch.histc(inside, BINS, -EDGE, EDGE) / numbers.numel())


def _flow(up: _Record, down: _Record, dead: list[float], done: float) -> Flow:
    """The layers in order, though the gradient meets them from the last one on."""
    empty = [torch.zeros(BINS)] * (not dead)
    return Flow(
        torch.tensor(up.deviations),
        torch.tensor(down.deviations[::-1]),
        torch.tensor(dead[::-1]),
        torch.stack(up.shares),
        torch.stack(down.shares[::-1] or empty),
        done,
    )
