"""The guide of the training page begins where the page opens."""

from core.networks.training import PRESETS, State


def test_the_first_step_is_the_page_as_it_opens():
    assert PRESETS[0].state == State()
