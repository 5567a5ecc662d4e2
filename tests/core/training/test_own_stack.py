"""A network of one's own list of layers, all the way: trained, interrupted, stored, drawn for,
looked into, and its scripts.
"""

import math

import pytest
import torch

from core.models.stack import OWN_STACK, trace
from core.training import store
from core.training.config import TrainConfig, recipe
from core.training.script import write_script
from core.training.train import train
from core.vision.digits import script as digits_script
from core.vision.digits import state as digits
from core.vision.feature_maps import script as maps_script
from core.vision.feature_maps import state as maps
from tests.core.training.sameness import assert_same
from tests.core.training.test_script import run
from tests.foreign import layers
from tests.printed import numbers
from tests.test_scripts import run as run_script

LAYERS = """Conv2d(1, 8, 5, stride=2, padding=2)
BatchNorm2d(8)
ReLU()
Dropout(0.25)
MaxPool2d(2)
Flatten()  # 8 maps of 7 x 7
Linear(392, 10)"""
CONFIG = recipe(OWN_STACK, layers=LAYERS, epochs=2, batch_size=128, seed=6)


@pytest.fixture
def trained(small) -> store.Trained:
    """A stored network of one's own, whose training was interrupted once."""
    training = store.train_once(CONFIG, "cpu")
    next(snapshot for snapshot in training if snapshot.epoch == 2)
    training.close()
    list(store.train_once(CONFIG, "cpu"))
    return store.fetch(CONFIG)


def test_it_learns_and_goes_on_to_the_bit(trained):
    *_, last = train(CONFIG, "cpu")
    assert_same(store.load(trained.name), last.model)
    assert last.test_accuracy == trained.card.test_accuracy > 0.7
    assert trained.name.startswith("Own stack (2 epochs, seed 6, ")
    assert trained.network.shape == (1, 28, 28) and store.find(trained.name) == trained


def test_its_config_survives_json_and_address():
    assert TrainConfig.from_json(CONFIG.as_json()) == CONFIG
    assert TrainConfig.from_query(CONFIG.query()) == CONFIG
    assert recipe("LeNet", layers=LAYERS) == recipe("LeNet")
    with pytest.raises(ValueError, match="layers do not fit MNIST: line 1, .*put Flatten"):
        CONFIG.replace(layers="Linear(784, 10)")
    with pytest.raises(ValueError, match="do not fit CIFAR-10: line 1, .*3 channels"):
        CONFIG.replace(dataset="CIFAR-10")
    with pytest.raises(ValueError, match="batch_size=4096 is too much for these layers"):
        CONFIG.replace(layers="Conv2d(1, 64, 9)\nFlatten()\nLinear(25600, 10)", batch_size=4096)


def test_its_script_gives_the_very_weights(small, monkeypatch, capsys):
    text = write_script(CONFIG).text
    assert "nn.Dropout(0.25)," in text and "return nn.Sequential(" in text
    weights, accuracy = run(text, small, monkeypatch, capsys)
    *_, last = train(CONFIG, "cpu")
    assert list(weights) == list(last.model.state_dict())
    for name, value in last.model.state_dict().items():
        assert torch.equal(weights[name], value)
    assert accuracy == last.test_accuracy


def test_it_reads_drawings_beside_another_one(trained, tmp_path, monkeypatch):
    other = CONFIG.replace(layers="Flatten()\nLinear(784, 10)", epochs=1)
    list(store.train_once(other, "cpu"))
    names = (trained.name, store.fetch(other).name)
    state = digits.State(source="test digit", index=3, models=names)
    assert set(digits.read(state).answers) == set(names)
    (tmp_path / "run").mkdir()
    printed = numbers(run_script(digits_script.write_script(state), tmp_path / "run", monkeypatch))
    shown = digits.headline(state)
    assert printed == pytest.approx(shown, rel=1e-5)


@pytest.mark.parametrize("view", [maps.MAP, maps.ABLATION])
@pytest.mark.parametrize("weights", ["trained", "random"])
def test_its_maps_can_be_seen(view, weights, trained, tmp_path, monkeypatch):
    settings = {"layer": "0", "unit": 3, "off": "0.3", "weights": weights}
    state = maps.State(view=view, network=trained.name, **settings)
    (tmp_path / "run").mkdir()
    printed = numbers(run_script(maps_script.write_script(state), tmp_path / "run", monkeypatch))
    shown = maps.headline(state)
    assert printed.keys() == shown.keys()
    assert all(math.isclose(printed[name], shown[name], rel_tol=1e-6) for name in shown)


def test_a_layer_that_nobody_here_has_thought_of_goes_all_the_way(
    small, tmp_path, monkeypatch, capsys
):
    for registry, name, choice in layers.ENTRIES:
        monkeypatch.setitem(registry, name, choice)
    text = "Swell(1, share=0.25)\nFlatten()\nLinear(784, 10)\nSwell(10)"
    line = trace(text, (1, 28, 28), 10)[0]
    assert (line.shape, line.parameters) == ((1, 28, 28), 1)
    (wrong,) = (each for each in trace("Swell(3)\nFlatten()", (1, 28, 28), 10) if each.mistake)
    assert wrong.number == 2 and "ends with 2352" in wrong.mistake
    config = recipe(OWN_STACK, layers=text, epochs=1)
    weights, _ = run(write_script(config).text, small, monkeypatch, capsys)
    *_, last = train(config, "cpu")
    assert all(torch.equal(weights[key], value) for key, value in last.model.state_dict().items())
