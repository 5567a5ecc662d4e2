"""Loss surfaces, descents and fits against plain loops, closed forms and finite differences."""

import random

import pytest
import torch
from torch import nn

from core.catalogue.losses import build
from core.data.points import read
from core.functions.losses.surfaces import (
    CURVE,
    FITS,
    LINE,
    LINKS,
    MODELS,
    NUMBERS,
    REACH,
    Landscape,
    Problem,
    descent,
    grid,
    losses_at,
    problem,
)
from tests.sampling import sample_state

RANDOM = [sample_state(Landscape, random.Random(seed)) for seed in range(30)]


def plainly(one: Problem, w: float, b: float) -> float:
    """The loss, computed point by point."""
    total = 0.0
    loss = build(one.loss, reduction="sum")
    for x, y in one.points:
        x, y = torch.tensor([x], dtype=torch.float64), torch.tensor([y], dtype=torch.float64)
        predicted = {"network": b * torch.tanh(w * x)}.get(one.model, w * x + b)
        if one.link == "MSELoss of the sigmoid":
            predicted = 1 / (1 + torch.exp(-predicted))
        total += float(loss(predicted, y))
    return total / (1 if one.loss["reduction"] == "sum" else len(one.points))


@pytest.mark.parametrize("landscape", RANDOM)
def test_the_surface_is_the_loss_of_the_model_at_every_place(landscape):
    one, generator = problem(landscape), random.Random(1)
    surface = grid(one)
    assert surface.z.shape == (NUMBERS, NUMBERS)
    for _ in range(5):
        row, column = generator.randrange(NUMBERS), generator.randrange(NUMBERS)
        value = plainly(one, float(surface.x[column]), float(surface.y[row]))
        assert float(surface.z[row, column]) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("landscape", RANDOM)
def test_the_gradient_is_that_of_finite_differences(landscape):
    one, step = problem(landscape), 1e-6
    place = torch.tensor([landscape.w + 1e-3, landscape.b + 1e-3], dtype=torch.float64)
    found = descent(one, tuple(place.tolist()), 0.01, 0)
    moves = step * torch.eye(2, dtype=torch.float64)
    slopes = (losses_at(one, place + moves) - losses_at(one, place - moves)) / (2 * step)
    assert torch.allclose(found.gradient, slopes, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("landscape", RANDOM)
def test_descent_is_a_plain_loop_over_sgd(landscape):
    one = problem(landscape)
    model = one.function
    parameters = nn.ParameterList(
        [torch.tensor(value, dtype=torch.float64) for value in (landscape.w, landscape.b)]
    )
    optimizer, (x, y) = torch.optim.SGD(parameters.parameters(), lr=landscape.rate), one.data
    for _ in range(landscape.steps):
        optimizer.zero_grad()
        build(one.loss)(model(x, *parameters), y).backward()
        optimizer.step()
    way = descent(one, (landscape.w, landscape.b), landscape.rate, landscape.steps)
    ends = [float(value.detach()) for value in parameters]
    assert way.points[-1].tolist() == pytest.approx(ends, rel=1e-12, nan_ok=True)
    assert len(way.points) == len(way.values) == landscape.steps + 1
    finite = way.points.abs().amax(-1) < 1e6
    assert torch.allclose(losses_at(one, way.points[finite]), way.values[finite])


def test_descent_on_squares_runs_away_beyond_two_over_the_largest_curvature():
    x, _ = torch.tensor(read(LINE), dtype=torch.float64).unbind(-1)
    design = torch.stack([x, torch.ones_like(x)], dim=-1)
    limit = 2 / float(torch.linalg.eigvalsh(2 * design.T @ design / len(x)).max())
    one = problem(Landscape())
    calm, wild = (descent(one, (0.3, -3.0), factor * limit, 400).values for factor in (0.99, 1.01))
    assert calm[-1] < calm[0] and calm.isfinite().all()
    assert wild[-1] > wild[0]


def test_both_signs_make_the_same_network_and_in_between_is_a_saddle():
    one = problem(Landscape(model="network"))
    places = torch.tensor([[1.0, 2.0], [-1.0, -2.0], [0.3, -0.7], [-0.3, 0.7]], dtype=torch.float64)
    values = losses_at(one, places)
    assert torch.allclose(values[0::2], values[1::2])
    middle = torch.zeros(2, dtype=torch.float64)
    assert descent(one, (0.0, 0.0), 0.1, 0).gradient.tolist() == [0, 0]
    bends = torch.autograd.functional.hessian(lambda place: losses_at(one, place), middle)
    low, high = torch.linalg.eigvalsh(bends).tolist()
    assert low < 0 < high


def test_classes_that_can_be_parted_have_no_best_line():
    one = problem(Landscape(model="two classes", classes="-2,0;-1,0;1,1;2,1"))
    values = losses_at(
        one, torch.tensor([[10.0**power, 0.0] for power in range(3)], dtype=torch.float64)
    )
    assert values[0] > values[1] > values[2]
    touching = problem(Landscape(model="two classes"))
    assert losses_at(touching, torch.tensor([100.0, 0.0], dtype=torch.float64)) > 1


@pytest.mark.parametrize("link", LINKS)
def test_a_classifiers_curve_is_its_probability(link):
    one = problem(Landscape(model="two classes", link=link))
    x = torch.linspace(-5, 5, 11, dtype=torch.float64)
    assert torch.allclose(one.curve(x, (1.5, -0.5)), torch.sigmoid(1.5 * x - 0.5))
    assert torch.allclose(problem(Landscape()).curve(x, (1.5, -0.5)), 1.5 * x - 0.5)


def test_every_model_is_ready():
    assert set(FITS) == {"MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss"}
    for name, model in MODELS.items():
        assert model.read(getattr(Landscape(), model.points)), name
    assert len(read(CURVE)) == 8
    assert dict(Landscape.specs())["w"].high == REACH
