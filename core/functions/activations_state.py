"""The activations page as data: what a reader can set, the presets, the numbers on the screen, the code for them."""

from dataclasses import dataclass
from functools import lru_cache

import torch

from core.functions.activations import ACTIVATIONS, ORDERS, SPAN, Curve, curve
from core.registry import ChooseSeveral, Config, Options, Pick, Range, setting
from core.snippet import Twin, join
from core.topics import Preset


@dataclass(frozen=True)
class State(Config):
    """Everything a reader can set on the activations page."""

    functions: tuple[Pick, ...] = setting(ChooseSeveral(
        ACTIVATIONS, tuple(ACTIVATIONS.pick(name) for name in ("ReLU", "Sigmoid", "Tanh"))))
    order: str = setting(Options(ORDERS, "f"))
    probe: float = setting(Range(-6.0, 6.0, 1.0, 0.05))


@lru_cache(maxsize=64)
def graph(pick: Pick) -> Curve:
    """A function over the span of the picture, fine enough for a kink to look like one."""
    return curve(pick, torch.linspace(-SPAN, SPAN, 601, dtype=torch.float64))


@lru_cache(maxsize=64)
def probed(pick: Pick, x: float) -> Curve:
    """A function at one number."""
    return curve(pick, torch.tensor([x], dtype=torch.float64))


def headline(state: State) -> dict[str, float]:
    """f, f' and f'' of each function at the probe, by the name under which the code prints them."""
    return {f"{pick.name} {order}": float(value) for pick in state.functions
            for order, value in zip(ORDERS, probed(pick, state.probe).orders, strict=True)}


def twin(state: State) -> Twin:
    """Each function and its first two derivatives at the probe, by autograd."""
    lines = [f"    {pick.name!r}: {pick}," for pick in state.functions]
    return Twin(join(
        '"""Activation functions and their slopes at one number, by autograd."""\n\nimport torch\nfrom torch import nn',
        "\n".join(["functions = {", *lines, "}", f"probe = {state.probe!r}"]),
        LOOP,
    ))


LOOP = '''
for name, function in functions.items():
    function = function.double().eval()
    x = torch.tensor([probe], dtype=torch.float64, requires_grad=True)
    value = function(x)
    slope, = torch.autograd.grad(value.sum(), x, create_graph=True)
    curvature = torch.zeros(1)
    if slope.requires_grad:
        try:
            curvature, = torch.autograd.grad(slope.sum(), x, allow_unused=True, materialize_grads=True)
        except RuntimeError:  # a few functions, such as Hardsigmoid, can be differentiated only once
            curvature = torch.tensor([torch.nan])
    print(f"{name} f = {value.item()!r}")
    print(f"{name} f′ = {slope.item()!r}")
    print(f"{name} f″ = {curvature.item()!r}")
'''


def _picks(*names: str, **arguments) -> tuple[Pick, ...]:
    """Picks by name; `arguments` holds those of a function under its name."""
    return tuple(ACTIVATIONS.pick(name, **arguments.get(name, {})) for name in names)


PRESETS = (
    Preset("Saturated", "Far from zero, Sigmoid and Tanh are flat: almost no gradient gets back.",
           State(functions=_picks("Sigmoid", "Tanh", "Softsign"), order="f′", probe=4.0)),
    Preset("Dead ReLU", "Left of zero ReLU has no slope at all; a leak keeps it learning.",
           State(functions=_picks("ReLU", "LeakyReLU", LeakyReLU={"negative_slope": 0.1}), order="f′", probe=-2.0)),
    Preset("Zero-centred or not", "Tanh is a sigmoid that is centred: 2 · Sigmoid(2x) − 1.",
           State(functions=_picks("Sigmoid", "Tanh"), probe=0.0)),
    Preset("The smooth ReLUs", "GELU, SiLU and Mish dip below zero before they rise: they are not monotone.",
           State(functions=_picks("ReLU", "GELU", "SiLU", "Mish"), probe=-0.75)),
)
