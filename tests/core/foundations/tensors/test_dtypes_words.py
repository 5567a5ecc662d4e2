"""What is said of a result in its dtype."""

from fractions import Fraction

import pytest

from core.foundations.tensors.dtypes import DTYPES, PYTHON, Sum, outcome
from core.foundations.tensors.dtypes_words import (
    beside,
    dtypes_sentence,
    limit_rows,
    number_question,
    python_rows,
    sum_code,
    type_question,
    written_number,
)
from core.prediction import check


def said(**settings) -> str:
    numbers = Sum(**settings)
    return dtypes_sentence(numbers, outcome(numbers))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ("**250 + 10 = 4** in `uint8`", "**260**", "modulo 256")),
        ({"first": "65504", "first_dtype": "float16", "second": "32"}, ("= ∞**", "65,504")),
        (
            {"first": "2**24", "first_dtype": "float32", "second": "1"},
            ("2^24 + 1 = 16,777,216**", "**16,777,217**", "takes the nearest"),
        ),
        ({"first": "1", "first_dtype": "int32", "second": "2"}, ("= 3**", "That is exact")),
        ({"first": "300"}, ("does not compute",)),
        ({"first": "1", "second": "0", "arithmetic": "Divide"}, ("= ∞**", "it has no value")),
        (
            {"first": "1", "first_dtype": "int64", "second": "2", "second_dtype": "float16"},
            ("= 3** in `float16`", "`int64` and `float16` give `float16`"),
        ),
        (
            {"first": "0.1", "first_dtype": "float64", "second": "0.2"},
            ("**0.3**: 0.1 and 0.2 are rounded first",),
        ),
        (
            {"first": "0.5", "first_dtype": "float32", "second": "0.1"},
            ("**0.6**: 0.1 is rounded first",),
        ),
        ({"first": "-1", "first_dtype": "int8", "second": "2"}, ("**−1 + 2 = 1**",)),
    ],
)
def test_the_sentence_tells_the_result_and_why(settings, words):
    assert all(word in said(**settings) for word in words), said(**settings)


def test_a_number_is_told_by_how_far_it_is_where_it_has_many_digits():
    assert beside(65504.0, "float16", Fraction(65536)) == "65,504"
    assert beside(0.1 + 0.2, "float64", Fraction(3, 10)) == "Exact + 4.4 · 10⁻¹⁷"
    assert beside(0.3, "float64", Fraction(3, 10)) == "Exact − 1.1 · 10⁻¹⁷"
    assert beside(0.1, "float64", Fraction(0.1)) == "Exact"
    assert beside(1 / 3, "float64", None) == "0.333333"


def test_the_code_is_what_one_would_write():
    assert sum_code(Sum(first="2^24", first_dtype="float32", second="−1")) == (
        "torch.tensor([2**24], dtype=torch.float32) + -1"
    )
    assert sum_code(Sum(second_dtype="int8", arithmetic="Multiply")).endswith(
        "* torch.tensor([10], dtype=torch.int8)"
    )


def test_numbers_have_the_digits_that_tell_them_apart():
    assert written_number(0.1 + 0.2, "float64") == "0.30000000000000004"
    assert written_number(16_777_216.0, "float32") == "16,777,216"
    assert written_number(True, "bool") == "True" and written_number(-5, "int8") == "−5"


def test_the_tables_have_a_row_for_each():
    assert [row["Type"] for row in limit_rows()] == list(DTYPES)
    assert limit_rows()[-1]["Exact integers up to"] == f"{2**53:,}"
    assert [row["Number"] for row in python_rows()] == ["True", "1", "1.5"]
    assert python_rows()[0]["Changes"] == "none"
    assert python_rows()[1]["Changes"] == "bool → int64"
    assert "int64 → float32" in python_rows()[2]["Changes"]


def test_what_is_asked_first():
    def right(guess: str, **settings) -> bool:
        numbers = Sum(**settings)
        return check(number_question(numbers, outcome(numbers)), guess).right

    assert right("4") and not right("260")
    assert right("inf", first="65504", first_dtype="float16", second="32")
    assert right("0.3", first="0.1", first_dtype="float16", second="0.2")
    assert right("error", first="300") and not right("error") and not right("44", first="300")


@pytest.mark.parametrize("first", DTYPES)
def test_the_type_that_is_asked_for_is_that_of_the_sum(first):
    for second in (PYTHON, *DTYPES):
        numbers = Sum(first="1", first_dtype=first, second="1", second_dtype=second)
        question = type_question(numbers)
        assert check(question, outcome(numbers).dtype).right
        assert f"`{first}` tensor" in question.asked
