"""Loss surfaces and descents against plain loops, closed forms and finite differences."""

import random

import pytest
import torch
from torch import nn

from core.catalogue.loss import build
from core.data.points import REACH as POINTS_REACH
from core.data.points import read
from core.functions.losses.models import FittingProblem, line, network, sigmoid_line
from core.functions.losses.surfaces import (
    CURVE_POINTS,
    LINE,
    NUMBERS,
    REACH,
    LossSurface,
    answers,
    descent,
    fitted,
    grid,
    losses_at,
    problem,
)
from tests.sampling import sample_state

RANDOM = [sample_state(LossSurface, random.Random(seed)) for seed in range(30)]

BY_HAND = {
    line: lambda x, w, b: w * x + b,
    network: lambda x, w, b: b * torch.tanh(w * x),
    sigmoid_line: lambda x, w, b: 1 / (1 + torch.exp(-(w * x + b))),
}


def plainly(task: FittingProblem, w: float, b: float) -> float:
    """The loss, computed point by point."""
    total = 0.0
    loss = build(task.loss, reduction="sum")
    for x, y in task.points:
        x, y = torch.tensor([x], dtype=torch.float64), torch.tensor([y], dtype=torch.float64)
        total += float(loss(BY_HAND[task.function](x, w, b), y))
    return total / (1 if task.loss["reduction"] == "sum" else len(task.points))


@pytest.mark.parametrize("settings", RANDOM)
def test_the_surface_is_the_loss_of_the_model_at_every_point(settings):
    task, generator = problem(settings), random.Random(1)
    surface = grid(task)
    assert surface.z.shape == (NUMBERS, NUMBERS)
    for _ in range(5):
        row, column = generator.randrange(NUMBERS), generator.randrange(NUMBERS)
        value = plainly(task, float(surface.x[column]), float(surface.y[row]))
        assert float(surface.z[row, column]) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("settings", RANDOM)
def test_the_gradient_is_that_of_finite_differences(settings):
    task, step = problem(settings), 1e-6
    start = torch.tensor([settings.w + 1e-3, settings.b + 1e-3], dtype=torch.float64)
    path = descent(task, tuple(start.tolist()), 0.01, 0)
    moves = step * torch.eye(2, dtype=torch.float64)
    slopes = (losses_at(task, start + moves) - losses_at(task, start - moves)) / (2 * step)
    assert torch.allclose(path.gradient, slopes, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("settings", RANDOM)
def test_descent_is_a_plain_loop_over_sgd(settings):
    task = problem(settings)
    parameters = nn.ParameterList(
        [torch.tensor(value, dtype=torch.float64) for value in (settings.w, settings.b)]
    )
    optimizer, (x, y) = torch.optim.SGD(parameters.parameters(), lr=settings.lr), task.data
    for _ in range(settings.steps):
        optimizer.zero_grad()
        build(task.loss)(task.function(x, *parameters), y).backward()
        optimizer.step()
    path = descent(task, settings.start, settings.lr, settings.steps)
    ends = [float(value.detach()) for value in parameters]
    assert path.points[-1].tolist() == pytest.approx(ends, rel=1e-12, nan_ok=True)
    assert len(path.points) == len(path.values) == settings.steps + 1
    finite = path.points.abs().amax(-1) < 1e6
    assert torch.allclose(losses_at(task, path.points[finite]), path.values[finite])


def test_descent_on_squares_diverges_beyond_two_over_the_largest_curvature():
    x, _ = torch.tensor(read(LINE), dtype=torch.float64).unbind(-1)
    design = torch.stack([x, torch.ones_like(x)], dim=-1)
    limit = 2 / float(torch.linalg.eigvalsh(2 * design.T @ design / len(x)).max())
    task = problem(LossSurface())
    calm, wild = (descent(task, (0.3, -3.0), factor * limit, 400).values for factor in (0.99, 1.01))
    assert calm[-1] < calm[0] and calm.isfinite().all()
    assert wild[-1] > wild[0]


def test_both_signs_make_the_same_network_and_in_between_is_a_saddle():
    task = problem(LossSurface(model="Network"))
    points = torch.tensor([[1.0, 2.0], [-1.0, -2.0], [0.3, -0.7], [-0.3, 0.7]], dtype=torch.float64)
    values = losses_at(task, points)
    assert torch.allclose(values[0::2], values[1::2])
    middle = torch.zeros(2, dtype=torch.float64)
    assert descent(task, (0.0, 0.0), 0.1, 0).gradient.tolist() == [0, 0]
    hessian = torch.autograd.functional.hessian(lambda point: losses_at(task, point), middle)
    low, high = torch.linalg.eigvalsh(hessian).tolist()
    assert low < 0 < high


def test_separable_classes_have_no_best_line():
    task = problem(LossSurface(model="Two classes", classes="-2,0;-1,0;1,1;2,1"))
    values = losses_at(
        task, torch.tensor([[10.0**power, 0.0] for power in range(3)], dtype=torch.float64)
    )
    assert values[0] > values[1] > values[2]
    overlapping = problem(LossSurface(model="Two classes"))
    assert losses_at(overlapping, torch.tensor([100.0, 0.0], dtype=torch.float64)) > 1


def test_what_is_seen_is_the_descent_and_the_model_at_its_two_ends():
    result = fitted(LossSurface(w=1.5, b=-0.5))
    ends = (float(result.x[0]), float(result.x[-1]))
    assert ends == (-POINTS_REACH, POINTS_REACH) and len(result.x) == CURVE_POINTS
    assert torch.allclose(result.before, 1.5 * result.x - 0.5)
    w, b = result.descent.points[-1]
    assert torch.allclose(result.after, w * result.x + b)
    assert torch.equal(result.surface.z, grid(result.problem).z)


@pytest.mark.parametrize("class_loss", ["BCEWithLogitsLoss", "MSELoss of the sigmoid"])
def test_a_classifiers_answer_is_its_probability(class_loss):
    task = problem(LossSurface(model="Two classes", class_loss=class_loss))
    x = torch.linspace(-5, 5, 11, dtype=torch.float64)
    parameters = torch.tensor([1.5, -0.5], dtype=torch.float64)
    assert torch.allclose(answers(task, x, parameters), torch.sigmoid(1.5 * x - 0.5))
    assert torch.allclose(answers(problem(LossSurface()), x, parameters), 1.5 * x - 0.5)


def test_the_parameters_reach_as_far_as_the_sliders():
    assert dict(LossSurface.specs())["w"].high == dict(LossSurface.specs())["b"].high == REACH
