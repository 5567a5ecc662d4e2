"""The numbers on the training page."""

import pytest

from core.networks.training.state import MODES, STEP, VIEWS, State, headline

pytestmark = pytest.mark.usefixtures("one_thread", "small")


def test_every_view_has_its_numbers():
    for view in VIEWS:
        assert headline(State(view=view))


def test_a_step_tells_of_every_parameter_at_every_moment():
    shown = headline(State(view=STEP, step=1))
    assert shown["backward: gradient of hidden.weight"] > 0
    assert "zero_grad: gradient of hidden.weight" not in shown
    assert shown["step: norm of output.bias"] != shown["loss: norm of output.bias"]


def test_a_network_without_batch_norm_has_no_running_mean():
    assert not any("running mean" in name for name in headline(State(view=MODES, norm=False)))
