"""The script of a training takes the same steps, to the bit. tests/test_scripts.py runs those of
random states.
"""

import contextlib
import io
import json

import pytest

from core.networks.playground.training import Training, training_headline
from core.networks.playground.training_script import training_script
from tests.printed import numbers

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = Training(count=60, hidden="3, 2", course="3")
CHANGED = {
    "optimizer": {"name": "SGD", "lr": 0.5, "momentum": 0.0},
    "loss": {"name": "Cross-entropy"},
    "hidden": "3 dropout=0.3 frozen, 2",
    "l1": 0.01,
}


def printed(state):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(training_script(state).text, "script.py", "exec"), {})
    return numbers(out.getvalue())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"hidden": ""},
        {"hidden": "4 ReLU norm dropout=0.2, 3 LeakyReLU"},
        {"data": "Blobs", "loss": "Hinge", "features": ("x²", "sin y", "cos x")},
        {"data": "Plane", "loss": "Huber", "l1": 0.01, "l2": 0.1},
        {"initialisation": "Orthogonal", "schedule": "OneCycleLR", "horizon": 10, "course": "14"},
        {"schedule": "ReduceLROnPlateau", "optimizer": "Adam", "course": "[[3,2,{}]]"},
        {"course": json.dumps([[2, 0, CHANGED], [2, 1, {}]])},
        {"course": json.dumps([[2, 1, {"optimizer": {"name": "Adam"}}], [0, 0, {}]])},
        {
            "schedule": "StepLR",
            "course": json.dumps([[2, 0, {"schedule": {"name": "StepLR"}, "l2": 0.1}], [2, 0, {}]]),
        },
    ],
)  # fmt: skip
def test_a_script_prints_the_numbers_on_the_screen(changes):
    state = SMALL.replace(**changes)
    assert printed(state) == training_headline(state)


def test_a_change_is_told_and_only_what_is_needed_stands_there():
    text = training_script(SMALL.replace(course=json.dumps([[2, 0, CHANGED], [2, 0, {}]]))).text
    assert "# After 2 epochs the settings change." in text
    assert 'group["lr"] = 0.03' in text and "model.append(nn.Tanh())" in text
    assert "requires_grad = True" in text and "model[2].p = 0" in text
    plain = training_script(SMALL).text
    assert "train()" not in plain and "penalty" not in plain and "schedule" not in plain
