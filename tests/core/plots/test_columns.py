"""Small pictures in columns: every number at its place."""

import base64

import pytest
import torch
from torch.nn import functional as F

from core.plots.columns import Bar, Column, Tile, abbreviated, cells, mosaic, small

GENERATOR = torch.Generator().manual_seed(0)


def test_the_bytes_are_those_of_the_picture():
    grey = torch.arange(12, dtype=torch.uint8).view(3, 4)
    data = Tile("a ramp", grey, "grey", unit=3).as_data()
    assert (data["width"], data["height"], data["unit"]) == (4, 3, 3)
    assert list(base64.b64decode(data["pixels"])) == list(range(12))
    assert data["outline"] == ""
    colour = torch.arange(24, dtype=torch.uint8).view(3, 2, 4)
    data = Tile("colours", colour, "colour", outline=colour[0]).as_data()
    assert (data["width"], data["height"]) == (4, 2)
    assert list(base64.b64decode(data["pixels"]))[:6] == [0, 8, 16, 1, 9, 17]
    assert list(base64.b64decode(data["outline"])) == list(range(8))


def test_a_column_is_plain_data():
    column = Column(
        "conv1",
        (Tile("", torch.zeros(2, 2, dtype=torch.uint8)),),
        ("1", "2"),
        "conv1",
        2,
        "=",
        bars=(Bar("7", 0.5, "50 %", True),),
    )
    data = column.as_data()
    assert data["bars"] == [{"name": "7", "share": 0.5, "text": "50 %", "first": True}]
    assert (data["layer"], data["across"], data["sign"], len(data["tiles"])) == ("conv1", 2, "=", 1)


@pytest.mark.parametrize("shape", [(9, 9), (3, 56, 56), (2, 5, 57, 30), (224, 224)])
def test_a_large_map_becomes_small_and_keeps_its_mean(shape):
    picture = torch.rand(shape, generator=GENERATOR)
    result = small(picture, 28)
    assert result.shape[:-2] == picture.shape[:-2]
    assert max(result.shape[-2:]) <= 28
    step = -(-max(shape[-2:]) // 28)
    if all(side % step == 0 for side in shape[-2:]):
        assert torch.allclose(result.mean((-1, -2)), picture.mean((-1, -2)), atol=1e-5)
    assert torch.equal(small(result, 28), result)


@pytest.mark.parametrize("count", [1, 10, 84, 128, 512, 1000])
@pytest.mark.parametrize("slender", [1.0, 1.6])
def test_numbers_stand_row_by_row_in_a_grid(count, slender):
    values = torch.randn(count, generator=GENERATOR)
    result = cells(values, 4.0, slender)
    assert result.numel() >= count and result.shape[1] <= result.shape[0] * 1.5
    assert torch.equal(
        result.flatten()[:count], (128 + values / 4 * 127).round().clamp(0, 255).to(torch.uint8)
    )
    assert (result.flatten()[count:] == 128).all()


def test_every_slice_has_its_place_in_the_mosaic():
    kernels = torch.randn(7, 3, 2, generator=GENERATOR)
    result = mosaic(kernels, 3.0)
    assert result.shape == (3 * 4 - 1, 3 * 3 - 1)
    for index, kernel in enumerate(kernels):
        row, column = 4 * (index // 3), 3 * (index % 3)
        expected = (128 + kernel / 3 * 127).round().clamp(0, 255).to(torch.uint8)
        assert torch.equal(result[row : row + 3, column : column + 2], expected)
    assert (result[3] == 128).all() and (result[8:, 3:] == 128).all()
    assert mosaic(kernels[:1]).shape == (3, 2)
    assert torch.equal(mosaic(kernels[:, :1, :1]), cells(kernels[:, 0, 0], slender=1))
    assert F.pad(result, (0, 1)).shape[1] == 9


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (832, "832"),
        (1290, "1.29 k"),
        (157_000, "157 k"),
        (13_821_000, "13.8 M"),
        (1_814_073_344, "1.81 G"),
    ],
)
def test_counts_are_short(number, text):
    assert abbreviated(number) == text
