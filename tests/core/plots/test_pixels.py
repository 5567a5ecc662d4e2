"""Small pictures for the strip component."""

import base64

import torch

from core.plots.pixels import Pixels, signed


def test_the_bytes_are_those_of_the_picture():
    picture = torch.arange(12, dtype=torch.uint8).view(3, 4)
    data = Pixels("a ramp", picture).as_data()
    assert (data["width"], data["height"]) == (4, 3)
    assert list(base64.b64decode(data["pixels"])) == list(range(12))


def test_a_part_of_a_picture_is_sent_row_by_row():
    picture = torch.arange(16, dtype=torch.uint8).view(4, 4)[::2, ::2]
    assert list(base64.b64decode(Pixels("", picture).as_data()["pixels"])) == [0, 2, 8, 10]


def test_signed_values_keep_their_order_and_zero_its_place():
    values = torch.linspace(-3, 2, 101)
    result = signed(values)
    assert result.dtype == torch.uint8
    assert (result.int().diff() >= 0).all()
    assert result[values.abs().argmin()] == 128
    assert result[0] == 1
    assert signed(torch.zeros(4)).tolist() == [128] * 4
    assert signed(torch.tensor([1.0]), largest=2.0).item() == 192
