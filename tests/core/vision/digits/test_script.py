"""The script of the draw page: the picture and the weights come with it.

tests/test_scripts.py runs it and compares its numbers.
"""

import io

import pytest
import torch
from PIL import Image
from safetensors.torch import load
from torchvision.transforms.functional import pil_to_tensor

from core.data import mnist
from core.data.handwriting.strokes import decode, encode
from core.data.handwriting.styles import written
from core.training import store
from core.vision.digits.script import read_digit, write_script
from core.vision.digits.state import State, headline
from tests.printed import numbers

APART = {"bar 1": 40, "oval 0": 100}
"""Two styles, and where on the canvas they begin."""

STATE = State(source="test digit", index=7, models=("LeNet", "MLP 784-128-10"))


def test_the_picture_and_the_weights_come_with_the_script():
    files = write_script(STATE).files
    assert list(files) == ["digit.png", "network1.safetensors", "network2.safetensors"]
    picture = pil_to_tensor(Image.open(io.BytesIO(files["digit.png"])))
    assert torch.equal(picture[0], mnist.test_digits()[0][7])
    for file, name in zip(list(files)[1:], STATE.models, strict=True):
        weights = store.load(name).state_dict()
        read = load(files[file])
        assert read.keys() == weights.keys()
        assert all(torch.equal(read[key], weights[key]) for key in weights)


def test_the_script_shows_the_networks_that_read_and_no_others():
    text = write_script(STATE).text
    assert '"LeNet": (LeNet(), "network1.safetensors")' in text
    assert '"MLP 784-128-10": (MLP(), "network2.safetensors")' in text
    assert text.count("\nclass ") == 2
    assert "mean = 0.1307\n" in text and "deviation = 0.3081\n" in text


def test_several_digits_are_read_one_by_one(tmp_path, monkeypatch, capsys):
    first, second = (decode(written(style, 0.4, left, 80)) for style, left in APART.items())
    state = State(strokes=encode(first + second), brush=10, models=STATE.models)
    script, shown = write_script(state), headline(state)
    assert [name for name in script.files if name.endswith("png")] == ["digit1.png", "digit2.png"]
    for name, data in script.files.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    exec(compile(script.text, "script.py", "exec"), {"__name__": "__main__"})
    printed = numbers(capsys.readouterr().out)
    assert printed.keys() == shown.keys() and len(shown) == 40
    assert [printed[key] for key in shown] == pytest.approx([*shown.values()], rel=1e-6)
    assert shown["digit 1: LeNet p(1)"] > 0.9 and shown["digit 2: LeNet p(0)"] > 0.9


def test_a_blank_canvas_has_no_script():
    with pytest.raises(ValueError, match="drawing is needed"):
        write_script(State())


def test_a_script_can_be_called_as_a_function(tmp_path, monkeypatch, capsys):
    class Ink(torch.nn.Module):
        """The score of 1 is how much ink there is; it has no weights."""

        def forward(self, x):
            return torch.stack([torch.zeros(len(x)), x.flatten(1).sum(1)], dim=1)

    monkeypatch.chdir(tmp_path)
    Image.new("L", (2, 1), 255).save("digit.png")
    monkeypatch.setattr("core.vision.digits.script.load_file", lambda file: {})
    read_digit({"Ink": (Ink(), "none")}, mean=0.5, deviation=0.25)  # two pixels of (1 - 0.5) / 0.25
    scores = torch.tensor([0.0, 4.0])
    expected = (scores.exp() / scores.exp().sum()).tolist()
    shown = numbers(capsys.readouterr().out)
    assert [shown[f"Ink p({digit})"] for digit in (0, 1)] == pytest.approx(expected, rel=1e-6)
