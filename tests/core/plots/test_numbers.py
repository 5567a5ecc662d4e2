"""Numbers for people."""

import pytest

from core.plots.numbers import number


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (3.14159, 4, "3.142"),
        (-0.5, 4, "−0.5"),
        (-0.0, 4, "0"),
        (1e-12, 3, "1e−12"),
        (float("-inf"), 4, "−inf"),
    ],
)
def test_few_digits_and_a_true_minus(value, digits, text):
    assert number(value, digits) == text
