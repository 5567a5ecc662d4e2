"""Kinks of activations where their formulas have them."""

import math

import pytest

from core.catalogue.activations import ACTIVATIONS
from core.functions.activations.kinks import kinks


def test_kinks_are_found_with_the_slope_that_torch_takes():
    (relu,) = kinks(ACTIVATIONS.pick("ReLU"))
    assert (relu.x, relu.left, relu.right, relu.used) == (0, 0, 1, 0)
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


def test_a_jump_of_the_value_is_told_from_a_kink():
    (left, right) = kinks(ACTIVATIONS.pick("Hardshrink", lambd=0.5))
    assert left.jumps and right.jumps
    assert (right.below, right.above) == pytest.approx((0, 0.5), abs=1e-6)
    (relu,) = kinks(ACTIVATIONS.pick("ReLU"))
    assert not relu.jumps and not relu.falls
    (threshold,) = kinks(ACTIVATIONS.pick("Threshold", threshold=0.5, value=2.0))
    assert threshold.falls


@pytest.mark.usefixtures("foreign")
def test_a_kink_that_is_not_at_a_round_number_is_seen_from_both_sides():
    (kink,) = kinks(ACTIVATIONS.pick("A crease"))
    assert kink.x == pytest.approx(math.pi, abs=1e-8)
    assert (kink.left, kink.right) == (-1, 1)


@pytest.mark.usefixtures("foreign")
def test_a_kink_far_out_is_found():
    (kink,) = kinks(ACTIVATIONS.pick("A crease", reduction=50.0))
    assert (kink.x, kink.left, kink.right) == (50, -1, 1)
