"""The stack of layers against one that torch propagates through by itself, and against what theory
says.
"""

import math

import pytest
import torch
from torch import nn

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS
from core.functions.activations.depth import BATCH, DeepNetwork, flow, linear_layers


def last(**settings):
    *_, result = flow(DeepNetwork(**settings))
    return result


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradients_are_those_of_one_backward_through_the_whole_stack(activation):
    stack = DeepNetwork(activation=activation, layers=6, width=32, bias=0.1, seed=3)
    generator = torch.Generator().manual_seed(3)
    layers = linear_layers(stack, generator)
    function = getattr(nn, activation)(**dict(stack.activation.arguments)).eval()
    x, outputs = torch.randn(BATCH, 32, generator=generator), []
    for layer in layers:
        x = function(layer(x))
        x.retain_grad()
        outputs.append(x)
    x.backward(torch.randn(x.shape, generator=generator))
    result = last(activation=activation, layers=6, width=32, bias=0.1, seed=3)
    assert torch.allclose(
        result.forward, torch.stack([output.detach().std() for output in outputs]), rtol=1e-5
    )
    assert torch.allclose(
        result.backward, torch.stack([output.grad.std() for output in outputs]), rtol=1e-5
    )


def test_selu_with_lecuns_initialisation_keeps_the_variance():
    result = last(activation="SELU", initialisation="LeCun normal", layers=50, width=256)
    assert ((result.forward - 1).abs() < 0.15).all()


def test_sigmoids_let_the_gradient_vanish():
    """A slope is a quarter at best, and Xavier's weights neither stretch nor shrink."""
    result = last(activation="Sigmoid", initialisation="Xavier normal", width=256)
    steps = result.backward[1:] / result.backward[:-1]
    assert (steps > 1 / 0.27).all()


def test_large_weights_explode_until_a_float32_cannot_hold_them():
    pick = INITIALISATIONS.pick("Normal", std=1.0)
    result = last(initialisation=pick, layers=50, width=512)
    grown = result.forward[10] / result.forward[5]
    assert float(grown) == pytest.approx(math.sqrt(512 / 2) ** 5, rel=0.3)
    assert not result.forward[-1].isfinite()


@pytest.mark.parametrize("activation", ["Tanh", "ReLU", "Mish"])
def test_a_signal_that_fades_is_0_before_it_is_subnormal(activation):
    """A processor takes ten times as long for numbers below 1.2e-38; elsewhere they stay."""
    start = INITIALISATIONS.pick("Normal", std=0.005)
    result = last(activation=activation, initialisation=start, layers=50, width=128)
    assert result.forward[-1] == result.backward[0] == 0
    tiny = torch.finfo(torch.float32).tiny
    for deviations in (result.forward, result.backward):
        assert ((deviations == 0) | (deviations > 0.01 * tiny)).all()
    assert torch.tensor(tiny) / 2 > 0


def test_a_negative_bias_kills_relus_and_a_leak_keeps_them_alive():
    assert last(bias=-0.3, layers=30).dead[-1] == 1
    assert (
        last(
            bias=-0.3, layers=30, activation=ACTIVATIONS.pick("LeakyReLU", negative_slope=0.1)
        ).dead
        == 0
    ).all()


def test_snapshots_come_layer_by_layer_and_count_what_is_done():
    flows = list(flow(DeepNetwork(layers=5, width=16)))
    assert [len(each.forward) for each in flows] == [1, 2, 3, 4, 5, 5, 5, 5, 5, 5]
    assert [len(each.backward) for each in flows] == [0] * 5 + [1, 2, 3, 4, 5]
    assert [each.done for each in flows] == pytest.approx([0.1 * n for n in range(1, 11)])
    assert torch.allclose(flows[-1].activations.sum(1), torch.ones(5))
    assert torch.equal(flows[7].backward, flows[-1].backward[2:])
