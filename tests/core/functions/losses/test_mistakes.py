"""Common mistakes against closed forms."""

import math

import pytest
import torch
from torch.nn import functional as F

from core.functions.losses.classification import STEPS
from core.functions.losses.mistakes import MISTAKES, compare, relu_first, squared_error


def test_what_a_perfect_answer_costs():
    best = {
        name: {
            side: course.perfect for side, course in compare(name, (0.0, 1.0, 2.0), 1, 1.0).items()
        }
        for name in MISTAKES
    }
    assert best["Softmax before CrossEntropyLoss"]["wrong"] == pytest.approx(
        math.log(math.e + 2) - 1
    )
    sigmoids = (math.log1p(math.exp(-1)) + 2 * math.log(2)) / 3
    assert best["Sigmoid before BCEWithLogitsLoss"]["wrong"] == pytest.approx(sigmoids)
    assert all(sides["right"] == pytest.approx(0, abs=1e-12) for sides in best.values())


@pytest.mark.parametrize("name", MISTAKES)
def test_both_sides_start_at_the_same_logits_and_right_learns_better(name):
    courses = compare(name, (-3.0, 3.0, 0.0), 0, 1.0)
    z = torch.tensor([-3.0, 3.0, 0.0], dtype=torch.float64)
    for side, (loss, _) in MISTAKES[name].sides().items():
        assert courses[side].loss == pytest.approx(float(loss(z, 0)))
        assert len(courses[side].probability) == STEPS + 1
        slope = torch.autograd.functional.jacobian(lambda z, loss=loss: loss(z, 0), z)
        assert torch.allclose(courses[side].gradient, slope)
    assert courses["right"].probability[-1] > courses["wrong"].probability[-1] + 0.3


def test_relu_stops_the_gradient_of_a_logit_below_zero():
    z = torch.tensor([-1.0, 2.0, -0.5], dtype=torch.float64)
    slopes = torch.autograd.functional.jacobian(lambda z: relu_first(z, 0), z)
    assert slopes[0] == slopes[2] == 0


def test_the_gradient_of_squared_error_fades_where_softmax_is_sure():
    z = torch.tensor([-3.0, 3.0, 0.0], dtype=torch.float64)
    p, y = F.softmax(z, -1), torch.tensor([1.0, 0, 0], dtype=torch.float64)
    jacobian = torch.diag(p) - torch.outer(p, p)
    slopes = torch.autograd.functional.jacobian(lambda z: squared_error(z, 0), z)
    assert torch.allclose(slopes, 2 / 3 * jacobian @ (p - y))
