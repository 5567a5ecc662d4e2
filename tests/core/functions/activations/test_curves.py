"""Activations against torch.nn.functional, finite differences, and closed forms."""

import math

import pytest
import torch

from core.catalogue.activations import ACTIVATIONS, build
from core.functions.activations.curves import curve, kinks, properties

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
    found = curve(pick, x)
    assert torch.allclose(found.slopes, slopes, atol=1e-6)
    bends = (curve(pick, x + step).slopes - curve(pick, x - step).slopes) / (2 * step)
    even = x.abs() > 1e-3  # at zero the second derivative of ELU and of Softsign jumps
    assert (
        torch.allclose(found.curvatures[even], bends[even], atol=1e-4)
        or found.curvatures.isnan().all()
    )


def test_kinks_are_found_with_the_slope_that_torch_takes():
    (relu,) = kinks(ACTIVATIONS.pick("ReLU"))
    assert (relu.x, relu.left, relu.right, relu.taken) == (0, 0, 1, 0)
    assert [kink.x for kink in kinks(ACTIVATIONS.pick("Hardtanh", min_val=-0.7, max_val=2.3))] == [
        -0.7,
        2.3,
    ]
    low, high = kinks(ACTIVATIONS.pick("Hardsigmoid"))
    assert (low.x, high.x) == (-3, 3)
    assert low.right == pytest.approx(1 / 6)
    assert [kink.x for kink in kinks(ACTIVATIONS.pick("Softshrink", lambd=1.2))] == [-1.2, 1.2]
    for smooth in ("Sigmoid", "Tanh", "GELU", "SiLU", "Mish", "Softsign", "LogSigmoid", "CELU"):
        assert kinks(ACTIVATIONS.pick(smooth)) == ()
    assert len(kinks(ACTIVATIONS.pick("ELU", alpha=2.0))) == 1
    (line,) = kinks(ACTIVATIONS.pick("Softplus", beta=0.1, threshold=1.0))
    assert line.x == 10


def test_properties_that_are_known():
    assert (
        properties(ACTIVATIONS.pick("Tanh")).low,
        properties(ACTIVATIONS.pick("Tanh")).high,
    ) == (-1, 1)
    assert properties(ACTIVATIONS.pick("Sigmoid")).steepest == pytest.approx(0.25)
    assert properties(ACTIVATIONS.pick("ReLU")).high == math.inf
    assert properties(ACTIVATIONS.pick("ReLU")).mean == pytest.approx(
        1 / math.sqrt(2 * math.pi), abs=1e-3
    )
    assert properties(ACTIVATIONS.pick("ReLU")).saturated == pytest.approx(0.5)
    inside = math.erf(1 / math.sqrt(2))
    assert properties(ACTIVATIONS.pick("Hardtanh")).saturated == pytest.approx(1 - inside, abs=1e-3)
    assert properties(ACTIVATIONS.pick("SELU")).zero_centred
    monotone = {name for name in ACTIVATIONS if properties(ACTIVATIONS.pick(name)).monotone}
    assert set(ACTIVATIONS) - monotone == {"GELU", "SiLU", "Mish", "Hardswish"}
