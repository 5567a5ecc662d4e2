"""The neuron page as data: its numbers by hand."""

import math

import pytest

from core.foundations.neuron.state import State, headline


def test_the_numbers_of_one_neuron():
    shown = headline(State(w1=-2.0, w2=0.5, b=1.0, x1=0.25, x2=-1.5))
    total = -2 * 0.25 + 0.5 * -1.5 + 1
    assert shown == pytest.approx(
        {
            "w1 · x1": -0.5,
            "w2 · x2": -0.75,
            "sum": total,
            "output": 1 / (1 + math.exp(-total)),
            "output at zero inputs": 1 / (1 + math.exp(-1)),
        }
    )


def test_predicting_changes_no_number():
    assert headline(State(predict=True)) == headline(State())
