"""Properties of activations against closed forms."""

import math

import pytest

from core.catalogue.activations import ACTIVATIONS
from core.functions.activations.properties import properties


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


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("Hardshrink", {"lambd": 0.5}), ("Threshold", {"threshold": 0.5, "value": 2.0})],
)
def test_a_value_that_jumps_has_no_largest_slope(name, arguments):
    jumping = properties(ACTIVATIONS.pick(name, **arguments))
    assert jumping.steepest == math.inf and jumping.jumps and not jumping.bends
    assert not jumping.smooth


def test_a_kink_is_no_jump():
    for pick in (ACTIVATIONS.pick("ReLU"), ACTIVATIONS.pick("Threshold", threshold=0.0, value=0.0)):
        bent = properties(pick)
        assert bent.steepest == 1 and (bent.bends, bent.jumps) == (1, 0) and not bent.smooth
    assert properties(ACTIVATIONS.pick("Tanh")).smooth


def test_a_softplus_that_falls_where_it_becomes_a_line_is_not_monotonic():
    assert not properties(ACTIVATIONS.pick("Softplus", beta=0.1, threshold=7.0)).monotone
