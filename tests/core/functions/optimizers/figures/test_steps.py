"""A step as mathematics: the numbers in it are those of the step."""

import re

import pytest
import torch

from core.functions.optimizers.figures import steps as equations
from core.functions.optimizers.microscope import look, surroundings
from core.functions.optimizers.race import Problem
from core.functions.optimizers.state import RACERS, State
from core.functions.optimizers.surfaces import SURFACES
from core.plots import theme

pytestmark = pytest.mark.usefixtures("one_thread")

PROBLEM = State().problem
WRITTEN = [name for name, choice in RACERS.items() if choice.equation]


def value(latex: str) -> float:
    """A number as it stands in an equation."""
    digits, power = re.fullmatch(r"(-?[\d.]+)(?:\\cdot10\^\{(-?\d+)\})?", latex).groups()
    return float(digits) * 10 ** int(power or 0)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_sum_stands_under_the_terms(name):
    glance = look(RACERS.pick(name), PROBLEM, 7)
    for axis in range(2):
        text = equations.numbers(glance.terms, axis)
        parts = [value(part) for part in re.findall(r"&& = (\S+?)(?:\\\\\[|\n)", text)]
        total = value(re.search(r"\\mathbf\{(.+)\} &&", text)[1])
        assert len(parts) == len(glance.terms)
        assert sum(parts) == pytest.approx(total, rel=1e-3, abs=2e-3 * max(map(abs, parts)))
        assert total == pytest.approx(float(glance.moved[axis]), rel=1e-3)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_symbols_have_a_line_a_term_and_balanced_brackets(name):
    glance = look(RACERS.pick(name), PROBLEM, 7)
    text = equations.symbols(glance.terms)
    assert text.count("&&") == len(glance.terms)
    assert text.count("{") == text.count("}") and text.count("(") == text.count(")")
    assert r"\Delta\theta" in text


def test_negative_numbers_after_the_first_stand_in_brackets():
    text = equations.numbers(look(RACERS.pick("SGD"), PROBLEM, 1).terms, 0)
    assert re.search(r"-0\.01\\cdot\(-\d", text)


def test_what_is_no_number_is_written_too():
    diverged = look(
        RACERS.pick("Momentum", lr=10.0),
        Problem(SURFACES.pick("Goldstein-Price"), (-1.5, 0.6), 30),
        30,
    )
    assert "nan" in equations.numbers(diverged.terms, 0)
    assert "nan" in equations.step_words(diverged)
    assert equations.step_figure(
        surroundings(SURFACES.pick("Goldstein-Price"), diverged), diverged, theme.COLORS[0]
    ).data


def test_tables():
    glance = look(RACERS.pick("Adam"), PROBLEM, 3)
    rows = equations.factor_rows(glance)
    assert {"In the equation": "Minus the learning rate", "x": "−0.1", "y": "−0.1"} in rows
    assert len({row["In the equation"] for row in rows}) == len(rows)
    state = {row["State"]: row for row in equations.state_rows(glance)}
    assert (state["step"]["Before"], state["step"]["After"]) == ("2", "3")
    first, second = state["exp_avg"]["After"].replace("−", "-").split(", ")
    assert [float(first), float(second)] == pytest.approx(
        glance.after["exp_avg"].tolist(), rel=1e-4
    )
    assert equations.state_rows(look(RACERS.pick("Adam"), PROBLEM, 1))[0]["Before"] == "Nothing yet"


@pytest.mark.parametrize("name", RACERS)
def test_the_arrows_of_the_terms_lead_to_the_end_of_the_step(name):
    glance = look(RACERS.pick(name), PROBLEM, 5)
    figure = equations.step_figure(surroundings(PROBLEM.surface, glance), glance, theme.COLORS[0])
    arrows = [annotation for annotation in figure.layout.annotations if annotation.showarrow]
    tip = glance.point + glance.moved
    assert (arrows[0].x, arrows[0].y) == pytest.approx(tuple(tip.tolist()))
    assert (arrows[0].ax, arrows[0].ay) == pytest.approx(tuple(glance.point.tolist()))
    assert (arrows[-1].x, arrows[-1].y) == pytest.approx(tuple(tip.tolist()), abs=1e-6)
    assert len(arrows) == 1 + (len(glance.terms) if len(glance.terms) > 1 else 0)
    (x0, x1), (y0, y1) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert x0 < min(tip[0], glance.point[0]) and max(tip[1], glance.point[1]) < y1
    assert torch.tensor([x1 - x0, y1 - y0]).isfinite().all()
