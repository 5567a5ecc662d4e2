"""The presets of the losses page cover what there is; tests/core/functions/losses/test_claims.py
tests what they say.
"""

from core.functions.losses.mistakes import MISTAKES
from core.functions.losses.models import MODELS
from core.functions.losses.presets import PRESETS
from core.functions.losses.state import VIEWS

STATES = [preset.state for preset in PRESETS]


def test_every_view_has_presets():
    assert {state.view for state in STATES} == set(VIEWS)
    assert {state.model for state in STATES} == set(MODELS)
    assert {state.mistake for state in STATES} == set(MISTAKES)
