"""Running variances change as momentum says."""

import copy

import pytest
import torch
from torch import nn

from core.vision.transfer.variances import variance_changes


def test_each_goes_a_tenth_of_the_way_to_the_variance_of_the_batch():
    x = torch.rand(4, 3, 5, 5, generator=torch.Generator().manual_seed(0))
    before = nn.Sequential(nn.BatchNorm2d(3), nn.ReLU(), nn.BatchNorm2d(3).eval())
    after = copy.deepcopy(before)
    after(x)
    of_batch = x.transpose(0, 1).flatten(1).var(1)
    expected = (0.1 * (of_batch - 1) / (1 + 1e-5)).abs().mean()
    assert variance_changes(before, after) == [pytest.approx(float(expected), rel=1e-4), 0.0]
    assert variance_changes(nn.Linear(2, 2), nn.Linear(2, 2)) == []
