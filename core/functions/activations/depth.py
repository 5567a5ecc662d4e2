"""A deep network of linear layers, each followed by an activation: what becomes of a signal on its
way through, and of the gradient on its way back.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS, fill
from core.functions.activations.curves import SATURATED
from core.registry import Choose, Config, Pick, Range, setting

BATCH = 256
"""Standard normal inputs."""

EDGE, BINS = 3.0, 60
"""Histograms reach from -EDGE to EDGE. What lies beyond counts in the outermost bin."""


@dataclass(frozen=True)
class DeepNetwork(Config):
    """A network: everything that decides what becomes of the signal."""

    activation: Pick = setting(Choose(ACTIVATIONS, ACTIVATIONS.pick("ReLU")))
    initialisation: Pick = setting(Choose(INITIALISATIONS, INITIALISATIONS.pick("He normal")))
    layers: int = setting(Range(1, 50, 20, 1))
    width: int = setting(Range(16, 512, 128, 16, note="Units per layer."))
    bias: float = setting(Range(-1.0, 1.0, 0.0, 0.05, note="The bias of every unit."))
    seed: int = setting(Range(0, 99, 0, 1))


@dataclass(frozen=True, eq=False)
class Flow:
    """The signal after each of the L layers, float32 as in most networks; fewer rows while it is on
    its way.

    Args:
        forward: standard deviation of the activations, (L,).
        backward: standard deviation of the gradient that reaches them, (L,); what enters at the top
            is standard normal.
        dead: share of the units whose slope is closer to zero than SATURATED for every input, (L,);
            nan where the activations are no longer finite.
        activations, gradients: share of the numbers in each bin of the histograms, (L, BINS).
        done: share of the work that is done.
    """

    forward: Tensor
    backward: Tensor
    dead: Tensor
    activations: Tensor
    gradients: Tensor
    done: float = 1.0


def flow(stack: DeepNetwork) -> Iterator[Flow]:
    """The signal on its way up and the gradient on its way down; yields after every layer of
    either.
    """
    generator = torch.Generator().manual_seed(stack.seed)
    layers = linear_layers(stack, generator)
    function = stack.activation.build().eval()
    signal = torch.randn(BATCH, stack.width, generator=generator)  # (B, W)
    up, down, dead, sums = _Record(), _Record(), [], []
    for layer in layers:
        with subnormals_as_zero():
            sums.append(layer(signal).detach())
            signal = function(sums[-1]).detach()
            up.append(signal)
        yield _flow(up, down, dead, 0.5 * len(sums) / stack.layers)
    gradient = torch.randn(signal.shape, generator=generator)
    for layer in reversed(layers):
        with subnormals_as_zero():
            down.append(gradient)
            share, back = _backward(function, sums.pop(), gradient)
            dead.append(share)
            gradient = back @ layer.weight.detach()
        yield _flow(up, down, dead, 0.5 + 0.5 * len(dead) / stack.layers)


@contextmanager
def subnormals_as_zero() -> Iterator[None]:
    """Numbers below 1.2e-38 count as 0 in this thread, as they do on many devices: with them a
    processor takes ten times as long, and a signal that fades soon consists of them.
    """
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)


def _backward(function: nn.Module, total: Tensor, gradient: Tensor) -> tuple[float, Tensor]:
    """The share of dead units, and the gradient of an activation's inputs.

    Args:
        total: its inputs, (B, W). The outputs are computed once more, since keeping those of all
            layers would take twice the memory.
        gradient: of its outputs, (B, W).
    """
    total = total.requires_grad_()
    output = function(total)
    (slope,) = torch.autograd.grad(output.sum(), total, retain_graph=True)
    (back,) = torch.autograd.grad(output, total, gradient)
    if not output.isfinite().all():
        return math.nan, back
    return float((slope.abs() < SATURATED).all(0).float().mean()), back


def linear_layers(stack: DeepNetwork, generator: torch.Generator) -> list[nn.Linear]:
    """The layers, freshly initialised."""
    layers = [nn.utils.skip_init(nn.Linear, stack.width, stack.width) for _ in range(stack.layers)]
    for layer in layers:
        fill(layer.weight, stack.initialisation, generator)
        nn.init.constant_(layer.bias, stack.bias)
    return layers


class _Record:
    """The standard deviation and the histogram of each layer's numbers, in the order of arrival."""

    def __init__(self):
        self.deviations: list[float] = []
        self.shares: list[Tensor] = []

    def append(self, numbers: Tensor) -> None:
        """Numbers that are not finite are in no bin."""
        self.deviations.append(float(numbers.std()))
        inside = numbers[numbers.isfinite()].clamp(-EDGE, EDGE)
        self.shares.append(torch.histc(inside, BINS, -EDGE, EDGE) / numbers.numel())


def _flow(up: _Record, down: _Record, dead: list[float], done: float) -> Flow:
    """The layers in order, though the gradient meets them from the last one on."""
    gradients = torch.stack(down.shares[::-1]) if down.shares else torch.zeros(0, BINS)
    return Flow(
        torch.tensor(up.deviations),
        torch.tensor(down.deviations[::-1]),
        torch.tensor(dead[::-1]),
        torch.stack(up.shares),
        gradients,
        done,
    )
