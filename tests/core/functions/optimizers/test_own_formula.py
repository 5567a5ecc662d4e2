"""What is worked out for a reader's formula."""

import math

import pytest
import torch

from core.functions.optimizers import geometry
from core.functions.optimizers.geometry import (
    distance,
    domain,
    grid,
    hessian,
    local_minima,
    minima,
    start,
)
from core.functions.optimizers.surfaces import SURFACES
from tests.core.functions.optimizers.test_surfaces import value_and_gradient


def own(formula, span=5.0):
    return SURFACES.pick("Your own formula", formula=formula, span=span)


def test_the_minima_of_a_formula_are_found():
    pick = own("(x^2 - 4)^2 + (y - 1)^2 - 7", 3.0)
    assert sorted(map(tuple, minima(pick).round(decimals=9).tolist())) == [(-2, 1), (2, 1)]
    assert geometry.value(pick) == pytest.approx(-7) and domain(pick) == ((-3, 3), (-3, 3))
    assert distance(pick, torch.tensor([2.0, 4.0]).double()) == pytest.approx(3)
    tilted = own("(x^2 - 4)^2 + (y - 1)^2 + x")
    assert len(minima(tilted)) == 1 and minima(tilted)[0, 0] < 0 and len(local_minima(tilted)) == 2


@pytest.mark.parametrize(
    "formula", ["x + y", "x^2", "x * y", "log(-1 - x^2)", "x - x", "floor(x)", "exp(99x)^99 + y"]
)
def test_a_formula_without_minimum_has_all_the_rest(formula):
    pick = own(formula)
    assert (
        minima(pick).shape == (0, 2)
        and math.isnan(geometry.value(pick))
        and local_minima(pick).shape == (0, 2)
    )
    assert distance(pick, torch.zeros(3, 2)).isnan().all()
    assert grid(pick, 20).z.shape == (20, 20) and geometry.scale(pick) in ("log", "linear")
    assert all(-5 < coordinate < 5 for coordinate in start(pick))
    values, gradient = value_and_gradient(pick, torch.tensor(start(pick)).double())
    assert (
        values.shape == ()
        and gradient.shape == (2,)
        and hessian(pick, torch.ones(2).double()).shape == (2, 2)
    )


def test_a_formula_starts_where_it_has_a_value():
    assert start(own("log(x) + y"))[0] > 0 and start(own("sqrt(-x) + y^2"))[0] < 0


def test_heights_far_apart_are_told_by_their_logarithm():
    assert geometry.scale(own("exp(x^2 + y)")) == "log"
    assert geometry.scale(own("sin(x) + cos(y)")) == "linear"


def test_a_formula_that_is_none_is_no_surface():
    with pytest.raises(ValueError, match="^formula='x y z' cannot be read"):
        own("x y z")
