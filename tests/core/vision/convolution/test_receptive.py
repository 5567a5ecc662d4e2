"""Receptive fields: the recursion against autograd, cell by cell, for random stacks and for the
shipped networks.
"""

import pytest
import torch
from torch import nn

from core.models.zoo import MODELS
from core.training import store
from core.vision.convolution import networks
from core.vision.convolution.probe import run_open
from core.vision.convolution.receptive import OWN, Stack, heat, measured, receptive_field_at
from core.vision.convolution.steps import fields, seen, sides
from tests.core.vision.convolution.stacks import stacks, write

KNOWN = {  # receptive field of the last layer with maps, counted by hand
    "CNN 16-32": 10,
    "LeNet": 16,
    "DigitNet": 35,
    "SimpleCNN": 10,
}


@pytest.mark.parametrize("steps", stacks(40), ids=write)
def test_the_recursion_is_what_autograd_measures(steps):
    assert measured(Stack(stack=write(steps))) == fields(steps)


@pytest.mark.parametrize("name", networks.convolutional())
def test_of_the_shipped_networks_too(name):
    stack = Stack(network=name)
    assert measured(stack) == fields(stack.steps)
    assert fields(stack.steps)[-1].length == KNOWN[name]


@pytest.mark.parametrize("name", ["CNN 16-32", "LeNet"])
def test_the_true_gradient_of_a_trained_network_fills_the_field_and_never_leaves_it(name):
    """With its own weights, max pooling and ReLU, over random pictures."""
    stack, network, fed = Stack(network=name), store.load(name), torch.zeros(28, 28)
    around = sides(stack.steps, 28)
    unit, generator = around[-1] // 2, torch.Generator().manual_seed(0)
    pictures = (4 * torch.randn(300, 1, 28, 28, generator=generator)).requires_grad_()
    x = nn.functional.max_pool2d(network.conv1(pictures), 2).relu()
    x = nn.functional.max_pool2d(network.conv2(x), 2)
    (gradient,) = torch.autograd.grad(x[:, :, unit, unit].sum(), pictures)
    fed = (gradient[:, 0] != 0).any(0)
    inside = torch.zeros(28, dtype=torch.bool)
    inside[list(seen(stack.steps, around)[0][unit])] = True
    assert torch.equal(fed, inside[:, None] & inside)


@pytest.mark.parametrize("name", networks.convolutional())
def test_sizes_are_those_of_the_network(name):
    channels, side, _ = MODELS[name].shape
    _, _, maps = run_open(store.load(name), channels, side)
    assert sides(Stack(network=name).steps, side)[1:] == tuple(output.shape[2] for output in maps)


def test_the_network_is_not_touched():
    network = store.load("DigitNet")
    before = {name: value.clone() for name, value in network.state_dict().items()}
    x = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        expected = network(x)
    heat(Stack(network="DigitNet"), 1, 1)
    with torch.inference_mode():
        assert torch.equal(network(x), expected)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert not any(module._forward_hooks for module in network.modules())


def test_a_result_holds_both_ways():
    stack, picture = Stack(), torch.rand(56, 56, generator=torch.Generator().manual_seed(0))
    result = receptive_field_at(stack, picture, 3, 3)
    assert stack.network == OWN and result.heat.shape == result.picture.shape == (28, 28)
    assert result.known == result.measured and result.sides[-1] == 7
    assert float(result.picture[0, 0]) == pytest.approx(float(picture[:2, :2].mean()))


def test_a_picture_that_is_too_small_is_told_in_torch_s_words():
    with pytest.raises(ValueError, match="Kernel size can't be greater than actual input size"):
        heat(Stack(stack="conv 9, conv 9", picture_size=12), 0, 0)
    with pytest.raises(ValueError, match="Output size is too small"):
        heat(Stack(stack="max 5", picture_size=4), 0, 0)
