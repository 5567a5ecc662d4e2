"""The worked examples to the digit, and their code."""

import contextlib
import io
import math

import pytest

from core.functions.losses.examples import EXAMPLES
from tests.printed import numbers


def softplus(x: float) -> float:
    return math.log1p(math.exp(x))


SIGMOIDS = [1 / (1 + math.exp(-p)) for p in (0.25, 0.75, 0.1)]
KNOWN = {
    "MSELoss": 0.375,
    "CrossEntropyLoss": (softplus(-3) + softplus(-4) + softplus(-2)) / 3,
    "BCELoss": -(2 * math.log(0.75) + math.log(0.9)) / 3,
    "BCEWithLogitsLoss of probabilities": -(
        math.log(1 - SIGMOIDS[0]) + math.log(SIGMOIDS[1]) + math.log(1 - SIGMOIDS[2])
    )
    / 3,
}


def test_they_are_right_to_the_digit():
    results = {
        name: float(value) for example in EXAMPLES for name, value in example.work()[1].items()
    }
    assert results == pytest.approx(KNOWN, rel=1e-14)
    digits = {
        "MSELoss": "0.375",
        "CrossEntropyLoss": "0.06455509684",
        "BCELoss": "0.2269082202",
        "BCEWithLogitsLoss of probabilities": "0.652402362",
    }
    assert {name: f"{value:.10g}" for name, value in results.items()} == digits


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_mean_of_the_last_column_is_the_loss(example):
    columns, losses = example.work()
    *_, last = columns.values()
    *_, loss = losses.values()
    assert float(last.mean()) == pytest.approx(float(loss))
    assert len({len(column) for column in columns.values()}) == 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_code_prints_the_losses(example):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example.code, {})
    losses = {name: float(value) for name, value in example.work()[1].items()}
    assert numbers(printed.getvalue()) == pytest.approx(losses, rel=1e-6)
