"""What a network says all over the plane, as numbers that a picture shades."""

import math

import pytest
import torch

from core.playground.maps import grid, shade
from core.playground.points import NUMBERS


def test_a_grid_goes_row_by_row_from_below():
    points = grid(3)
    assert points.tolist() == [[x, y] for y in (-6, 0, 6) for x in (-6, 0, 6)]


def test_shades():
    assert shade(torch.tensor([[-0.25], [2.0]]), NUMBERS).tolist() == [-0.25, 2]
    assert shade(torch.tensor([[math.log(3)]]), 2).tolist() == pytest.approx([0.75])
    assert shade(torch.tensor([[1.0, 1 + math.log(3)]]), 2).tolist() == pytest.approx([0.75])
    outputs = torch.tensor([[0.0, math.log(2), 0], [99, 0, 0]])
    assert shade(outputs, 3).tolist() == pytest.approx([1.5, 0.999])
