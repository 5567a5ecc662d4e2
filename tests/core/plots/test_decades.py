"""The marks of logarithmic axes: round, few, and written as people write them."""

import pytest

from core.plots.decades import decades


@pytest.mark.parametrize(
    ("ends", "texts"),
    [
        ((-2, 2), ["0.01", "0.1", "1", "10", "100"]),
        ((-4, 4), ["10⁻⁴", "10⁻²", "1", "10²", "10⁴"]),
        ((-16, 16), ["10⁻¹²", "10⁻⁶", "1", "10⁶", "10¹²"]),
        ((-1.3, 0.3), ["0.1", "0.2", "0.5", "1"]),
        ((0.2, 1.2), ["2", "5", "10"]),
        ((-7.5, -6.2), ["5 · 10⁻⁸", "10⁻⁷", "2 · 10⁻⁷", "5 · 10⁻⁷"]),
        ((2.2, 2.25), []),
    ],
)
def test_marks_are_round_and_readable(ends, texts):
    marks = decades(*ends)
    assert marks["ticktext"] == texts
    assert all(10 ** ends[0] <= value <= 10 ** ends[1] for value in marks["tickvals"])


@pytest.mark.parametrize("high", [1.0, 2.5, 7.0, 12.9])
def test_there_are_never_too_many(high):
    assert 2 <= len(decades(-0.4, high)["tickvals"]) <= 5
    assert 2 <= len(decades(-0.4, high, most=8)["tickvals"]) <= 8
