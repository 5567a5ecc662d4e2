"""Points with classes, as a link has them."""

import operator

import pytest
import torch

from core.foundations.neuron.examples import (
    FIRST_OWN,
    MOST,
    OWN,
    SETS,
    Sample,
    clicked,
    read,
    tensors,
    write,
)


@pytest.mark.parametrize(
    ("name", "function"), [("AND", operator.and_), ("OR", operator.or_), ("XOR", operator.xor)]
)
def test_truth_tables(name, function):
    for x1, x2, label in Sample(examples=name).points:
        assert label == function(bool(x1), bool(x2))


def test_two_blobs_are_the_same_every_time_and_stand_apart_a_little():
    points = SETS["Two blobs"](FIRST_OWN)
    assert points == Sample(examples="Two blobs").points and len(points) == 24
    x, y = tensors(points)
    assert (x[y == 1].mean(dim=0) - x[y == 0].mean(dim=0) > 0.5).all()


def test_text_leads_back_to_its_points():
    points = ((-1.25, 0.5, 1), (0.0, 2.0, 0), (0.33, -0.07, 1))
    assert read(write(points)) == points
    assert Sample(examples=OWN, own=write(points)).points == points


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "own=0 points must be 2 to 40"),
        ("0,0,1", "own=1 points must be"),
        (";".join(["0,0,1"] * (MOST + 1)), "own=41 points must be"),
        ("0,0,1;3,0,1", "own='3,0,1' must be x1, x2 and the class"),
        ("0,0,1;0,0,2", "own='0,0,2' must be"),
        ("0,0,1;nan,0,1", "own='nan,0,1' must be"),
        ("0,0;1,1", "own='0,0' must be"),
        ("what;ever", "own='what' must be"),
        ("0,0,1;" * 2000, "must be a text of at most"),
    ],
)
def test_any_other_text_is_one_clear_line(text, line):
    with pytest.raises(ValueError, match="^own=") as error:
        read(text)
    assert line in str(error.value) and "\n" not in str(error.value)


def test_a_click_adds_a_point_of_the_class_or_removes_the_one_that_is_there():
    text = "0,0,0;1,1,1"
    assert clicked(text, -0.5, 1.25, 1) == "0,0,0;1,1,1;-0.5,1.25,1"
    three = clicked(text, -0.5, 1.25, 0)
    assert clicked(three, 0.95, 1.05, 0) == "0,0,0;-0.5,1.25,0"
    with pytest.raises(ValueError, match="own=1 points"):
        clicked(text, 0.0, 0.0, 1)


def test_tensors_are_float64():
    x, y = tensors(((0.5, -1.0, 1), (0.0, 2.0, 0)))
    assert x.dtype == y.dtype == torch.float64
    assert x.tolist() == [[0.5, -1.0], [0.0, 2.0]] and y.tolist() == [1.0, 0.0]
