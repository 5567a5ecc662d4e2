"""What the steps of the view "One step" say, in numbers."""

import pytest
import torch

from core.networks.playground.stepping import Stepping, trace
from core.networks.playground.training import Training, course_of, gone_through
from tests.core.claims import Claims

CLAIMS = Claims()


def traced_in(state):
    return trace(gone_through(course_of(state.part(Training))).run, state.part(Stepping))


def chosen(state):
    traced = traced_in(state)
    where = traced.chosen
    return traced, traced.step.layers[where.layer], where.to, where.source


@CLAIMS.of("A point goes forward")
def _(state):
    traced = traced_in(state)
    point = traced.run.train.x[traced.index : traced.index + 1]
    known = traced.run.answers(point)[0].double()
    assert torch.allclose(traced.step.layers[-1].outputs, known, atol=1e-6)


@CLAIMS.of("A gradient is a product")
def _(state):
    traced, layer, to, source = chosen(state)
    assert float(layer.weight_gradients[to, source]) == pytest.approx(traced.slope, abs=1e-6)


@CLAIMS.answer("A gradient is a product")
def _(state):
    traced, layer, to, source = chosen(state)
    product = float(layer.sum_gradients[to] * layer.inputs[source])
    same = traced.slope == pytest.approx(product, abs=1e-6)
    return "Input and the neuron’s δ" if same else "Weight and input"


@CLAIMS.of("A step downhill")
def _(state):
    assert traced_in(state).step.after < traced_in(state).step.loss


@CLAIMS.answer("A step downhill")
def _(state):
    for layer in traced_in(state).step.layers:
        added = layer.weight_update
        assert torch.allclose(added, -0.03 * layer.weight_gradients, atol=1e-6)
    return "−0.03 g"


@CLAIMS.of("Adam's first step")
def _(state):
    for layer in traced_in(state).step.layers:
        assert torch.equal(layer.weight_update.sign(), -layer.weight_gradients.sign())


@CLAIMS.answer("Adam's first step")
def _(state):
    sizes = torch.cat([layer.weight_update.flatten() for layer in traced_in(state).step.layers])
    gradients = torch.cat(
        [layer.weight_gradients.flatten() for layer in traced_in(state).step.layers]
    )
    assert gradients.abs().max() > 10 * gradients.abs().min()
    same = torch.allclose(sizes.abs(), torch.tensor(0.03, dtype=torch.float64), atol=1e-5)
    return "All move equally far" if same else "Those with large gradients"


@CLAIMS.of("A neuron that is off")
def _(state):
    _, layer, to, _ = chosen(state)
    assert layer.sums[to] < 0 == layer.outputs[to] == layer.sum_gradients[to]


@CLAIMS.answer("A neuron that is off")
def _(state):
    _, layer, to, _ = chosen(state)
    return f"{float(layer.weight_gradients[to].abs().max()):.0f}"
