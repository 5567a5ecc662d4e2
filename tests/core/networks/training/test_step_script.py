"""The code of one step."""

import pytest
from safetensors.torch import load

from core.networks.training.state import STEP, State
from core.networks.training.step_script import FILE, step_script

pytestmark = pytest.mark.usefixtures("small")


def test_the_script_reads_the_pictures_of_all_steps_up_to_the_chosen():
    script = step_script(State(view=STEP, step=3, batch=20))
    file = load(script.files[FILE])
    assert file["images"].shape == (3, 20, 1, 28, 28) and file["labels"].shape == (3, 20)
    assert "model = MLP().double()" in script.text and "torch.optim.AdamW" in script.text
