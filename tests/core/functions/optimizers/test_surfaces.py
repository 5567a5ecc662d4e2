"""Every surface against its definition: minima that are minima, facts that are true, slopes by
finite differences.
"""

import inspect
import math
import random

import pytest
import torch

from core.functions.optimizers import surfaces
from core.functions.optimizers.surfaces import (
    SURFACES,
    dents,
    distance,
    domain,
    grid,
    hessian,
    minima,
    start,
    value_and_gradient,
)
from tests.sampling import sample_pick

PICKS = [SURFACES.pick(name) for name in SURFACES]
SAMPLES = [
    sample_pick(SURFACES, name, random.Random(seed)) for name in SURFACES for seed in range(4)
]
WITHOUT_MINIMUM = {"Saddle"}

# Worked out by hand from the formulas, or as they stand in the literature: (x, y, value).
CLOSED = {
    "Rosenbrock": [(1, 1, 0), (0, 0, 1), (-1, 1, 4)],
    "Himmelblau": [
        (3, 2, 0),
        (0, 0, 170),
        (-2.805118, 3.131312, 0),
        (-3.779310, -3.283186, 0),
        (3.584428, -1.848126, 0),
    ],
    "Beale": [(3, 0.5, 0), (0, 0, 1.5**2 + 2.25**2 + 2.625**2)],
    "Booth": [(1, 3, 0), (0, 0, 74)],
    "Matyas": [(0, 0, 0), (1, 1, 0.04)],
    "Rastrigin": [(0, 0, 0), (1, -2, 5), (0.5, 0.5, 40.5)],
    "Ackley": [(0, 0, 0), (1, 1, 20 - 20 * math.exp(-0.2))],
    "Styblinski-Tang": [(-2.903534, -2.903534, -78.33233), (0, 0, 0), (1, 1, -10)],
    "Three-hump camel": [(0, 0, 0), (1, 1, 2 - 1.05 + 1 / 6 + 2)],
    "Six-hump camel": [
        (0.0898, -0.7126, -1.0316),
        (-0.0898, 0.7126, -1.0316),
        (1, 1, 4 - 2.1 + 1 / 3 + 1),
    ],
    "McCormick": [(-0.5472, -1.5472, -1.9132), (0, 0, 1)],
    "Goldstein-Price": [(0, -1, 3), (0, 0, 600), (1.2, 0.8, 840), (1.8, 0.2, 84), (-0.6, -0.4, 30)],
    "Levy 13": [(1, 1, 0), (0, 0, 2), (1.5, 1, 1 + 0.25)],
}


def name_of(pick) -> str:
    return pick.name if not pick.arguments else str(pick)


def mesh(pick, n):
    lines = [torch.linspace(low, high, n, dtype=torch.float64) for low, high in domain(pick)]
    return torch.stack(torch.meshgrid(*lines, indexing="ij"), dim=-1)


@pytest.mark.parametrize("name", CLOSED)
def test_values_that_are_known(name):
    for x, y, height in CLOSED[name]:
        found = SURFACES.pick(name).build(
            torch.tensor(float(x)).double(), torch.tensor(float(y)).double()
        )
        assert float(found) == pytest.approx(height, abs=1e-4 if round(x, 3) != x else 1e-9)


@pytest.mark.parametrize("pick", PICKS + SAMPLES, ids=name_of)
def test_the_minima_are_minima(pick):
    lowest = minima(pick)
    if pick.name in WITHOUT_MINIMUM:
        assert lowest.shape == (0, 2) and math.isnan(surfaces.value(pick))
        return
    assert len(lowest) >= 1
    values, gradient = value_and_gradient(pick, lowest)
    assert torch.allclose(values, torch.full_like(values, surfaces.value(pick)), atol=1e-9)
    assert (gradient.norm(dim=-1) < 1e-5).all()
    assert (torch.linalg.eigvalsh(hessian(pick, lowest)) >= 0).all()
    points = mesh(pick, 400)
    assert float(pick.build(points[..., 0], points[..., 1]).min()) >= surfaces.value(pick) - 1e-9


@pytest.mark.parametrize("pick", PICKS + SAMPLES, ids=name_of)
def test_start_and_minima_lie_inside_the_domain(pick):
    for point in [torch.tensor(start(pick)), *minima(pick)]:
        for place, (low, high) in zip(point.tolist(), domain(pick), strict=True):
            assert low < place < high


@pytest.mark.parametrize("pick", PICKS, ids=name_of)
def test_gradient_and_hessian_are_those_of_finite_differences(pick):
    points = mesh(pick, 6) * 0.97 + 0.013
    _, gradient = value_and_gradient(pick, points)
    step = 1e-5
    for axis in range(2):
        shift = step * torch.eye(2, dtype=torch.float64)[axis]
        (above, up), (below, down) = (
            value_and_gradient(pick, points + shift),
            value_and_gradient(pick, points - shift),
        )
        size = 1 + above.abs()
        assert ((above - below) / (2 * step) - gradient[..., axis]).abs().div(size).max() < 1e-5
        bends = hessian(pick, points)[..., axis]
        assert ((up - down) / (2 * step) - bends).abs().div(
            1 + bends.abs() + size[..., None]
        ).max() < 1e-4


@pytest.mark.parametrize("pick", PICKS, ids=name_of)
def test_any_shape_goes_in_and_comes_out(pick):
    points = mesh(pick, 7)
    whole = pick.build(points[..., 0], points[..., 1])
    single = torch.stack([pick.build(x, y) for x, y in points.flatten(0, 1)])
    assert whole.shape == (7, 7) and whole.dtype == torch.float64
    assert torch.allclose(whole.flatten(), single, rtol=1e-12, atol=1e-12)
    assert pick.build(points[..., 0].float(), points[..., 1].float()).dtype == torch.float32


