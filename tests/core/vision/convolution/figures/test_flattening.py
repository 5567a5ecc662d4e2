"""Flattening: every number of the row points to its cell."""

import pytest
import torch

from core.data.inputs import Input
from core.vision.convolution.figures import flattening as figures
from core.vision.convolution.flattening import Flattening, flat, maps
from tests.core.vision.convolution.grids import MOST_BYTES, grids, size

DIGIT = Input(source="test digit", index=0)


@pytest.mark.parametrize(
    "setting",
    [
        Flattening(),
        Flattening(maps=16, map_height=8, map_width=8),
        Flattening(maps=3, map_height=2, map_width=4, order="H, W, C"),
    ],
    ids=str,
)
def test_every_number_of_the_row_points_to_its_cell(setting):
    values = maps(DIGIT, setting)
    cells = figures.flattened_cells(values, setting)
    shown, row = grids(cells), flat(values, setting) / 255
    assert torch.equal(shown["row"].values.flatten(), row)
    for index, value in enumerate(row):
        pointed = {
            name: points[index] for name, points in cells.points.items() if points[index] >= 0
        }
        ((name, at),) = pointed.items()
        assert shown[name].values.flatten()[at] == value
        assert f"Number {index} = " in cells.lines[index]
        sum_ = cells.lines[index].split(" = ")[1].split(":")[0]
        assert (
            sum(
                int(a) * int(b or 1)
                for a, _, b in (term.partition("·") for term in sum_.split(" + "))
            )
            == index
        )
    assert size(cells.as_data()) < MOST_BYTES
