"""The code of every view, for every kind of network, prints the numbers on the screen."""

import math

import pytest
import torch

from core.models.pretrained import Pretrained
from core.vision.feature_maps.script import write_script
from core.vision.feature_maps.state import (
    ABLATION,
    LIKES,
    MAP,
    NETWORK,
    VIEWS,
    WHY,
    State,
    headline,
)
from tests.printed import numbers
from tests.test_scripts import run

NETWORKS = {
    "DigitNet": {"layer": "conv3", "unit": 7, "off": "conv3.7 conv5.100", "ablation": "Mean"},
    "MLP 784-128-64-10": {
        "layer": "hidden2",
        "unit": 3,
        "off": "hidden2.3 hidden2.8",
        "ablation": "Shuffle",
    },
    "SimpleCNN": {
        "layer": "hidden",
        "unit": 100,
        "off": "conv1.0",
        "source": "picture",
        "ablation": "Shuffle",
    },
    "LeNet": {"layer": "output", "unit": 9, "weights": "random", "off": "conv2.3"},
}


def check(state, folder, monkeypatch):
    folder.mkdir(exist_ok=True)
    shown, printed = headline(state), numbers(run(write_script(state), folder, monkeypatch))
    assert printed.keys() == shown.keys()
    wrong = {
        name: (number, printed[name])
        for name, number in shown.items()
        if not math.isclose(printed[name], number, rel_tol=1e-6)
    }
    assert not wrong


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NETWORKS)
def test_the_code_prints_the_numbers(name, view, tmp_path, monkeypatch):
    check(State(view=view, network=name, steps=16, **NETWORKS[name]), tmp_path, monkeypatch)


@pytest.mark.parametrize("view", [MAP, ABLATION, WHY])
def test_the_code_of_a_residual_network(view, tmp_path, monkeypatch):
    state = State(
        view=view,
        network="ResNet-18",
        weights="random",
        source="picture",
        layer="layer3.0.conv2",
        unit=40,
        off="layer3.0.conv2.40 conv1.3",
        methods=("Saliency", "Grad-CAM"),
    )
    check(state, tmp_path, monkeypatch)


def test_the_code_says_only_what_it_needs():
    script = write_script(State(view=LIKES, network="LeNet", weights="random"))
    for word in ("input.png", "safetensors", "pil_to_tensor", "import json", "core."):
        assert word not in script.text
    assert not script.files
    script = write_script(State(view=WHY, network="LeNet", methods=("Saliency",)))
    for word in ("create_feature_extractor", "partial", "relus", "resnet18"):
        assert word not in script.text
    assert set(script.files) == {"input.png", "model.safetensors"}


@pytest.mark.parametrize("view", VIEWS)
def test_the_numbers_do_not_depend_on_the_number_of_threads(view, tmp_path, monkeypatch):
    torch.set_num_threads(2)
    state = State(view=view, network="SimpleCNN", source="picture", layer="conv2", off="conv1.3")
    shown = headline(state)
    printed = numbers(run(write_script(state), tmp_path, monkeypatch))
    assert printed == pytest.approx(shown, rel=1e-6)


pytestmark = pytest.mark.usefixtures("one_thread")


def test_trained_imagenet_weights_are_torchvisions(replaced, monkeypatch):
    monkeypatch.setattr(Pretrained, "is_ready", lambda network: True)
    monkeypatch.setattr(Pretrained, "trained", lambda network: network.untrained(0))
    text = write_script(State(network="ResNet-18", source="picture")).text
    assert "from torchvision.models import ResNet18_Weights, resnet18\n" in text
    assert "resnet18(weights=ResNet18_Weights.IMAGENET1K_V1)" in text


@pytest.mark.parametrize("name", ["EfficientNet-Lite0", "SqueezeNet 1.1"])
def test_the_code_of_a_shipped_network_reads_its_weights(name, tmp_path, monkeypatch):
    check(State(view=NETWORK, network=name, source="picture"), tmp_path, monkeypatch)
