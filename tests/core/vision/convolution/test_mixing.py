"""Three channels to K, against torch's own module."""

import random

import pytest
import torch
from torch import nn

from core.data.inputs import Input
from core.training import store
from core.vision.convolution.grid import read
from core.vision.convolution.mixing import FILTERS, LONGEST_SIDE, Mixing, colours, filters, mix
from tests.sampling import sample_pick, sample_state

DIGIT = {"source": "test digit"}
SOBEL = "-1_0_1~-2_0_2~-1_0_1"


def module(setting, kernel=SOBEL):
    weights, biases = filters(setting.filters, read(kernel))
    conv = nn.Conv2d(
        3, len(weights), tuple(weights.shape[2:]), setting.stride, setting.padding, setting.dilation
    )
    conv.load_state_dict({"weight": weights, "bias": biases})
    return conv


@pytest.mark.parametrize("name", FILTERS)
def test_the_parts_and_the_bias_add_up_to_torch_s_convolution(name):
    generator, chosen = random.Random(name), Input(picture="balls")
    for _ in range(4):
        setting = sample_state(Mixing, generator).replace(
            filters=sample_pick(FILTERS, name, generator), after="ReLU"
        )
        done = mix(chosen, setting, SOBEL)
        with torch.no_grad():
            expected = module(setting)(colours(chosen)[None] / 255)[0]
        assert done.unit == min(setting.unit, len(expected) - 1)
        assert torch.allclose(done.summed, expected[done.unit], atol=1e-5)
        assert torch.allclose(done.parts.sum(0) + done.bias, expected[done.unit], atol=1e-5)
        assert torch.allclose(done.outputs, expected.relu(), atol=1e-5)


def test_the_learned_filters_are_those_of_the_network():
    weights, biases = filters(Mixing(filters="SimpleCNN").filters, read(SOBEL))
    layer = store.load("SimpleCNN").conv1
    assert torch.allclose(weights, layer.weight, rtol=1e-5) and torch.allclose(
        biases, layer.bias, rtol=1e-5
    )


@pytest.mark.parametrize(("chosen", "is_grey"), [({"picture": "balls"}, False), (DIGIT, True)])
def test_a_picture_whose_channels_are_the_same_is_grey(chosen, is_grey):
    assert mix(Input(**chosen), Mixing(), SOBEL).is_grey == is_grey


def test_a_mix_is_the_kernel_times_each_colour():
    weights, biases = filters(FILTERS.pick("Mix", red=0.5, green=-1, blue=0), read(SOBEL))
    sobel = read(SOBEL)
    assert torch.equal(
        weights[0], torch.stack([0.5 * sobel, -sobel, 0 * sobel])
    ) and biases.tolist() == [0]


def test_grey_excites_no_opponent():
    """Colours that cancel see nothing in a grey picture, where all three are the same."""
    done = mix(Input(source="test digit"), Mixing(filters="Opponents", padding=0), SOBEL)
    assert done.outputs[1:].abs().max() < 1e-5 < done.outputs[0].max()


def test_random_filters_are_torch_s_own():
    weights, biases = filters(FILTERS.pick("Random", seed=3), read(SOBEL))
    with torch.random.fork_rng():
        torch.manual_seed(3)
        layer = nn.Conv2d(3, 8, 3)
    assert torch.allclose(weights, layer.weight, rtol=1e-5) and torch.allclose(
        biases, layer.bias, rtol=1e-5
    )


def test_a_picture_is_small_enough_to_show_all_its_parts():
    assert colours(Input()).shape == (3, LONGEST_SIDE, LONGEST_SIDE)
    digit = colours(Input(source="test digit"))
    assert digit.shape == (3, 28, 28) and torch.equal(digit[0], digit[2])
