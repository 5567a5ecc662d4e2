"""Numbers for people."""

import pytest

from core.plots.numbers import (
    fixed,
    formula,
    number,
    percent,
    probability,
    scientific,
    short_of_one,
    span,
    written_sum,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (3.14159, 4, "3.142"),
        (-0.5, 4, "−0.5"),
        (-0.0, 4, "0"),
        (1e-12, 3, "10⁻¹²"),
        (1.277e-174, 3, "1.28 · 10⁻¹⁷⁴"),
        (-1.277e-7, 3, "−1.28 · 10⁻⁷"),
        (12_345.6, 4, "12,346"),
        (-123_456.0, 2, "−123,456"),
        (1e6, 4, "10⁶"),
        (2_500_000.0, 4, "2.5 · 10⁶"),
        (float("-inf"), 4, "−∞"),
        (float("nan"), 4, "nan"),
    ],
)
def test_few_digits_and_a_true_minus(value, digits, text):
    assert number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.98, "0.98"),
        (0.0, "0"),
        (-123.4, "−123"),
        (3.21e-7, "3.2 · 10⁻⁷"),
        (-3.21e-7, "−3.2 · 10⁻⁷"),
        (-45_678.0, "−4.6 · 10⁴"),
        (2e12, "2 · 10¹²"),
        (float("inf"), "∞"),
    ],
)
def test_powers_of_ten_where_zeros_would_have_to_be_counted(value, text):
    assert scientific(value) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.973, "97.3\xa0%"), (1, "100.0\xa0%"), (0, "0.0\xa0%")]
)
def test_percent_with_a_space_before_its_sign(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "<\xa00.1\xa0%"),
        (0.0004, "<\xa00.1\xa0%"),
        (0.5, "50.0\xa0%"),
        (0.9731, "97.3\xa0%"),
        (0.99999, ">\xa099.9\xa0%"),
        (1.0, ">\xa099.9\xa0%"),
    ],
)
def test_a_share_is_never_rounded_to_certainty(share, text):
    assert probability(share) == text


def test_decimals_and_spans():
    assert (fixed(-3.14159), fixed(0.5, 1), fixed(-0.001)) == ("−3.14", "0.5", "0.00")
    assert (percent(0.973), percent(1.0, 0)) == ("97.3\xa0%", "100\xa0%")
    assert span(-0.5, 1.25) == "−0.50 to 1.25"


def test_a_formula_is_written_as_people_do():
    assert formula("-(x - y)**2 / (2 * beta)") == "−(x − y)^2 / (2 · beta)"
    assert formula("x / (y + 1e-08) + 2.5e+06 * e1") == "x / (y + 10⁻⁸) + 2.5 · 10⁶ · e1"


@pytest.mark.parametrize(
    ("terms", "total", "text"),
    [
        ((0.125, -0.5), -0.375, "a 0.125 + b −0.500 = −0.375"),
        ((0.1234, 0.1234), 0.2468, "a 0.1234 + b 0.1234 = 0.2468"),
        ((12.04, 12.04), 24.08, "a 12.04 + b 12.04 = 24.08"),
        ((1 / 3, 1 / 3), 0.7, "a 0.333 + b 0.333 ≈ 0.700"),
        ((0.0, 0.0), 0.0, "a 0.00 + b 0.00 = 0.00"),
    ],
)
def test_a_sum_is_true_of_the_digits_that_are_shown(terms, total, text):
    assert " ".join(written_sum(("a", "b"), terms, total)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-1.0, "−1"),
        (0.5, "0.5"),
        (0.99995, "0.99995"),
        (-0.9999977, "−0.999998"),
        (1 - 2e-9, "1 − 2 · 10⁻⁹"),
        (2e-9 - 1, "−1 + 2 · 10⁻⁹"),
        (1 + 3e-8, "1 + 3 · 10⁻⁸"),
    ],
)
def test_what_is_short_of_one_does_not_read_as_one(value, text):
    assert short_of_one(value) == text
