"""The presets of the convolution page cover what there is;
tests/core/vision/convolution/test_claims.py tests what they say.
"""

from core.vision.convolution.presets import PRESETS
from core.vision.convolution.state import VIEWS


def test_every_view_has_a_preset():
    assert {preset.state.view for preset in PRESETS} == set(VIEWS)
