"""The code of a training: a part of it ends in seconds, and the whole is the training itself."""

import contextlib
import io

import pytest
import torch
from safetensors.torch import load

from core.models.stack import OWN_STACK
from core.networks.training import before
from core.networks.training.plan_script import plan_script
from core.networks.training.state import State, headline
from core.training.script import PART
from core.training.train import train
from tests.printed import numbers

pytestmark = pytest.mark.usefixtures("one_thread", "small")


def run(text, script, folder, monkeypatch) -> tuple[str, dict]:
    for name, data in script.files.items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    output, names = io.StringIO(), {"__name__": "__main__"}
    with contextlib.redirect_stdout(output):
        exec(compile(text, "script.py", "exec"), names)
    return output.getvalue(), names


def test_it_trains_on_a_part_and_says_how_large_the_training_is(tmp_path, monkeypatch):
    state = State(model="LeNet", epochs=2, batch_size=96)
    script = plan_script(state)
    said, names = run(script.text, script, tmp_path, monkeypatch)
    assert numbers(said) == headline(state)
    count = before.pictures_at_hand(state.config)
    assert len(load(script.files[PART])["train_labels"]) == count and count % 96 == 0
    assert sum(map(torch.numel, names["model"].parameters())) == headline(state)["parameters"]
    assert "epoch 2: loss" in said and "test accuracy: " in said


def test_the_whole_is_the_training_itself(small, monkeypatch):
    state = State(epochs=2, batch_size=512, augmentation="Affine")
    script = plan_script(state)
    text = script.text.replace("whole = False", "whole = True")
    assert text != script.text
    said, names = run(text, script, small, monkeypatch)
    *_, last = train(state.config, "cpu")
    weights = last.model.state_dict()
    assert all(
        torch.equal(weights[name], value) for name, value in names["model"].state_dict().items()
    )
    assert f"test accuracy: {last.test_accuracy}\n" in said


@pytest.mark.parametrize("batch", [8, 500, 4096])
@pytest.mark.parametrize("model", ["MLP 784-128-10", "CNN 16-32"])
def test_a_part_has_whole_batches_or_less_than_one(batch, model):
    config = State(model=model, batch_size=batch).config
    count = before.pictures_at_hand(config)
    assert count < batch or count % batch == 0
    assert before.FEWEST_PART <= count <= before.MOST_PART


def test_where_the_pictures_are_not_there_it_counts_parameters():
    away = plan_script(State(model="SimpleCNN", dataset="CIFAR-10"))
    assert "model = SimpleCNN()" in away.text and not away.files


def test_a_network_of_ones_own_is_written_out():
    assert "nn.Conv2d(1, 16, 3, padding=1)" in plan_script(State(model=OWN_STACK)).text
