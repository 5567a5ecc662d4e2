"""The formula parser against Python's own mathematics."""

import math
import random

import pytest
import torch

from core.functions.optimizers.formula import WORK, parse
from tests.core.functions.optimizers.formulas import Grown, X, Y, by_code


def test_formulas_are_what_python_makes_of_them():
    compared = steep = 0
    for seed in range(1500):
        text, oracle = Grown(random.Random(seed)).chain(3)
        try:
            read = parse(text)
        except ValueError as error:
            assert any(
                reason in str(error)
                for reason in (
                    "neither x nor y",
                    "characters",
                    "parts",
                    "power above",
                    "as long as",
                )
            )
            continue
        values = read(X, Y)
        assert values.shape == X.shape and values.dtype == torch.float64
        for x, y, value in zip(
            X.flatten().tolist(), Y.flatten().tolist(), values.flatten().tolist(), strict=True
        ):
            try:
                expected = oracle(x, y)
            except (ValueError, ZeroDivisionError, OverflowError):
                continue
            if not abs(expected) < 1e12:
                continue
            compared += 1
            steep += not math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-9)
    assert compared > 15_000
    assert steep < compared / 1000, "the last bit before a floor, a tan or a power may be another"


def test_the_code_is_the_formula():
    read = 0
    for seed in range(1500):
        text, _ = Grown(random.Random(seed)).chain(3)
        try:
            formula = parse(text)
        except ValueError:
            continue
        read += 1
        assert torch.allclose(
            by_code(formula), formula(X, Y), rtol=1e-12, atol=1e-12, equal_nan=True
        ), (
            text,
            formula.code,
        )
    assert read > 700


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sin(x) * y^2", "torch.sin(x) * y**2"),
        ("x**2+y", "x**2 + y"),
        ("2x", "2 * x"),
        ("2 pi x y", "2 * torch.pi * x * y"),
        ("3(x+1)(y-1)", "3 * (x + 1) * (y - 1)"),
        ("sin(x)cos(y)", "torch.sin(x) * torch.cos(y)"),
        ("2x^2", "2 * x**2"),
        ("-x^2", "-x**2"),
        ("(-x)^2", "(-x) ** 2"),
        ("x^-1", "x**-1"),
        ("2^x^y", "2 ** x**y"),
        ("(x^y)^2", "(x**y) ** 2"),
        ("x - (y - 1)", "x - (y - 1)"),
        ("(x - y) - 1", "x - y - 1"),
        ("x / (y * 2)", "x / (y * 2)"),
        ("+x", "x"),
        ("x² − 3·y³ × π", "x**2 - 3 * y**3 * torch.pi"),
        ("e^-(x^2 + y^2)", "torch.e ** -(x**2 + y**2)"),
        ("max(x, 0)", "torch.clamp(x, min=0)"),
        ("min(1, x, y)", "torch.minimum(torch.clamp(x, max=1), y)"),
        ("ln(abs(x))", "torch.log(torch.abs(x))"),
        ("sin(2) x", "0.9092974268256817 * x"),
        ("x + log(-1)", "x + torch.nan"),
        ("x - 1/0", "x - torch.inf"),
        ("x + 10^20", "x + 1e+20"),
        ("x + (-8)^(1/3)", "x + torch.nan"),
        ("x * 007", "x * 7"),
    ],
)
def test_the_code_is_written_as_one_would(text, code):
    read = parse(text)
    assert (read.text, read.code) == (text, code)
    assert torch.equal(by_code(read).nan_to_num(9.5), read(X, Y).nan_to_num(9.5))


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("+".join(["sin(x)"] * 24), 24),
        ("sin(" * 20 + "x + y" + ")" * 20, 20),
        ("+".join(["x^3"] * 5), 0),
        ("+".join(["x^y"] * 6), 24),
        ("x^1.5 + y^7", 4),
        ("max(x, y, 1) + min(abs(x), sqrt(2))", 4),
    ],
)
def test_a_formula_takes_as_long_as_at_most_24_functions(text, work):
    """Constants are computed once, when the formula is read."""
    parse(text)
    room = WORK - work
    parse(text + "+exp(y)" * room)
    with pytest.raises(ValueError, match=f"as long as 25 functions, and {WORK} are the most"):
        parse(text + "+exp(y)" * (room + 1))


def test_shapes_types_and_slopes():
    read = parse("x^2 * 3 + 1")
    assert read(X.float(), Y.float()).dtype == torch.float32
    assert read(X[:, :1], Y[:1]).shape == X.shape
    x = torch.tensor(2.0, requires_grad=True)
    read(x, torch.tensor(1.0)).backward()
    assert x.grad == 12
    assert parse("sqrt(x)")(-X.abs() - 1, Y).isnan().all()


def test_a_formula_is_a_value():
    assert parse("x + y") == parse("x + y") != parse("x+y")
    assert len({parse("x + y"), parse("x + y")}) == 1
