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
            line = cells.lines[row * done.output.shape[1] + column]
            ties = int((window == done.output[row, column]).sum())
            assert ("the largest is at row" in line) == (ties == 1)
            held = int(window.isfinite().sum())
            equal = f"all {held} cells" if ties == held else f"{ties} of the {held} cells"
            assert (f"; {equal} are equally large: torch takes the first" in line) == (ties > 1)
            first = linked(cells, "input", row, column)[
                int((window == window.nan_to_num(-1).max()).int().argmax())
            ]
            assert divmod(cell, shown["input"].values.shape[1]) == first
    assert size(cells.as_data()) < MOST_BYTES


def test_cells_that_no_window_holds_are_hatched_and_counted():
    done = pool(DIGIT, POOLS.pick("MaxPool2d", kernel_size=2, stride=3))
    assert grids(figures.pooled_cells(done))["input"].skipped == ([*range(2, 27, 3), 27],) * 2
    assert "**460 of 784 cells (hatched) are never read**" in figures.skipped_words(done)
    whole = pool(DIGIT, POOLS.pick("MaxPool2d"))
    assert figures.skipped_words(whole) == ""


def test_the_edge_is_explained_where_a_window_is_not_whole():
    done = pool(DIGIT, POOLS.pick("AvgPool2d", kernel_size=3, stride=2, padding=1))
    assert "from 2 × 2 cells: their sum is divided by 9" in figures.pooled_words(done, 0, 0)
    assert figures.pooled_words(done, 3, 3).endswith("from 3 × 3 cells.")


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
