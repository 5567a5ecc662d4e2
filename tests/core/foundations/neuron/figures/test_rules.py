"""A step of a rule, as it is drawn."""

import pytest

from core.foundations.neuron.examples import SETS
from core.foundations.neuron.figures.rules import progress_figure, step_figure
from core.foundations.neuron.rules import DESCENT, PERCEPTRON, courses, probability_over

AND = SETS["AND"]("")
BOTH = courses(AND, (0.0, 0.0, 0.0), 1.0)


def names(figure) -> list[str]:
    return [trace.name for trace in figure.data if trace.name]


def test_a_step_shows_the_line_before_and_after_and_the_point():
    course = BOTH[PERCEPTRON]
    figure = step_figure(PERCEPTRON, AND, course, 8, None, 3)
    assert names(figure) == ["Before", "Now", "Class 1", "Class 0", "Looked at"]
    now = next(trace for trace in figure.data if trace.name == "Now")
    w1, w2, b = course.parameters[8].tolist()
    assert [w1 * x + w2 * y + b for x, y in zip(now.x, now.y, strict=True)] == pytest.approx([0, 0])
    assert figure.data[-1].x == (1.0,)


def test_a_step_that_changes_nothing_has_one_line():
    figure = step_figure(PERCEPTRON, AND, BOTH[PERCEPTRON], 60, None)
    assert names(figure) == ["Now", "Class 1", "Class 0"]


def test_gradient_descent_has_a_map():
    course = BOTH[DESCENT]
    grid = probability_over(course.parameters[8])
    (ground, *_) = step_figure(DESCENT, AND, course, 8, grid).data
    assert ground.z == pytest.approx(grid.z.float().numpy())


def test_progress_is_that_of_both_rules():
    figure = progress_figure(BOTH, 24, 4)
    assert [trace.name for trace in figure.data] == [*BOTH]
    for trace, course in zip(figure.data, BOTH.values(), strict=True):
        assert list(trace.y) == course.right.tolist()
    assert figure.layout.shapes[0].x0 == 24


def test_a_step_that_is_to_be_guessed_is_not_drawn():
    hidden = step_figure(PERCEPTRON, AND, BOTH[PERCEPTRON], 8, None, 3, hidden=True)
    before = step_figure(PERCEPTRON, AND, BOTH[PERCEPTRON], 7, None)
    assert names(hidden) == ["Now", "Class 1", "Class 0", "Looked at"]
    lines = [trace for figure in (hidden, before) for trace in figure.data if trace.name == "Now"]
    assert lines[0].x == lines[1].x and lines[0].y == lines[1].y
    assert "Perceptron" in hidden.layout.annotations[1].text