def test_curvatures_that_are_known():
    def bends(name, *point, **arguments):
        return torch.linalg.eigvalsh(
            hessian(SURFACES.pick(name, **arguments), torch.tensor(point).double())
        ).tolist()

    assert bends("Rosenbrock", 1.0, 1.0) == pytest.approx([0.39936, 1001.60064], rel=1e-5)
    assert bends("Bowl", 0.3, -2.0, condition=37.0, angle=25.0) == pytest.approx([1, 37])
    assert bends("Saddle", 0.0, 0.0) == pytest.approx([-2, 2])
    assert bends("Matyas", 0.0, 0.0) == pytest.approx([0.04, 1])


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Bowl", 1),
        ("Rosenbrock", 1),
        ("Himmelblau", 4),
        ("Beale", 1),
        ("Booth", 1),
        ("Matyas", 1),
        ("Rastrigin", 121),
        ("Styblinski-Tang", 4),
        ("Three-hump camel", 3),
        ("Six-hump camel", 6),
        ("Saddle", 0),
        ("Plateau", 1),
    ],
)
def test_dents_are_all_local_minima(name, count):
    found = dents(SURFACES.pick(name))
    assert len(found) == count
    for point in minima(SURFACES.pick(name)):
        assert (found[: len(minima(SURFACES.pick(name)))] - point).norm(dim=-1).min() < 1e-6


def test_the_distance_is_to_the_nearest_minimum():
    pick = SURFACES.pick("Himmelblau")
    points = mesh(pick, 9)
    nearest = [
        min(math.dist(point, lowest) for lowest in minima(pick).tolist())
        for point in points.flatten(0, 1)
    ]
    assert distance(pick, points).shape == (9, 9)
    assert torch.allclose(
        distance(pick, points).flatten(), torch.tensor(nearest, dtype=torch.float64)
    )
    assert distance(SURFACES.pick("Saddle"), points).isnan().all()


def test_the_grid_is_the_surface_over_its_domain():
    found = grid(SURFACES.pick("McCormick"), 33)
    assert (found.x[0], found.x[-1], found.y[0], found.y[-1]) == (-1.5, 4, -3, 4)
    assert found.z.shape == (33, 33) and found.z.dtype == torch.float64
    for row, column in ((0, 5), (30, 2), (17, 17)):
        assert found.z[row, column] == SURFACES.pick("McCormick").build(
            found.x[column], found.y[row]
        )


@pytest.mark.parametrize("pick", PICKS + SAMPLES, ids=name_of)
def test_the_code_stands_on_its_own(pick):
    text, call = surfaces.code(pick)
    names = {"torch": torch, "math": math}
    exec(text, names)
    x, y = mesh(pick, 5).unbind(-1)
    assert torch.equal(eval(call, names | {"x": x, "y": y}), pick.build(x, y))


@pytest.mark.parametrize("name", SURFACES)
def test_every_entry_says_what_it_is(name):
    choice = SURFACES[name]
    assert choice.note.endswith(".") and set(choice.facts) >= {
        "domain",
        "minima",
        "value",
        "start",
        "scale",
    }
    assert surfaces.scale(SURFACES.pick(name)) in ("log", "linear")
    text, _ = surfaces.code(SURFACES.pick(name))
    assert text.startswith("def ") and text.isascii()
    assert list(inspect.signature(choice.build).parameters) == ["x", "y", *choice.parameters]


def own(formula, span=5.0):
    return SURFACES.pick("Your own formula", formula=formula, span=span)


def test_the_minima_of_a_formula_are_found():
    pick = own("(x^2 - 4)^2 + (y - 1)^2 - 7", 3.0)
    assert sorted(map(tuple, minima(pick).round(decimals=9).tolist())) == [(-2, 1), (2, 1)]
    assert surfaces.value(pick) == pytest.approx(-7) and domain(pick) == ((-3, 3), (-3, 3))
    assert distance(pick, torch.tensor([2.0, 4.0]).double()) == pytest.approx(3)
    tilted = own("(x^2 - 4)^2 + (y - 1)^2 + x")
    assert len(minima(tilted)) == 1 and minima(tilted)[0, 0] < 0 and len(dents(tilted)) == 2


@pytest.mark.parametrize(
    "formula", ["x + y", "x^2", "x * y", "log(-1 - x^2)", "x - x", "floor(x)", "exp(99x)^99 + y"]
)
def test_a_formula_without_minimum_has_all_the_rest(formula):
    pick = own(formula)
    assert (
        minima(pick).shape == (0, 2)
        and math.isnan(surfaces.value(pick))
        and dents(pick).shape == (0, 2)
    )
    assert distance(pick, torch.zeros(3, 2)).isnan().all()
    assert grid(pick, 20).z.shape == (20, 20) and surfaces.scale(pick) in ("log", "linear")
    assert all(-5 < place < 5 for place in start(pick))
    values, gradient = value_and_gradient(pick, torch.tensor(start(pick)).double())
    assert (
        values.shape == ()
        and gradient.shape == (2,)
        and hessian(pick, torch.ones(2).double()).shape == (2, 2)
    )


def test_a_formula_starts_where_it_has_a_value():
    assert start(own("log(x) + y"))[0] > 0 and start(own("sqrt(-x) + y^2"))[0] < 0


def test_heights_far_apart_are_told_by_their_logarithm():
    assert surfaces.scale(own("exp(x^2 + y)")) == "log"
    assert surfaces.scale(own("sin(x) + cos(y)")) == "linear"


def test_a_formula_that_is_none_is_no_surface():
    with pytest.raises(ValueError, match="^formula='x y z' cannot be read"):
        own("x y z")
