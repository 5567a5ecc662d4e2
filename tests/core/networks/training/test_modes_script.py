"""The code of train and eval mode."""

from safetensors.torch import load

from core.networks.training.modes_script import FILE, modes_script
from core.networks.training.state import MODES, State


def test_a_network_without_batch_norm_is_asked_for_no_running_mean():
    script = modes_script(State(view=MODES, mode_batch=4))
    assert load(script.files[FILE])["pictures"].shape == (4, 1, 28, 28)
    assert "running_mean" in script.text
    assert "running_mean" not in modes_script(State(view=MODES, norm=False)).text
