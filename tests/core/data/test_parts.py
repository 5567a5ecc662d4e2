"""Connected parts against a plain flood fill, and which of them make up a digit."""

import pytest
import torch
from torch.nn import functional as F

from core.data.parts import connected, digit_mask

SIDE = 200


def flooded(coarse):
    """The parts of a grid as sets of cells, by filling from cell to cell."""
    left, result = {tuple(cell) for cell in coarse.nonzero().tolist()}, []
    while left:
        part, front = set(), [left.pop()]
        while front:
            row, column = front.pop()
            part.add((row, column))
            near = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= near
            front += near
        result.append(frozenset(part))
    return set(result)


@pytest.mark.parametrize("share", [0.0, 0.03, 0.1, 0.25, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (31, 1), (24, 37)])
def test_parts_are_those_of_a_flood_fill(share, shape):
    mask = torch.rand(shape, generator=torch.Generator().manual_seed(1)) < share
    parts = connected(mask)
    coarse = F.max_pool2d(mask[None].float(), 2, ceil_mode=True)[0] > 0
    numbers = range(1, len(parts.areas))
    cells = [(parts.labels == number).nonzero() for number in numbers]
    assert {frozenset(map(tuple, part.tolist())) for part in cells} == flooded(coarse)
    for number, part in zip(numbers, cells, strict=True):
        assert parts.areas[number] == len(part)
        assert parts.boxes[number].tolist() == [
            *part.amin(0).tolist(),
            *(part.amax(0) + 1).tolist(),
        ]


def painted(*boxes):
    """A mask with filled boxes (top, left, bottom, right)."""
    mask = torch.zeros(SIDE, SIDE, dtype=torch.bool)
    for top, left, bottom, right in boxes:
        mask[top:bottom, left:right] = True
    return mask


STEM, HAT = (50, 90, 150, 104), (40, 108, 48, 150)
DOT, DIRT = (60, 150, 74, 164), (140, 40, 142, 42)


def test_what_is_near_belongs_to_the_digit_and_a_mark_apart_does_not():
    result = digit_mask(painted(STEM, HAT, DOT, DIRT))
    assert (result & painted(STEM, HAT)).sum() == painted(STEM, HAT).sum()
    assert not (result & painted(DOT, DIRT)).any()


def test_two_digits_both_stay():
    second = (60, 20, 140, 34)
    assert (digit_mask(painted(STEM, second)) & painted(second)).sum() == painted(second).sum()


def test_a_table_beside_the_paper_is_left_out_and_a_digit_that_is_cut_is_not():
    table = (0, 0, SIDE, 30)
    assert not (digit_mask(painted(STEM, table)) & painted(table)).any()
    assert digit_mask(painted((0, 90, SIDE, 104), (100, 0, 110, SIDE))).any()


@pytest.mark.parametrize("box", [(0, 0, SIDE, 20), (0, 0, 100, 100), (170, 60, SIDE, 120)])
def test_a_shadow_alone_is_no_digit(box):
    assert not digit_mask(painted(box)).any()
    triangle = torch.tril(torch.ones(SIDE, SIDE, dtype=torch.bool), -90)
    assert not digit_mask(triangle).any()


def test_a_part_one_pixel_from_the_rim_does_not_touch_it():
    """As the ink of some digits of MNIST, beside which a speck may lie farther inside."""
    mask = torch.zeros(28, 28, dtype=torch.bool)
    mask[1:24, 4:8] = mask[24:27, 18:21] = True
    assert digit_mask(mask)[2:20, 5:7].all()
