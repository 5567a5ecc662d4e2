"""Every preset of the tensors page shows what its sentence says."""

import pytest

from core.foundations.tensors.presets import PRESETS
from tests.core.claims import Claims
from tests.core.foundations.tensors import (
    broadcasting_claims,
    conversions_claims,
    dtypes_claims,
    making_claims,
    memory_claims,
    operating_claims,
    puzzles_claims,
)

CLAIMS = Claims()
for module in (
    making_claims,
    operating_claims,
    broadcasting_claims,
    memory_claims,
    dtypes_claims,
    puzzles_claims,
    conversions_claims,
):
    CLAIMS |= module.CLAIMS
    CLAIMS.answers |= module.CLAIMS.answers


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
