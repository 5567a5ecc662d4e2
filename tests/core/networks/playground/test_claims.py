"""Every preset of the playground shows what its sentence says."""

import pytest

from core.networks.playground.presets import PRESETS
from tests.core.claims import Claims
from tests.core.networks.playground import (
    breaking_claims,
    evaluating_claims,
    representing_claims,
    stepping_claims,
    sweeping_claims,
    training_claims,
)

pytestmark = pytest.mark.usefixtures("one_thread")

CLAIMS = Claims()
for module in (
    training_claims,
    representing_claims,
    stepping_claims,
    sweeping_claims,
    breaking_claims,
    evaluating_claims,
):
    CLAIMS |= module.CLAIMS
    CLAIMS.answers |= module.CLAIMS.answers


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
