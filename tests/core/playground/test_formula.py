"""Classes and numbers by a reader's formula."""

import pytest
import torch

from core.playground.data import DATA, sample
from core.playground.formula import classes_by, code_of, value_of
from core.playground.points import NUMBERS


def test_a_formula_gives_classes_or_numbers():
    x = torch.tensor([[1.0, 1], [2, 1], [-3, 0.5]])
    assert value_of("x**2 + y**2 < 4", x).tolist() == [True, False, False]
    assert value_of("(x > 0).long() + (y > 0.7).long()", x).tolist() == [2, 2, 0]
    assert value_of("x * y", x).tolist() == [1, 2, -1.5]
    assert classes_by("x > y") == 2
    assert classes_by("(x > 0).long() + (y > 0).long()") == 3
    assert classes_by("x * 0.1") == NUMBERS
    assert code_of("x**2+y**2<4") == "x ** 2 + y ** 2 < 4"


def test_large_numbers_become_numbers_up_to_1():
    points = sample(DATA.pick("Formula", formula="100 * x"), 400, 0, torch.Generator())
    assert points.targets.abs().max() == 1
    assert torch.allclose(points.targets, points.inputs[:, 0] / points.inputs[:, 0].abs().max())
    points = sample(DATA.pick("Formula", formula="x / 10"), 400, 0, torch.Generator())
    assert torch.equal(points.targets, points.inputs[:, 0] / 10)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("", "formula="),
        ("x +", "formula='x +'"),
        ("__import__('os')", "formula="),
        ("z > 0", "z"),
        ("1 < 2", "formula='1 < 2'"),
        ("x.mean() > 0", "a value for every point"),
        ("torch.stack([x, y])", "a value for every point"),
        ("torch.log(x)", "has no value at x="),
        ("1 / (x - x)", "has no value at x="),
        ("x.long()", "whole numbers from -6 to 6"),
        ("x @ torch.ones(3)", "cannot be computed"),
        ("x[0:3] > 0", "a value for every point"),
        ("torch.zeros(100000, 100000)", "formula="),
        ("x.max(0)", "formula="),
        ("(" * 40 + "x" + ")" * 40 + " > 0" * 20, "formula="),
    ],
)
def test_what_is_wrong_is_said_in_one_line(formula, said):
    with pytest.raises(ValueError) as caught:
        DATA.pick("Formula", formula=formula)
    assert said in str(caught.value) and "formula=" in str(caught.value)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 260


def test_a_class_that_the_grid_does_not_show_is_refused():
    spike = "((x * 1000).long() % 2).abs() * 4"  # 0 or 4: the grid may well show only one of them
    try:
        points = sample(DATA.pick("Formula", formula=spike), 500, 0, torch.Generator())
    except ValueError as error:
        assert "class" in str(error)
    else:
        assert points.targets.max() < points.classes
