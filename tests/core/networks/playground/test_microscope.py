"""One step: values, gradients against finite differences in double, and the optimizer's step
against torch's own loop.
"""

import copy

import pytest
import torch

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.networks.playground.microscope import (
    Chosen,
    as_double,
    doubled,
    example,
    finite_difference,
    forward,
    take_step,
)
from core.playground.data import DATA
from core.playground.losses import LOSSES
from core.playground.network import linear_layers
from core.playground.run import Run
from core.playground.settings import PLAYGROUND_ACTIVATIONS, Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = {"count": 60, "batch_size": 20}
CASES = [
    Settings(**SMALL),
    Settings(**SMALL, loss=LOSSES.pick("Cross-entropy"), hidden="3 ReLU, 3 norm, 2"),
    Settings(
        **SMALL,
        data=DATA.pick("Blobs", classes=4),
        loss=LOSSES.pick("Cross-entropy"),
        hidden="4 dropout=0.2",
        optimizer=TRAINING_OPTIMIZERS.pick("Adam"),
    ),
    Settings(**SMALL, data=DATA.pick("Plane"), hidden="", l2=0.01),
    Settings(
        **SMALL,
        loss=LOSSES.pick("Hinge"),
        activation=PLAYGROUND_ACTIVATIONS.pick("GELU"),
        hidden="3 frozen, 2",
        optimizer=TRAINING_OPTIMIZERS.pick("SGD", lr=0.05, momentum=0.9),
        l1=0.01,
    ),
]


@pytest.fixture(params=CASES, ids=lambda settings: settings.hidden)
def case(request):
    run = Run(request.param)
    run.epoch()
    return run


def test_values_are_the_networks(case):
    run, step = case, take_step(case, 3)
    x, y = map(as_double, example(run, 3))
    outputs = doubled(run.network)(x)
    assert torch.equal(step.layers[-1].outputs, outputs.detach()[0])
    assert step.loss == pytest.approx(float(run.loss(outputs, y)))
    for layer in step.layers:
        assert torch.allclose(layer.weight @ layer.inputs + layer.bias, layer.sums)
    for layer, following in zip(step.layers, step.layers[1:], strict=False):
        assert torch.equal(layer.outputs, following.inputs)


def test_every_gradient_is_a_product_and_the_slope_of_the_loss(case):
    run, step = case, take_step(case, 3)
    x, y = map(as_double, example(run, 3))
    for index, layer in enumerate(step.layers):
        for to, row in enumerate(layer.weight_gradients.tolist()):
            for source, gradient in enumerate(row):
                slope = finite_difference(run, 3, Chosen(index, to, source))
                assert gradient == pytest.approx(slope, abs=1e-4)
                product = float(layer.sum_gradients[to] * layer.inputs[source])
                assert gradient == product


def test_gradients_go_back_through_the_next_layers_weights(case):
    step = take_step(case, 3)
    for layer, following in zip(step.layers, step.layers[1:], strict=False):
        back = following.weight.T @ following.sum_gradients
        assert torch.allclose(layer.output_gradients, back)


def test_the_step_is_the_optimizers_own(case):
    run, step = case, take_step(case, 3)
    x, y = example(run, 3)
    run.network.eval()
    run.optimizer.zero_grad()
    loss = run.loss(run.network(x), y)
    for layer in linear_layers(run.network):
        loss = loss + run.settings.l1 * layer.weight.abs().sum()
        loss = loss + run.settings.l2 / 2 * layer.weight.square().sum()
    loss.backward()
    run.optimizer.step()
    after = run.loss(run.network(x), y)
    for layer, real in zip(step.layers, linear_layers(run.network), strict=True):
        assert torch.allclose(layer.weight + layer.weight_update, real.weight.double(), atol=1e-7)
        assert torch.allclose(layer.bias + layer.bias_update, real.bias.double(), atol=1e-7)
    assert step.after == float(after)


def test_the_run_stays_as_it_is(case):
    run = case
    before = copy.deepcopy(run.network.state_dict()), copy.deepcopy(run.optimizer.state_dict())
    first = take_step(run, 3)
    again = take_step(run, 3)
    assert first.after == again.after
    for name, tensor in run.network.state_dict().items():
        assert torch.equal(tensor, before[0][name])


def test_forward_takes_a_network_without_a_squash():
    network = torch.nn.Sequential(torch.nn.Linear(2, 1))
    sums, outputs = forward(network, torch.ones(1, 2))
    assert len(sums) == len(outputs) == 1 and sums[0] is not outputs[0]
