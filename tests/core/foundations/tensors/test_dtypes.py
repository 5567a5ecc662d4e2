"""Dtypes, against Python's whole numbers and fractions and against NumPy."""

import math
from fractions import Fraction

import numpy as np
import pytest
import torch

from core.foundations.tensors.dtypes import (
    ARITHMETIC,
    DTYPES,
    PYTHON,
    SHORT,
    Sum,
    common_dtype,
    dtype_of,
    limits,
    name_of,
    neighbours,
    number_of,
    outcome,
    promotions,
    with_python,
    wrapped,
)
from core.torch_message import TorchMessage

WHOLE = ("uint8", "int8", "int16", "int32", "int64")
IN_NUMPY = {"bool": "bool_"} | {name: name for name in DTYPES if name not in ("bool", "bfloat16")}


@pytest.mark.parametrize("dtype", WHOLE)
def test_whole_numbers_that_do_not_fit_are_counted_round(dtype):
    info = limits(dtype)
    low, high, count = int(info.low), int(info.high), int(info.high) - int(info.low) + 1
    for left, right, name in ((high, 10, "Add"), (low, 1, "Subtract"), (high, 2, "Multiply")):
        numbers = Sum(
            first=str(left),
            first_dtype=dtype,
            second=str(right),
            second_dtype=dtype,
            arithmetic=name,
        )
        result = outcome(numbers)
        exact = ARITHMETIC[name].exact(Fraction(left), Fraction(right))
        assert result.exact == exact and not result.is_exact
        assert result.value == (int(exact) - low) % count + low == wrapped(int(exact), dtype)


def test_what_everybody_should_have_seen():
    assert outcome(Sum()).value == 4 and outcome(Sum()).exact == 260
    half = outcome(Sum(first="65504", first_dtype="float16", second="32"))
    assert half.value == math.inf and half.exact == 65536 and not half.is_exact
    single = outcome(Sum(first="2**24", first_dtype="float32", second="1"))
    assert single.value == 2**24 and single.exact == 2**24 + 1 and not single.is_exact
    assert outcome(Sum(first="2**24", first_dtype="float64", second="1")).is_exact


@pytest.mark.parametrize("name", [name for name in IN_NUMPY if name != "bool"])
def test_results_are_numpys(name):
    for left, right in ((100, 27), (7, 3), (0, 5)):
        for operation, function in (
            ("Add", np.add),
            ("Subtract", np.subtract),
            ("Multiply", np.multiply),
        ):
            numbers = Sum(first=str(left), first_dtype=name, second=str(right), second_dtype=name)
            result = outcome(numbers.replace(arithmetic=operation))
            kind = getattr(np, IN_NUMPY[name])
            with np.errstate(over="ignore"):
                expected = function(np.array([left], kind), np.array([right], kind))
            assert result.value == expected.item() and result.dtype == expected.dtype.name


def test_exact_is_of_what_was_typed_and_not_of_what_is_held():
    tenth = outcome(Sum(first="0.1", first_dtype="float32", second="0.2"))
    assert tenth.exact == Fraction(3, 10) and not tenth.is_exact
    assert Fraction(tenth.left.item()) != Fraction(1, 10)
    quarter = outcome(Sum(first="0.25", first_dtype="float16", second="0.5"))
    assert quarter.is_exact and quarter.exact == Fraction(3, 4)


def test_division_by_zero_has_no_exact_value():
    result = outcome(Sum(first="1", first_dtype="float32", second="0", arithmetic="Divide"))
    assert result.exact is None and result.value == math.inf and not result.is_exact


@pytest.mark.parametrize("second", ["9" * 30, "-" + "9" * 20, "1e150", "2**400"])
@pytest.mark.parametrize("first_dtype", DTYPES)
def test_a_number_beyond_every_type_has_a_type_all_the_same(first_dtype, second):
    numbers = Sum(first="1", first_dtype=first_dtype, second=second)
    result = outcome(numbers)
    assert isinstance(result.result, TorchMessage) or result.dtype == common_dtype(numbers)


