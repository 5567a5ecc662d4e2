"""FGSM against formulas that can be worked out by hand."""

import math

import pytest
import torch

from core.networks.playground.attack import (
    finite_differences,
    input_gradient,
    smallest_epsilon,
)

POINT = torch.tensor([[1.0, -2.0]], dtype=torch.double)


def bowl(point):
    return (point * torch.tensor([3.0, 0.5])).square().sum()


def beyond(limit):
    """Class 1 where x + y is above a limit."""
    return lambda points: (points.sum(1) > limit).long()


def test_the_gradient_is_that_of_the_formula():
    known = [[18.0, -1.0]]
    assert input_gradient(bowl, POINT).tolist() == known
    assert finite_differences(bowl, POINT, 1e-5).tolist()[0] == pytest.approx(known[0])
    assert not POINT.requires_grad


def test_the_smallest_step_ends_at_the_boundary():
    up = torch.ones(1, 2, dtype=torch.double)
    assert smallest_epsilon(beyond(0.5), POINT, up, 6.0, 1200) == pytest.approx(0.75, abs=1e-12)
    assert math.isnan(smallest_epsilon(beyond(0.5), POINT, -up, 6.0, 1200))
    assert math.isnan(smallest_epsilon(beyond(0.5), POINT, 0 * up, 6.0, 1200))
