"""A layer on a small input: linked cells multiply and add up to the output."""

import itertools
import random

import pytest

from core.vision.convolution.arithmetic import TRANSPOSED, ConvolutionLayer, arithmetic
from core.vision.convolution.figures import arithmetic as figures
from tests.core.vision.convolution.grids import MOST_BYTES, grids, linked, size
from tests.sampling import sample_state


def layers(count):
    generator, made = random.Random(0), []
    while len(made) < count:
        layer = sample_state(ConvolutionLayer, generator)
        try:
            arithmetic(layer)
        except ValueError:
            continue
        made.append(layer)
    return made


@pytest.mark.parametrize("layer", layers(40), ids=str)
def test_linked_cells_multiply_and_add_up_to_the_output(layer):
    done = arithmetic(layer)
    cells = figures.arithmetic_cells(done, layer)
    shown, (rows, columns) = grids(cells), done.part.shape
    for row, column in itertools.product(range(rows), range(columns)):
        pairs = zip(
            linked(cells, "input", row, column), linked(cells, "kernel", row, column), strict=True
        )
        total = sum(float(shown["input"].values[i] * shown["kernel"].values[k]) for i, k in pairs)
        assert total == float(done.part[row, column])
    assert size(cells.as_data()) < MOST_BYTES


def test_the_largest_layer_is_small_enough():
    largest = ConvolutionLayer(
        kind=TRANSPOSED, size=12, kernel_size=7, stride=5, dilation=4, output_padding=4, padding=0
    )
    assert size(figures.arithmetic_cells(arithmetic(largest), largest).as_data()) < MOST_BYTES


def test_cells_that_the_stride_never_reads_are_hatched_and_counted():
    layer = ConvolutionLayer(size=8, stride=3, padding=0)
    done = arithmetic(layer)
    shown = grids(figures.arithmetic_cells(done, layer))["input"]
    assert shown.skipped == ([6, 7], [6, 7])
    assert "**28 of 64 cells (hatched) are never read**" in figures.arithmetic_words(done, layer)
    row = layer.replace(dimensions="1-D")
    assert grids(figures.arithmetic_cells(arithmetic(row), row))["input"].skipped == ([], [6, 7])
    assert "**2 of 8 cells" in figures.arithmetic_words(arithmetic(row), row)
    every = ConvolutionLayer()
    assert "never read" not in figures.arithmetic_words(arithmetic(every), every)


def test_gaps_of_a_dilated_kernel_are_not_counted_as_read():
    layer = ConvolutionLayer(size=11, dilation=2)
    words = figures.arithmetic_words(arithmetic(layer), layer)
    assert "spans **5 cells along an axis** of the input at most, and reads 3 of them" in words


def test_the_arithmetic_is_told():
    layer = ConvolutionLayer(size=11, stride=2, dilation=2, in_channels=4, out_channels=8)
    words = figures.arithmetic_words(arithmetic(layer), layer)
    assert "`nn.Conv2d(4, 8, 3, stride=2, padding=1, dilation=2)`" in words and "(8, 5, 5)" in words
    assert (
        "**288** weights" in words
        and "**7,200** times" in words
        and "**5 cells along an axis**" in words
    )
