"""The activations page as data: its numbers against torch.nn.functional, finite differences and
closed forms.
"""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.vectors import VECTORS
from core.functions.activations.state import PRESETS, State, headline

pytestmark = pytest.mark.usefixtures("one_thread")

FUNCTIONS = {
    "ReLU": F.relu,
    "LeakyReLU": F.leaky_relu,
    "Sigmoid": F.sigmoid,
    "Tanh": F.tanh,
    "Softsign": F.softsign,
    "GELU": F.gelu,
    "SiLU": F.silu,
    "Mish": F.mish,
    "ELU": F.elu,
    "Softplus": F.softplus,
    "Softshrink": F.softshrink,
    "SELU": F.selu,
}
"""By name, what torch.nn.functional computes with the same arguments."""


def of_view(view: str) -> list[State]:
    return [preset.state for preset in PRESETS if preset.state.view == view]


def everywhere() -> list[State]:
    """Each of FUNCTIONS left and right of zero, away from the kinks."""
    picks = [ACTIVATIONS.pick(name) for name in FUNCTIONS]
    return [
        State(functions=tuple(picks[first::3]), x=x)
        for first in range(3)
        for x in (-2.35, 0.3, 4.0)
    ]


@pytest.mark.parametrize(
    "state",
    [*of_view("Curves"), *everywhere()],
    ids=lambda state: ", ".join(pick.name for pick in state.functions) + f" at {state.x}",
)
def test_a_function_and_its_slopes_are_those_of_finite_differences(state):
    shown, wide, x = headline(state), 1e-4, state.x
    assert len(shown) == 3 * len(state.functions)
    for pick in state.functions:
        xs = torch.tensor([x - wide, x, x + wide], dtype=torch.float64)
        before, here, after = FUNCTIONS[pick.name](xs, **dict(pick.arguments)).tolist()
        assert shown[f"{pick.name} value"] == pytest.approx(here, rel=1e-12)
        assert shown[f"{pick.name} slope"] == pytest.approx((after - before) / (2 * wide), abs=1e-7)
        assert shown[f"{pick.name} curvature"] == pytest.approx(
            (after - 2 * here + before) / wide**2, abs=1e-6
        )


@pytest.mark.parametrize("temperature", [0.3, 1.0, 4.0])
def test_softmax_is_its_closed_form(temperature):
    state = State(view="Softmax", vector=VECTORS.pick("Softmax", temperature=temperature), z2=0.7)
    weights = [math.exp(z / temperature) for z in (state.z0, state.z1, state.z2, state.z3)]
    y = [weight / sum(weights) for weight in weights]
    slopes = {
        f"d y{i} / d z{j}": y[i] * ((i == j) - y[j]) / temperature
        for i in range(4)
        for j in range(4)
    }
    assert headline(state) == pytest.approx({f"y{i}": y[i] for i in range(4)} | slopes, rel=1e-12)


STARTS = {
    "He normal": lambda weight, generator: nn.init.kaiming_normal_(
        weight, nonlinearity="relu", generator=generator
    ),
    "Xavier normal": nn.init.xavier_normal_,
    "LeCun normal": lambda weight, generator: nn.init.kaiming_normal_(
        weight, nonlinearity="linear", generator=generator
    ),
}


def signal(state: State) -> dict[str, float]:
    """The standard deviations of the view "Depth": matrix products, and the chain rule by
    hand with finite differences.
    """
    generator, shape = torch.Generator().manual_seed(state.seed), (state.width, state.width)
    if state.initialisation.name == "Normal":
        weights = [
            torch.empty(shape).normal_(0, state.initialisation["std"], generator=generator)
            for _ in range(state.layers)
        ]
    else:
        start = STARTS[state.initialisation.name]
        weights = [start(torch.empty(shape), generator=generator) for _ in range(state.layers)]
    function, x = (
        FUNCTIONS[state.activation.name],
        torch.randn(256, state.width, generator=generator).double(),
    )
    spreads, sums = {}, []
    for n, weight in enumerate(weights, 1):
        sums.append(x @ weight.double().T + state.bias)
        x = function(sums[-1])
        spreads[f"std of activations, layer {n}"] = x.std().item()
    gradient = torch.randn(x.shape, generator=generator).double()
    for n in range(state.layers, 0, -1):
        spreads[f"std of gradients, layer {n}"] = gradient.std().item()
        step = 1e-6 * (1 + sums[n - 1].abs())
        slopes = (function(sums[n - 1] + step) - function(sums[n - 1] - step)) / (2 * step)
        gradient = (gradient * slopes) @ weights[n - 1].double()
    return spreads


@pytest.mark.parametrize("state", of_view("Depth"), ids=lambda state: str(state.activation.name))
def test_a_signal_is_what_matrix_products_and_the_chain_rule_give(state):
    assert headline(state) == pytest.approx(signal(state), rel=1e-3)
