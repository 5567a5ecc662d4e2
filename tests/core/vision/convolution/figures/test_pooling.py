"""Pooling: the window, the winner and the padding are where they are drawn."""

import itertools

import pytest
import torch

from core.data.inputs import Input
from core.vision.convolution.figures import pooling as figures
from core.vision.convolution.pooling import POOLS, pool
from tests.core.vision.convolution.grids import MOST_BYTES, grids, linked, size

DIGIT = Input(source="test digit", index=0)


@pytest.mark.parametrize("name", POOLS)
def test_pooled_windows_and_winners(name):
    done = pool(DIGIT, POOLS.pick(name))
    cells = figures.pooled_cells(done)
    shown = grids(cells)
    for row, column in itertools.product(*map(range, done.output.shape)):
        window = torch.stack(
            [shown["input"].values[cell] for cell in linked(cells, "input", row, column)]
        )
        if done.winners is not None:
            cell = cells.points["input"][row * done.output.shape[1] + column]
            assert (
                shown["input"].values.flatten()[cell]
                == done.output[row, column]
                == window.nan_to_num(-1).max()
            )
            assert "the winner is at row" in cells.lines[row * done.output.shape[1] + column]
    assert size(cells.as_data()) < MOST_BYTES


def test_padding_and_what_hangs_over_are_framed():
    done = pool(DIGIT, POOLS.pick("MaxPool2d", kernel_size=5, stride=3, padding=2, ceil_mode=True))
    cells = figures.pooled_cells(done)
    shown = grids(cells)["input"]
    above, before, below, behind = shown.padding
    assert (above, before) == (2, 2)
    assert torch.equal(shown.values[above : above + 28, before : before + 28], done.picture)
    for row, column in itertools.product(*map(range, done.output.shape)):
        cell = cells.points["input"][row * done.output.shape[1] + column]
        assert divmod(cell, shown.values.shape[1]) in linked(cells, "input", row, column)
        assert shown.values.flatten()[cell] == done.output[row, column]
