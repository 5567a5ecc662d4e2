"""Every preset of the segmentation page shows what its sentence says."""

import pytest

from core.vision.segmentation.presets import PRESETS
from tests.core.claims import Claims
from tests.core.vision.segmentation import (
    doubling_claims,
    learning_claims,
    result_claims,
    shapes_claims,
    sketch_claims,
    weighing_claims,
    zeroing_claims,
)

CLAIMS = Claims()
for module in (
    shapes_claims,
    result_claims,
    sketch_claims,
    learning_claims,
    zeroing_claims,
    weighing_claims,
    doubling_claims,
):
    CLAIMS |= module.CLAIMS
    CLAIMS.answers |= module.CLAIMS.answers


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset, one_thread):
    CLAIMS.check(preset)
