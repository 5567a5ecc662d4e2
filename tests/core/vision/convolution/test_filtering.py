"""A kernel over a picture, against torch's own module and against plain sums."""

import itertools
import random

import pytest
import torch
from torch import nn

from core.data.inputs import Input, image
from core.registry import Choose
from core.vision.convolution.filtering import (
    AFTER,
    PADDING_MODES,
    Filtering,
    Geometry,
    filter_input,
    filtered,
    grey,
    prepared,
    skipped,
)
from core.vision.convolution.kernels import KERNELS, YOURS
from tests.sampling import sample_state


def noise(*shape):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(0))


def module(setting, channels):
    weights = setting.weights
    conv = nn.Conv2d(
        channels,
        channels,
        tuple(weights.shape),
        setting.stride,
        setting.padding,
        setting.dilation,
        groups=channels,
        padding_mode=setting.padding_mode,
    )
    with torch.no_grad():
        conv.weight.copy_(weights)
        conv.bias.fill_(setting.bias)
    return conv


@pytest.mark.parametrize("mode", PADDING_MODES)
def test_it_is_torch_s_module_at_every_setting(mode):
    picture = noise(3, 20, 23)
    for stride, padding, dilation, grid in itertools.product(
        (1, 2, 3), (0, 1, 4), (1, 2), ("1_2~-3_4", "1_0_-1")
    ):
        setting = Filtering(
            kernel=YOURS,
            grid=grid,
            stride=stride,
            padding=padding,
            dilation=dilation,
            bias=0.25,
            padding_mode=mode,
        )
        with torch.no_grad():
            expected = module(setting, 3)(picture[None])[0]
        assert torch.allclose(filtered(picture, setting), expected, atol=1e-6), setting


def test_a_number_is_the_sum_of_products():
    picture, setting = noise(1, 9, 9), Filtering(kernel="Sobel", stride=2, padding=0, bias=-0.5)
    output, weights = filtered(picture, setting), setting.weights
    for row, column in itertools.product(range(4), range(4)):
        window = picture[0, 2 * row : 2 * row + 3, 2 * column : 2 * column + 3]
        assert float(output[0, row, column]) == pytest.approx(
            float((window * weights).sum()) - 0.5, abs=1e-6
        )


@pytest.mark.parametrize("name", AFTER)
def test_every_activation_follows(name):
    picture = noise(3, 8, 8)
    pick = Choose(AFTER, AFTER.pick("Identity")).check("after", name)
    plain, done = (filtered(picture, Filtering(after=after)) for after in ("Identity", name))
    assert torch.allclose(done, pick.build().eval()(plain), atol=1e-6)


def test_what_torch_refuses_is_told_in_its_words():
    with pytest.raises(ValueError, match="Kernel size can't be greater than actual input size"):
        filtered(noise(1, 4, 4), Filtering(kernel=KERNELS.pick("Box blur", size=7), padding=0))
    with pytest.raises(ValueError, match="Padding size should be less than"):
        filtered(noise(1, 4, 4), Filtering(padding=4, padding_mode="reflect"))


def test_grey_is_the_luminance():
    colours = torch.tensor(
        [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]], dtype=torch.uint8
    ).T[:, None]
    assert grey(colours).flatten().tolist() == [76, 150, 29, 255]


def test_a_picture_is_reduced_to_the_wanted_side():
    for side, colour in itertools.product((28, 128, 512), (False, True)):
        picture = prepared(Input(picture="balls"), side, colour)
        assert picture.shape == (3 if colour else 1, side, side) and picture.dtype == torch.uint8
    assert prepared(Input(source="test digit"), 512, True).shape == (1, 28, 28)
    small, whole = prepared(Input(picture="balls"), 64, True), image(Input(picture="balls"))
    assert float((small / 255).mean()) == pytest.approx(float((whole / 255).mean()), abs=0.003)


def test_the_result_is_kept():
    state = sample_state(Filtering, random.Random(0)).replace(
        side=64, kernel="Sobel", padding_mode="zeros"
    )
    first = filter_input(Input(), state)
    assert filter_input(Input(), state.replace()) is first
    assert torch.equal(first.output, filtered(first.picture / 255, state))


def test_what_the_stride_skips_has_no_gradient():
    known = 0
    for side, taps, stride, padding, dilation in itertools.product(
        (5, 8, 11), (1, 2, 3, 4), (1, 2, 3, 5), (0, 1, 3), (1, 2)
    ):
        if side + 2 * padding <= dilation * (taps - 1):
            continue
        x = torch.ones(1, 1, side, requires_grad=True)
        y = nn.functional.conv1d(
            x, torch.ones(1, 1, taps), stride=stride, padding=padding, dilation=dilation
        )
        (gradient,) = torch.autograd.grad(y.sum(), x)
        geometry = Geometry(stride=stride, padding=padding, dilation=dilation)
        assert skipped(side, taps, geometry) == int((gradient == 0).sum()), geometry
        known += 1
    assert known > 200
