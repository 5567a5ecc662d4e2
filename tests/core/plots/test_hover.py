"""Numbers as a pointer tells them: rounded as Python does, and nothing that cannot be drawn."""

import math

import torch

from core.plots.hover import significant
from tests.rounded import rounded

VALUES = [0.0, 3.0, -0.123456, 12_345.678, 1.277e-30, 9.99951, -1e-45, 2.5e20]


def test_significant_digits_are_those_of_python():
    values = torch.tensor(VALUES, dtype=torch.float64)
    assert torch.equal(torch.tensor(significant(values)), rounded(values))
    assert torch.equal(torch.tensor(significant(values, 2)), rounded(values, 2))


def test_what_is_not_finite_is_not_drawn():
    ends = torch.tensor([math.inf, -math.inf, math.nan, 1.0])
    assert [math.isnan(value) for value in significant(ends)] == [True, True, True, False]