def test_what_torch_refuses_is_its_message():
    too_large = outcome(Sum(first="300", first_dtype="uint8"))
    assert isinstance(too_large.left, TorchMessage) and too_large.result is too_large.left
    assert not too_large.fits and "overflow" in too_large.left.text
    other = outcome(Sum(first="1", second="300", second_dtype="uint8"))
    assert other.result.kind == "RuntimeError" and other.result.cure
    masks = outcome(
        Sum(first="1", first_dtype="bool", second="1", second_dtype="bool", arithmetic="Subtract")
    )
    assert "bool" in masks.result.text and masks.result.cure


@pytest.mark.parametrize("name", DTYPES)
def test_limits_are_numpys(name):
    shown = limits(name)
    if name in WHOLE:
        info = np.iinfo(name)
        assert (shown.low, shown.high, shown.bytes) == (info.min, info.max, info.bits // 8)
        assert shown.whole_to == info.max
    elif name in IN_NUMPY and name != "bool":
        info = np.finfo(name)
        assert (shown.low, shown.high, shown.epsilon) == (info.min, info.max, info.eps)
        assert shown.bytes == info.bits // 8
        assert shown.whole_to == 2 / info.eps
    else:
        assert shown == limits(name) and shown.bytes == {"bool": 1, "bfloat16": 2}[name]


@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
@pytest.mark.parametrize("value", [1.0, 0.1, -3.0, 16_777_216.0, 65504.0, 0.0])
def test_neighbours_are_those_that_numpy_walks_to(name, value):
    kind = getattr(np, name)
    middle = np.array(value).astype(kind)
    if not np.isfinite(middle):
        return
    numbers = neighbours(value, dtype_of(name))
    assert len(numbers) == 7 and numbers[3] == middle
    for below, above in zip(numbers, numbers[1:], strict=False):
        with np.errstate(over="ignore"):
            assert np.nextafter(kind(below), kind(np.inf)) == kind(above)


def test_brain_floats_have_seven_bits_behind_the_point():
    assert neighbours(1.0, torch.bfloat16, 1) == (1 - 2**-8, 1.0, 1 + 2**-7)


def test_promotion_is_what_tensors_give():
    for row, first in enumerate(DTYPES):
        for column, second in enumerate(DTYPES):
            both = torch.ones(2, dtype=dtype_of(first)) * torch.ones(2, dtype=dtype_of(second))
            assert promotions()[row][column] == name_of(both.dtype) == promotions()[column][row]
        for text, number in {"True": True, "1": 1, "1.5": 1.5}.items():
            result = torch.ones(2, dtype=dtype_of(first)) * number
            assert with_python()[text][row] == name_of(result.dtype)


def test_numpy_promotes_in_another_way_where_torch_keeps_to_the_kind():
    table = dict(zip(DTYPES, promotions(), strict=True))
    assert table["int64"][DTYPES.index("float16")] == "float16"
    assert np.promote_types("int64", "float16") == np.float64


def test_every_dtype_has_a_short_name_of_its_own():
    assert SHORT.keys() == set(DTYPES) and len(set(SHORT.values())) == len(DTYPES)
    assert PYTHON not in DTYPES


@pytest.mark.parametrize(
    ("typed", "number"),
    [("250", 250), ("-1", -1), ("−1", -1), ("0.1", 0.1), ("1e-3", 0.001), ("2**24", 2**24)]
    + [("2^24", 2**24), ("-2 ** 3", -8), ("1_000", 1000), (" 7 ", 7), (".5", 0.5)],
)
def test_a_number_is_read_as_people_write_it(typed, number):
    assert number_of(typed) == number and type(number_of(typed)) is type(number)


@pytest.mark.parametrize(
    "typed", ["", "x", "1,5", "nan", "inf", "9**999", "1e999", "0x10", "1+1", "²"]
)
def test_what_is_no_number_is_told_in_a_line(typed):
    with pytest.raises(ValueError, match="number=.* must be a number"):
        number_of(typed)
