"""What is computed of few digits is not kept for tests of all of them, nor the other way round."""

import pytest

from core.networks.training import before, before_script, steps


@pytest.fixture
def small(small):
    """MNIST with few digits, of which nothing is computed yet."""
    forget()
    yield small
    forget()


def forget():
    """What the settings of a training alone lead to is computed anew."""
    for cached in (before.first_pictures, before_script._packed, steps._take_step):
        cached.cache_clear()
