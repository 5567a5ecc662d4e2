"""The scripts of the training page are what a PyTorch teacher would write.

tests/test_scripts.py runs them and compares their numbers.
"""

import pytest

from core.networks.training.script import write_script
from core.networks.training.state import STEP, VIEWS, State

pytestmark = pytest.mark.usefixtures("small")


def test_every_view_has_its_script():
    for view in VIEWS:
        script = write_script(State(view=view))
        compile(script.text, view, "exec")
        assert script.plot


def test_the_five_calls_stand_in_a_step():
    text = write_script(State(view=STEP)).text
    calls = ("optimizer.zero_grad()", "scores = model(", "loss = ", "loss.backward()", ".step()")
    positions = [text.index(call) for call in calls]
    assert positions == sorted(positions)
    assert "zero_grad()" not in write_script(State(view=STEP, zero=False)).text
