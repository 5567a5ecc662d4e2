"""Every preset of the activations page shows what its sentence says."""

import math

import pytest
import torch

from core.functions.activations.curves import NEAR, WIDE
from core.functions.activations.depth import DeepNetwork, Flow, flow
from core.functions.activations.figures.curves import curves_figure
from core.functions.activations.properties import properties
from core.functions.activations.state import PRESETS, State, graph, headline, point
from tests.core.claims import Claims, yes

pytestmark = pytest.mark.usefixtures("one_thread")

CLAIMS = Claims()


def of_layers(state: State) -> Flow:
    *_, last = flow(state.part(DeepNetwork))
    return last


@CLAIMS.of("Saturated")
def _(state):
    shown, at_zero = headline(state), headline(state.replace(x=0.0))
    for name in ("Sigmoid", "Tanh"):
        assert shown[f"{name} slope"] < 0.02 < 0.1 * at_zero[f"{name} slope"]


@CLAIMS.answer("Saturated")
def _(state):
    return f"{100 * headline(state)['Sigmoid slope']:.0f} %"


@CLAIMS.of("Dead ReLU")
def _(state):
    shown = headline(state)
    assert shown["ReLU slope"] == 0 and shown["LeakyReLU slope"] == 0.1


@CLAIMS.answer("Dead ReLU")
def _(state):
    return "Nothing" if headline(state)["ReLU slope"] == 0 else "Less than above"


@CLAIMS.of("Zero-centred or not")
def _(state):
    sigmoid, tanh = (graph(pick) for pick in state.functions)
    assert torch.allclose(2 * torch.sigmoid(2 * tanh.x) - 1, tanh.values)
    assert properties(state.functions[1]).zero_centred
    assert not properties(state.functions[0]).zero_centred
    assert headline(state) | {"Sigmoid value": 0.5, "Tanh value": 0.0} == headline(state)


@CLAIMS.answer("Zero-centred or not")
def _(state):
    x = torch.linspace(-8, 8, 99, dtype=torch.float64)
    same = torch.allclose(2 * torch.sigmoid(2 * x) - 1, torch.tanh(x))
    return "A stretched Sigmoid" if same else "Of its own"


@CLAIMS.of("The smooth ReLUs")
def _(state):
    """And the dip is high enough to be seen: at least 25 of the picture's pixels."""
    relu, *smooth = state.functions
    assert properties(relu).monotone
    points = [point(pick, state.x) for pick in state.functions]
    curves = [graph(pick) for pick in state.functions]
    names = [pick.name for pick in state.functions]
    assert state.window == NEAR
    for window, seen in ((NEAR, True), (WIDE, False)):
        layout = curves_figure(names, curves, points, state.quantity, window).layout
        low, high = layout.yaxis.range
        pixels = (layout.height - 100) / (high - low)  # without the margins and the axis
        for pick, curve in zip(smooth, curves[1:], strict=True):
            assert not properties(pick).monotone
            dip = int(curve.values.argmin())
            assert curve.values[dip] < 0 < curve.values[-1] and curve.x[dip] < 0
            assert (-float(curve.values[dip]) * pixels > 25) == seen


@CLAIMS.answer("The smooth ReLUs")
def _(state):
    return yes(all(properties(pick).monotone for pick in state.functions[1:]))


@CLAIMS.of("Softmax at low temperature")
def _(state):
    assert headline(state)["y0"] > 0.95 > 0.7 > headline(state.replace(vector="Softmax"))["y0"]


@CLAIMS.answer("Softmax at low temperature")
def _(state):
    z, cold = state.z, state.vector["temperature"]
    assert cold == 0.3
    grows = torch.softmax(z / cold, 0).max() > torch.softmax(z, 0).max()
    return "It grows" if grows else "It shrinks"


@CLAIMS.of("Vanishing gradients")
def _(state):
    backward = of_layers(state).backward
    assert (backward[:-1] / backward[1:] <= 0.25).all() and state.layers == 20
    assert float(backward[0]) == pytest.approx(1e-12, rel=0.5)


@CLAIMS.answer("Vanishing gradients")
def _(state):
    exponent = round(math.log10(of_layers(state).backward[0]))
    return {-1: "About a tenth", -3: "About a thousandth", -12: "About 10⁻¹²"}[exponent]


@CLAIMS.of("Exploding gradients")
def _(state):
    """The weights of a ReLU keep the size at a variance of 2 / width."""
    assert 1 < state.initialisation["std"] / math.sqrt(2 / state.width) < 2
    result = of_layers(state)
    for growth in (result.forward[-1] / result.forward[0], result.backward[0]):
        assert float(growth.log10()) == pytest.approx(10, abs=0.3)


@CLAIMS.answer("Exploding gradients")
def _(state):
    result = of_layers(state)
    exponent = round(math.log10(result.forward[-1] / result.forward[0]))
    return {1: "10 times", 3: "1,000 times", 10: "10¹⁰ times"}[exponent]


@CLAIMS.of("Dead units")
def _(state):
    result = of_layers(state)
    assert result.dead[0] == 0 and (result.dead.diff() >= 0).all() and result.dead[-1] == 1
    assert result.backward[0] == 0 and state.bias < 0


@CLAIMS.of("SELU keeps its variance")
def _(state):
    """The mean of each layer is read off its histogram, whose bins are a tenth wide."""
    result, middles = of_layers(state), torch.linspace(-2.95, 2.95, 60)
    assert len(result.forward) == 50 and (result.forward - 1).abs().max() < 0.05
    assert (result.activations @ middles).abs().max() < 0.1


@CLAIMS.answer("SELU keeps its variance")
def _(state):
    forward = of_layers(state).forward
    return yes(bool(((forward**2 - 1).abs() < 0.1).all()))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
