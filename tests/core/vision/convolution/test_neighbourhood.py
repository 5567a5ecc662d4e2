"""One number at a time, against the whole output and against plain sums."""

import itertools
import random

import pytest
import torch
from torch.nn import functional as F

from core.data.inputs import Input
from core.vision.convolution.filtering import Filtering, filter_input
from core.vision.convolution.neighbourhood import TILE, around

DIGIT = Input(source="test digit", index=0)
SETTINGS = [
    Filtering(
        kernel=kernel,
        stride=stride,
        padding=padding,
        padding_mode=mode,
        dilation=dilation,
        bias=0.25,
        after=after,
    )
    for (kernel, stride, padding, mode), (dilation, after) in itertools.product(
        [
            ("Sobel", 1, 1, "zeros"),
            ("Gaussian blur", 2, 2, "reflect"),
            ("LeNet", 3, 5, "circular"),
            ("Random", 1, 4, "replicate"),
        ],
        [(1, "ReLU"), (2, "Tanh")],
    )
]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_products_add_up_to_the_output_s_pixel(setting):
    output = filter_input(DIGIT, setting).output
    generator = random.Random(0)
    for _ in range(12):
        row, column = (generator.randrange(side) for side in output.shape[1:])
        tile = around(DIGIT, setting, 0, row, column)
        i, j = row - tile.top, column - tile.left
        assert 0 <= i < TILE and 0 <= j < TILE
        summed = tile.products[i, j].sum() + setting.bias
        assert torch.allclose(summed, tile.sums[i, j], atol=1e-5)
        assert tile.output[i, j] == output[0, row, column]
        assert torch.allclose(setting.after.build().eval()(summed), tile.output[i, j], atol=1e-5)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_windows_are_cut_from_the_padded_picture(setting):
    """Only what lies in the picture itself is compared, with the picture; outside of it the padding
    decides.
    """
    picture = filter_input(DIGIT, setting).picture[0] / 255
    tile = around(DIGIT, setting, 0, 0, 0)
    above, before, below, behind = tile.padding
    assert (above, before) == (setting.padding, setting.padding) and (below, behind) == (0, 0)
    inner = tile.input[above:, before:]
    assert torch.equal(inner, picture[: inner.shape[0], : inner.shape[1]])
    if setting.padding_mode == "zeros":
        assert tile.input[:above].abs().max() == 0
    cells = tile.windows.flatten(0, 1).flatten(1)
    mode = "constant" if setting.padding_mode == "zeros" else setting.padding_mode
    padded = F.pad(picture[None, None], (setting.padding,) * 4, mode=mode)
    expected = F.unfold(padded, tile.kernel.shape, setting.dilation, 0, setting.stride)[0].T
    columns = filter_input(DIGIT, setting).output.shape[2]
    positions = [
        i * columns + j for i in range(tile.windows.shape[0]) for j in range(tile.windows.shape[1])
    ]
    assert torch.equal(cells, expected[positions])


def test_at_the_far_corner_the_padding_is_at_the_other_sides():
    setting = Filtering(kernel="Sobel", padding=1)
    tile = around(DIGIT, setting, 0, 27, 27)
    assert (tile.top, tile.left) == (25, 25) and tile.output.shape == (3, 3)
    assert tile.padding == (0, 0, 1, 1) and tile.input.shape == (5, 5)


def test_each_colour_has_its_own():
    chosen, setting = Input(picture="balls"), Filtering(side=64, colour=True)
    tiles = [around(chosen, setting, channel, 30, 30) for channel in range(3)]
    for channel, tile in enumerate(tiles):
        assert torch.equal(tile.output, filter_input(chosen, setting).output[channel, 30:35, 30:35])
    assert not torch.equal(tiles[0].output, tiles[1].output)


def test_a_cell_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="row=28, column=0 must lie in the output of 28 x 28"):
        around(DIGIT, Filtering(), 0, 28, 0)


@pytest.mark.parametrize(
    "setting",
    [Filtering(stride=stride, padding=padding) for stride in (1, 2, 3) for padding in (0, 2)],
    ids=str,
)
def test_a_walk_from_tile_to_tile_comes_to_every_cell_and_back_to_the_first(setting):
    height, width = filter_input(DIGIT, setting).output.shape[1:]
    tile, visited = around(DIGIT, setting, 0, 0, 0), []
    while (tile.top, tile.left) not in visited:
        visited.append((tile.top, tile.left))
        (_, _), (row, column) = tile.beyond(height, width)
        following = around(DIGIT, setting, 0, tile.top + row, tile.left + column)
        (row, column), _ = following.beyond(height, width)
        assert (following.top + row, following.left + column) == (
            tile.top + len(tile.output) - 1,
            tile.left + tile.output.shape[1] - 1,
        )
        tile = following
    assert (tile.top, tile.left) == (0, 0)
    assert visited == [
        (top, left) for top in range(0, height, TILE) for left in range(0, width, TILE)
    ]
