"""Which picture a network sees, and which of its layers and units are meant."""

import pytest
import torch
from PIL import Image

from core.data import cifar10, mnist
from core.models.zoo import MODELS
from core.vision.feature_maps import capture
from core.vision.feature_maps.capture import (
    AUTOMATIC,
    TEST_PICTURE,
    LayerChoice,
    PictureChoice,
    UnitChoice,
)
from core.vision.feature_maps.state import SHARED, State, headline


@pytest.fixture
def folder(replaced, tmp_path, monkeypatch):
    """A CIFAR-10 of the reader's own: two frogs and a ship."""
    for number, label in enumerate(("frog", "frog", "ship")):
        path = tmp_path / "test" / label
        path.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (32, 32), (10 * number, 200, 30)).save(path / f"{number}.png")
    monkeypatch.setenv(cifar10.VARIABLE, str(tmp_path))


def test_a_class_of_ones_own_pictures(folder):
    choice = PictureChoice(network="SimpleCNN", source=TEST_PICTURE, label="frog", number=2)
    assert capture.picture(choice)[:, 3, 4].tolist() == [10, 200, 30]
    assert torch.equal(capture.prepared(choice), capture.picture(choice))
    shown = headline(State(network="SimpleCNN", source=TEST_PICTURE, label="ship"))
    assert set(shown) >= {f"p({label})" for label in cifar10.CLASSES}
    with pytest.raises(
        ValueError, match="number=3 must be at most 2, the number of test pictures of 'frog' here"
    ):
        capture.picture(choice.replace(number=3))
    with pytest.raises(ValueError, match="number=1 must be at most 0"):
        capture.picture(choice.replace(label="cat", number=1))
    with pytest.raises(ValueError, match="of 'airplane' here"):
        capture.picture(choice.replace(label="", number=1))


def test_a_digit_by_its_class():
    digits, labels = mnist.test_digits()
    choice = PictureChoice(source=TEST_PICTURE, label="3", number=4)
    expected = digits[(labels == 3).nonzero()[3, 0]]
    assert torch.equal(capture.prepared(choice)[0], expected)


@pytest.mark.parametrize("name", MODELS)
def test_the_layer_that_is_shown_first_has_maps_if_there_are_any(name):
    run = capture.anatomy(name, "trained")
    layer = capture.layer_name(LayerChoice(network=name), run)
    output = run.end(layer).output
    has_maps = any(run.end(each).output.ndim == 4 for each in run.weighted())
    assert output.ndim == (4 if has_maps else 2)
    if has_maps:
        assert output.shape[2] >= capture.LEAST_SIDE
    else:
        assert layer == run.weighted()[0]


def test_a_unit_is_one_of_its_layer():
    run = capture.anatomy("LeNet", "trained")
    assert capture.unit_index(UnitChoice(network="LeNet", layer="conv1", unit=5), run) == 5
    with pytest.raises(ValueError, match="unit=6 must be a whole number from 0 to 5 in conv1"):
        capture.unit_index(UnitChoice(network="LeNet", layer="conv1", unit=6), run)


def test_where_a_layer_takes_its_maps_from():
    run = capture.anatomy("ResNet-18", "random")
    assert capture.source_layer(run, "conv1") == ""
    assert capture.source_layer(run, "layer1.0.conv2") == "layer1.0.conv1"
    assert capture.source_layer(run, "fc") == "layer4.1.conv2"
    assert LayerChoice().layer == AUTOMATIC


def test_an_equal_picture_is_captured_once():
    first = State(index=3, unit=1, view="One map")
    assert capture.captured(first) is capture.captured(State(index=3, scale=SHARED))
