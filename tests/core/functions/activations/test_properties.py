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


def test_a_softplus_that_falls_where_it_becomes_a_line_is_not_monotonic():
    assert not properties(ACTIVATIONS.pick("Softplus", beta=0.1, threshold=7.0)).monotone
