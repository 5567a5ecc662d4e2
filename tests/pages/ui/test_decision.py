"""What the map of a neuron computes in the browser, against Python; and messages that are none."""

import random

import pytest

from core.foundations.neuron.figures.board import LIMITS
from core.foundations.neuron.neuron import Neuron, line
from core.foundations.neuron.words import written_sum
from pages.ui.decision import read_numbers

RIGHT = {"w1": 1.0, "w2": -0.5, "b": 6.0, "x1": 0.0, "x2": 2.0}


def test_a_message_of_the_map_is_read():
    assert read_numbers(RIGHT, LIMITS) == RIGHT
    assert read_numbers({"x": "0.5", "y": -1}, {"x": 2.0, "y": 2.0}) == {"x": 0.5, "y": -1.0}


@pytest.mark.parametrize(
    "message",
    [
        None,
        "b",
        [],
        {},
        {"b": 1},
        RIGHT | {"b": 7},
        RIGHT | {"w1": "nan"},
        RIGHT | {"x1": None},
        RIGHT | {"x2": 10**400},
    ],
)
def test_any_other_changes_nothing(message):
    assert read_numbers(message, LIMITS) is None


def test_lines_sums_and_steps_are_those_of_python(functions_of):
    evaluate, generator = functions_of("decision"), random.Random(0)
    for _ in range(30):
        w1, w2, b = (round(generator.uniform(-3, 3), 2) for _ in range(3))
        ends = evaluate(f"lineEnds({{ w1: {w1}, w2: {w2}, b: {b} }}, 2)")
        expected = line(w1, w2, b)
        assert (ends is None) == (expected is None)
        for end, other in zip(ends or (), expected or (), strict=True):
            assert end == pytest.approx(other)
    neuron = Neuron(w1=-1.5, w2=-0.5, b=0.25, x1=-2.0, x2=1.0)
    numbers = "{ w1: -1.5, w2: -0.5, b: 0.25, x1: -2, x2: 1 }"
    assert evaluate(f"writtenSum({numbers})") == f"{written_sum(neuron)} = 2.75"
    curve = "{ values: [0, 10, 40], sums: 2 }"
    assert evaluate(f"[-3, -2, -1, 0, 1, 3].map(z => outputOf({curve}, z))") == [
        *(0, 0, 5, 10, 25, 40)
    ]
    assert evaluate("[0.123, -7, 0.149].map(value => stepped(value, 0.05, 6))") == [0.1, -6, 0.15]
    points = "[[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]]"
    assert evaluate(f"rightOnes({{ w1: 1, w2: 1, b: -0.5 }}, {points})") == 2


def test_a_drag_of_each_part_does_what_it_says(functions_of):
    """The line shifts the bias by −w · step; the arrow turns the weights; the input moves."""
    evaluate = functions_of("decision")
    start = "{ w1: 2, w2: -1, b: 0.5, x1: 0, x2: 1 }"
    assert evaluate(f"MOVES.line({start}, [0, 0], [0.5, 0.25])") == {"b": 0.5 - 2 * 0.5 + 0.25}
    moved = evaluate(f"MOVES.weights({start}, [0, 0], [0.6, 1.2])")
    assert moved == pytest.approx({"w1": 3, "w2": 1})
    assert evaluate(f"MOVES.input({start}, [1, 1], [0.5, 2])") == {"x1": -0.5, "x2": 2}
    assert evaluate(f"STEPS.line({start}, [0, 1], 0.05)") == {"b": 0.55}
