"""What tests put in the place of networks and pictures."""

import pytest

from core.vision.feature_maps import capture, script


@pytest.fixture
def replaced():
    """Nothing is kept of what a network or a picture was replaced by."""
    yield
    for cached in (capture._of_light, capture._of_heavy, capture.anatomy, script._nodes):
        cached.cache_clear()
