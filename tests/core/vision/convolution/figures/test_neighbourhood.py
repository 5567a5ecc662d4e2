"""One number: what is shown is what torch computes, and every link points where it says."""

import itertools

import pytest
import torch

from core.plots.numbers import number
from core.vision.convolution.figures import neighbourhood as figures
from core.vision.convolution.filtering import Filtering
from core.vision.convolution.state import NUMBER, SIGNED, State, chosen_pixel, tile
from tests.core.vision.convolution.grids import MOST_BYTES, grids, linked, size


def text(value):
    return number(value, 3)


NUMBERS = [
    State(view=NUMBER, source="test digit").replace(
        **dict(
            zip(
                ("stride", "padding", "dilation", "kernel", "bias", "after", "row_percent"),
                values,
                strict=True,
            )
        )
    )
    for values in (
        (1, 1, 1, "Sobel", 0.0, "Identity", 40.0),
        (2, 3, 2, "LeNet", 0.5, "ReLU", 0.0),
        (1, 0, 3, "Random", -0.25, "Tanh", 99.0),
    )
]


@pytest.mark.parametrize("state", NUMBERS, ids=str)
def test_the_window_is_where_the_links_point(state):
    near = tile(state)
    cells = figures.neighbourhood_cells(near, state.part(Filtering), SIGNED)
    shown = grids(cells)
    for row, column in itertools.product(*map(range, near.output.shape)):
        index = row * near.output.shape[1] + column
        under = torch.stack(
            [shown["input"].values[cell] for cell in linked(cells, "input", row, column)]
        )
        assert torch.equal(under, shown["window"].values[index].flatten())
        products = shown["window"].values[index] * shown["kernel"].values
        assert torch.equal(products, shown["products"].values[index])
        assert torch.allclose(products.sum() + state.bias, near.sums[row, column], atol=1e-5)
        assert text(float(near.sums[row, column])) in cells.lines[index]
    assert size(cells.as_data()) < MOST_BYTES


def test_the_sum_is_written_out():
    state = NUMBERS[0].replace(bias=0.5, after="ReLU", row_percent=29.0, column_percent=30.0)
    near, (row, column) = tile(state), chosen_pixel(state, 28, 28)
    i, j = row - near.top, column - near.left
    words = figures.sum_words(near, state.part(Filtering), i, j)
    terms = [term for term in near.products[i, j].flatten().tolist() if term]
    assert words.startswith(f"y[{row}, {column}] = ") and words.count("·") == len(terms)
    assert "+ bias 0.5 = " in words and words.endswith(
        f"and after ReLU {text(float(near.output[i, j]))}"
    )


def test_a_large_output_of_large_numbers_has_few_digits():
    assert [figures.digits(torch.tensor([value])) for value in (0.0, 5.0, 0.05, 0.005)] == [
        2,
        2,
        3,
        4,
    ]
