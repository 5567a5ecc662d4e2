"""Receptive fields: what is drawn as seen is where the gradient is."""

import pytest
import torch

from core.vision.convolution.figures import receptive as figures
from core.vision.convolution.receptive import Stack, heat, receptive_field_at
from core.vision.convolution.steps import sides
from tests.core.vision.convolution.grids import MOST_BYTES, grids, linked, size


@pytest.mark.parametrize(
    "stack",
    [
        Stack(),
        Stack(network="DigitNet"),
        Stack(network="SimpleCNN"),
        Stack(stack="conv 3, conv 3, conv 3, conv 3", picture_size=48),
    ],
    ids=str,
)
def test_what_a_unit_sees_is_where_its_gradient_is(stack):
    side = sides(stack.steps, stack.side)[-1]
    row, column = side // 2, side - 1
    result = receptive_field_at(stack, torch.rand(28, 28), row, column)
    cells = figures.receptive_cells(result)
    held = torch.zeros(stack.side, stack.side, dtype=torch.bool)
    for cell in linked(cells, "0", row, column):
        held[cell] = True
    assert torch.equal(held, heat(stack, row, column) > 0)
    assert grids(cells)["0"].values.shape == (stack.side, stack.side)
    assert (
        cells.leader == str(len(stack.steps))
        and f"= {int(held.sum())} cells." in cells.lines[row * side + column]
    )
    assert size(cells.as_data()) < MOST_BYTES
    table = figures.receptive_rows(result)
    assert [row["Receptive field"] for row in table] == [row["Measured"] for row in table]
    assert table[-1]["Units per side"] == side


def test_gaps_between_the_cells_that_are_seen_are_told():
    stack = Stack(stack="conv 3 d2", picture_size=9)
    result = receptive_field_at(stack, torch.rand(9, 9), 0, 0)
    assert figures.seen_words(result, 0, 0) == (
        "Unit (0, 0) sees 3 of rows 0 to 4 and 3 of columns 0 to 4: 3 × 3 = 9 cells."
    )


def test_the_largest_layers_are_left_out_but_never_the_first_or_the_last():
    stack = Stack(stack="conv 3, conv 3, conv 3, conv 3", picture_size=48)
    result = receptive_field_at(stack, torch.rand(28, 28), 0, 0)
    assert figures.shown_layers(result) == [1, 3, 4]
    assert figures.hidden_layers(result) == ["2 · conv 3"]
    for side in (Stack().picture_size, 48):  # all of the stack that is there at first are shown
        result = receptive_field_at(Stack(picture_size=side), torch.rand(28, 28), 0, 0)
        assert figures.hidden_layers(result) == []
