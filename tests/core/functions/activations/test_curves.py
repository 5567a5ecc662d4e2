"""Slopes and curvatures of activations against finite differences."""

import pytest
import torch

from core.catalogue.activations import ACTIVATIONS, build
from core.functions.activations.curves import curve
from core.functions.activations.kinks import kinks

X = torch.linspace(-5, 5, 801, dtype=torch.float64)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_are_those_of_finite_differences(name):
    pick, step = ACTIVATIONS.pick(name), 1e-6
    away = torch.ones_like(X, dtype=torch.bool)
    for kink in kinks(pick):
        away &= (X - kink.x).abs() > 1e-3
    x = X[away]
    module = build(pick)
    with torch.no_grad():
        slopes = (module(x + step) - module(x - step)) / (2 * step)
    result = curve(pick, x)
    assert torch.allclose(result.slopes, slopes, atol=1e-6)
    bends = (curve(pick, x + step).slopes - curve(pick, x - step).slopes) / (2 * step)
    even = x.abs() > 1e-3  # at zero the second derivative of ELU and of Softsign jumps
    assert (
        torch.allclose(result.curvatures[even], bends[even], atol=1e-4)
        or result.curvatures.isnan().all()
    )
