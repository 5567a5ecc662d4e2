"""Local minima of functions whose minima are known in closed form."""

import math

import pytest
import torch

from core.functions.optimizers.formula import parse
from core.functions.optimizers.minima import derivatives, local_minima

SQUARE = ((-3.0, 3.0), (-3.0, 3.0))


def test_waves_have_a_minimum_in_each_trough():
    minima = local_minima(
        lambda x, y: torch.cos(math.pi * x) + torch.cos(math.pi * y), ((-2.5, 2.5), (-2.5, 2.5))
    )
    assert sorted(map(tuple, minima.round(decimals=6).tolist())) == [
        (-1, -1),
        (-1, 1),
        (1, -1),
        (1, 1),
    ]


def test_the_lowest_comes_first():
    minima = local_minima(lambda x, y: (x**2 - 1) ** 2 + 0.1 * x + (y - 0.3) ** 2, SQUARE)
    assert minima.shape == (2, 2) and minima[0, 0] < 0 < minima[1, 0]
    assert minima[:, 1].tolist() == pytest.approx([0.3, 0.3])
    for x in minima[:, 0].tolist():
        assert 4 * x * (x**2 - 1) + 0.1 == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: (x - 0.7).abs() + 3 * (y + 1.1).abs(),
        lambda x, y: torch.maximum((x - 0.7).abs(), (y + 1.1).abs()),
        lambda x, y: ((x - 0.7) ** 2 + (y + 1.1) ** 2) ** 0.5,
        lambda x, y: (x - 0.7) ** 4 + (y + 1.1) ** 4,
    ],
)
def test_kinks_and_flat_bottoms_are_found(function):
    minima = local_minima(function, SQUARE)
    assert minima.shape == (1, 2)
    assert minima[0].tolist() == pytest.approx([0.7, -1.1], abs=1e-3)


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: x + 2 * y,
        lambda x, y: x**2 + 0 * y,
        lambda x, y: 0 * x * y,
        lambda x, y: -(x**2) - y**2,
        lambda x, y: x * y,
        lambda x, y: torch.log(-1 - x**2),
        lambda x, y: torch.floor(x) + torch.floor(y),
        lambda x, y: (x - 9) ** 2 + y**2,
        lambda x, y: torch.sqrt(x) * math.inf,
    ],
)
def test_what_has_no_isolated_minimum_inside_has_none(function):
    assert local_minima(function, SQUARE).shape == (0, 2)


@pytest.mark.parametrize(
    "formula",
    [
        "10*(y-0.2x)^2-0.1x^2",
        "1000*(y-0.37x)^2-x^2",
        "200*(y-x^2)^2-(1-x)^2",
        "20*abs(y-0.3x)-x^2",
        "20*abs(y-0.3x)",
        "abs(x^2+y^2-4)",
        "sin(9x*y)",
    ],
)
def test_a_saddle_or_a_level_floor_across_a_narrow_valley_is_none(formula):
    """From nearly all sides it looks like a minimum, and on a grid like many."""
    assert local_minima(parse(formula), ((-5.0, 5.0), (-5.0, 5.0))).shape == (0, 2)


def test_minima_along_a_sharp_valley_are_those_of_its_floor():
    """The floor is y = 0.3 x, and on it the function is sin(x)."""
    minima = local_minima(parse("abs(y-0.3x)*20+sin(x)"), ((-5.0, 5.0), (-5.0, 5.0)))
    x = torch.tensor([-math.pi / 2, 3 * math.pi / 2], dtype=torch.float64)
    assert torch.allclose(minima, torch.stack((x, 0.3 * x), dim=-1), atol=1e-5)


VALLEYS = {
    "bowl": (lambda along, across: along**2 + 300 * across**2, 1),
    "saddle": (lambda along, across: 300 * across**2 - along**2, 0),
    "floor": (lambda along, across: 300 * across**2 + 0 * along, 0),
    "flat bowl": (lambda along, across: along**4 + 300 * across**2, 1),
    "sharp bowl": (lambda along, across: along**2 + 300 * across.abs(), 1),
    "sharp saddle": (lambda along, across: 300 * across.abs() - along**2, 0),
    "two sharp sides": (lambda along, across: along.abs() + 300 * across.abs(), 1),
    "a ridge across": (lambda along, across: 300 * across.abs() - along.abs(), 0),
    "bent down, held by a kink": (lambda along, across: 5 * along.abs() + across**2 - along**2, 1),
}
"""Functions of the way along a valley and across it, and how many minima they have."""


@pytest.mark.parametrize("name", VALLEYS)
@pytest.mark.parametrize("degrees", [0, 17, 61, 128])
def test_a_valley_has_its_minima_however_it_is_turned(name, degrees):
    function, count = VALLEYS[name]
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    middle = torch.tensor([0.4, -0.7], dtype=torch.float64)

    def turned(x, y):
        x, y = x - middle[0], y - middle[1]
        return function(cos * x + sin * y, cos * y - sin * x)

    minima = local_minima(turned, ((-2.0, 2.0), (-2.0, 2.0)))
    assert minima.shape == (count, 2)
    assert torch.allclose(minima, middle.expand(count, 2), atol=1e-3)


def test_minima_less_than_a_grid_point_from_the_edge_are_found():
    minima = local_minima(lambda x, y: (x - 2.99) ** 2 + (y + 2.995) ** 2, SQUARE)
    assert minima.tolist() == [pytest.approx([2.99, -2.995])]
    assert local_minima(lambda x, y: (x - 3.01) ** 2 + y**2, SQUARE).shape == (0, 2)


def test_a_function_that_is_not_everywhere_a_number():
    minima = local_minima(lambda x, y: x - torch.log(x) + (y - 1) ** 2, SQUARE)
    assert minima.tolist() == [pytest.approx([1, 1])]


def test_derivatives_are_those_of_the_formula():
    points = torch.tensor([[0.5, -1.0], [2.0, 3.0]], dtype=torch.float64)
    x, y = points.unbind(-1)
    values, slopes, bends = derivatives(lambda x, y: x**3 * y + y.exp(), points)
    assert torch.allclose(values, x**3 * y + y.exp())
    assert torch.allclose(slopes, torch.stack((3 * x**2 * y, x**3 + y.exp()), dim=-1))
    assert torch.allclose(bends[:, 0], torch.stack((6 * x * y, 3 * x**2), dim=-1))
    assert torch.allclose(bends[:, 1], torch.stack((3 * x**2, y.exp()), dim=-1))
    assert (derivatives(lambda x, y: x - y, points)[2] == 0).all()
