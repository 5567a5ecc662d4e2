"""Slopes and curvatures by finite differences; local minima, distances and grids of surfaces."""

import math

import pytest
import torch

from core.functions.optimizers.geometry import (
    distance,
    grid,
    hessian,
    local_minima,
    minima,
    terrain,
)
from core.functions.optimizers.surfaces import SURFACES
from tests.core.functions.optimizers.points import PICKS, mesh, name_of, value_and_gradient


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
    assert bends("Bowl", 0.3, -2.0, condition_number=37.0, angle=25.0) == pytest.approx([1, 37])
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
        ("Ackley", 121),
        ("Goldstein-Price", 4),
        ("Styblinski-Tang", 4),
        ("Three-hump camel", 3),
        ("Six-hump camel", 6),
        ("Saddle", 0),
        ("Plateau", 1),
    ],
)
def test_found_are_all_local_minima(name, count):
    result = local_minima(SURFACES.pick(name))
    assert len(result) == count
    for point in minima(SURFACES.pick(name)):
        assert (result[: len(minima(SURFACES.pick(name)))] - point).norm(dim=-1).min() < 1e-6


def test_goldstein_price_has_four_local_minima_and_no_saddle_is_among_them():
    """The values are those of the published function; (1.2, -0.2), of value 99, is a saddle."""
    pick = SURFACES.pick("Goldstein-Price")
    result = local_minima(pick)
    expected = torch.tensor([[0, -1], [-0.6, -0.4], [1.8, 0.2], [1.2, 0.8]], dtype=torch.float64)
    assert torch.allclose(result, expected, atol=1e-6)
    assert pick.build(*result.T).tolist() == pytest.approx([3, 30, 84, 840])


def test_ackleys_local_minima_are_where_gradient_descent_from_the_whole_numbers_ends():
    """Those in the corners are less than a point of the grid from the edge."""
    pick = SURFACES.pick("Ackley")
    points = torch.cartesian_prod(*[torch.arange(-5, 6, dtype=torch.float64)] * 2)
    for _ in range(1500):
        points = points - 0.004 * value_and_gradient(pick, points)[1]
    result = local_minima(pick)
    assert (torch.cdist(points, result).amin(1) < 1e-3).all()
    assert (torch.cdist(points, result).amin(0) < 1e-3).all()


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
    result = grid(SURFACES.pick("McCormick"), 33)
    assert (result.x[0], result.x[-1], result.y[0], result.y[-1]) == (-1.5, 4, -3, 4)
    assert result.z.shape == (33, 33) and result.z.dtype == torch.float64
    for row, column in ((0, 5), (30, 2), (17, 17)):
        assert result.z[row, column] == SURFACES.pick("McCormick").build(
            result.x[column], result.y[row]
        )


def test_the_terrain_is_what_pictures_take():
    pick = SURFACES.pick("Himmelblau")
    result = terrain(pick)
    assert result.grid is grid(pick) and result.coarse is grid(pick, 41)
    assert torch.equal(result.minima, minima(pick)) and result.floor == 0 and result.scale == "log"
    assert torch.allclose(result.values, torch.zeros(4).double(), atol=1e-9)
