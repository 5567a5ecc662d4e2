"""Numbers of a dtype on a ring and on a line, and the table of dtypes."""

import pytest

from core.foundations.tensors.dtypes import ARITHMETIC, DTYPES, SHORT, Sum, outcome
from core.foundations.tensors.figures.dtypes import SIDE, promotion_figure, result_figure


def drawn(**settings):
    numbers = Sum(**settings)
    return result_figure(outcome(numbers))


def texts(figure) -> list[str]:
    return [word.text for word in figure.layout.annotations]


def test_whole_numbers_are_counted_and_the_dtype_begins_again():
    figure = drawn()
    exact, held = texts(figure)[:11], texts(figure)[11:22]
    assert exact == [*map(str, range(250, 260)), "<b>260</b>"]
    assert held == ["250", "251", "252", "253", "254", "255", "0", "1", "2", "3", "<b>4</b>"]
    (seam,) = figure.layout.shapes
    assert seam.x0 == 255.5


def test_a_long_way_is_counted_in_steps():
    figure = drawn(first="100", arithmetic="Multiply", second="9")
    count = len(figure.data[0].x)
    assert figure.data[0].x[0] == 100 and figure.data[0].x[-1] == 900 and count <= 13
    assert texts(figure)[2 * count - 1] == f"<b>{900 % 256}</b>" and len(figure.layout.shapes) > 2
    largest = drawn(first="2**62", first_dtype="int64", arithmetic="Multiply", second="2")
    assert len(largest.data[0].x) <= 4


def test_a_line_has_the_neighbours_and_the_exact_result_between_them():
    figure = drawn(first="2**24", first_dtype="float32", second="1")
    assert texts(figure) == [
        *("16,777,214", "16,777,215"),
        "<b>16,777,216</b>",
        *("16,777,218", "16,777,220"),
    ]
    numbers, exact = figure.data
    assert list(numbers.x) == [-2, -1, 0, 2, 4] and exact.x[0] == 1


def test_beyond_the_largest_the_exact_result_stands_at_the_edge():
    figure = drawn(first="65504", first_dtype="float16", second="32")
    assert texts(figure)[SIDE:] == ["65,504", "<b>∞</b>"]
    numbers, exact = figure.data
    assert list(numbers.x) == [-2, -1, 0, 1] and exact.x[0] == 1
    below = drawn(first="-65504", first_dtype="float16", second="-32")
    assert texts(below) == ["<b>−∞</b>", "−65,504", "−65,472", "−65,440"]
    assert list(below.data[0].x) == [-1, 0, 1, 2]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ARITHMETIC)
def test_every_result_can_be_drawn(dtype, name):
    for first, second in (("1", "0"), ("1e30", "1e30"), ("-3", "7"), ("0.1", "1e-30")):
        numbers = Sum(first=first, first_dtype=dtype, second=second, arithmetic=name)
        result = outcome(numbers)
        if result.fits:
            figure = result_figure(result)
            assert figure.layout.height and all(texts(figure))


def test_the_table_says_what_two_dtypes_give_and_frames_the_pair():
    figure = promotion_figure(Sum(first_dtype="int64", second_dtype="float16"))
    (cells,) = figure.data
    assert cells.text[DTYPES.index("int64")][DTYPES.index("float16")] == SHORT["float16"]
    (framed,) = figure.layout.shapes
    assert (framed.x0, framed.y0) == (DTYPES.index("float16") - 0.5, DTYPES.index("int64") - 0.5)
    assert not promotion_figure(Sum()).layout.shapes
