"""Every preset of the landscape page shows what its sentence says."""

import pytest

from core.networks.landscape.presets import PRESETS
from tests.core.claims import Claims
from tests.core.networks.landscape import (
    between_claims,
    curvature_claims,
    edge_claims,
    path_claims,
    plane_claims,
)

CLAIMS = Claims()
for module in (plane_claims, path_claims, edge_claims, curvature_claims, between_claims):
    CLAIMS |= module.CLAIMS
    CLAIMS.answers |= module.CLAIMS.answers


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset, one_thread):
    CLAIMS.check(preset)
