"""The picture of a program line by line."""

import json

import pytest

from core.foundations.autograd.figures.lines import lines_picture
from core.foundations.autograd.line_examples import (
    ACCUMULATE,
    COPIED,
    FROZEN,
    INFERENCE,
    LEAF_IN_PLACE,
    LINE_PROGRAMS,
    NO_GRAPH,
    NOT_SCALAR,
    OVERWRITTEN,
    SECOND,
    TO_NUMPY,
    TWICE,
)
from core.foundations.autograd.trace import trace


def test_a_scene_for_each_line_that_ran():
    result = trace(ACCUMULATE, (2.0,))
    picture = lines_picture(result)
    assert len(picture.scenes) == 1 + len(result.moments) and picture.code == result.program.lines
    assert set(picture.scenes[0].marks.values()) == {"hidden"}
    said = picture.scenes[4].sentence
    assert said == "Line 4: x.grad = 4; the saved values of 1 node are freed."
    assert picture.scenes[4].rows["n0"][2] == ".grad = 4" and picture.scenes[4].live == ("n0",)


def test_gradients_are_not_told_while_they_are_guessed():
    data = json.dumps(lines_picture(trace(ACCUMULATE, (2.0,)), hidden=True).as_data())
    assert ".grad = ?" in data and ".grad = 4" not in data


def test_a_value_that_is_guessed_is_told_nowhere():
    picture = lines_picture(trace(SECOND, (2.3,)), hidden=True, masked=("h",))
    data = json.dumps(picture.as_data(), ensure_ascii=False)
    assert "h = ?, with" in data and "13.8" not in data and "g = 15.9" in data


def test_what_torch_refuses_is_told_nowhere_while_it_is_guessed():
    for program in (TWICE, OVERWRITTEN):
        data = json.dumps(lines_picture(trace(program, (2.0,)), hidden=True).as_data())
        assert "RuntimeError" not in data and "cannot be read" not in data


def test_the_line_that_torch_refuses_is_marked():
    last = lines_picture(trace(TWICE, (2.0,))).scenes[-1]
    assert last.failed == last.line == 3 and "RuntimeError" in last.notes[3]


@pytest.mark.parametrize(
    "text, titles",
    [
        (NO_GRAPH, {"argmax: no node"}),
        (COPIED, {"tensor: no node"}),
        (INFERENCE, {"pow: no node"}),
        (NOT_SCALAR, {"PowBackward0"}),
        (LEAF_IN_PLACE, {"x, a leaf"}),
        (TO_NUMPY, {"MulBackward0"}),
        (FROZEN, set()),
    ],
)
def test_the_box_that_is_the_cause_is_marked(text, titles):
    picture = lines_picture(trace(text, (2.0, 0.5, 1.0)))
    marked = {name for name, mark in picture.scenes[-1].marks.items() if mark == "error"}
    assert {box.rows[0] for box in picture.boxes if box.name in marked} == titles
    assert ("no graph" in picture.as_data()["empty"]) == (text == FROZEN)


def test_every_example_has_a_small_picture():
    for text in LINE_PROGRAMS:
        picture = lines_picture(trace(text, (2.0, 0.5, 1.0)))
        assert len(json.dumps(picture.as_data())) < 20_000 and picture.width > 0
