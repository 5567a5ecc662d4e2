"""Top-activating images against plain sorting."""

import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from core.data import cifar10, mnist
from core.models.tracing import trace
from core.training import store
from core.vision.feature_maps import gallery
from core.vision.feature_maps.capture import UnitChoice
from core.vision.feature_maps.gallery import top_activating

DIGITS = mnist.test_digits()[0][:, None]


def normalise(pictures):
    return (pictures / (255 if pictures.dtype == torch.uint8 else 1) - 0.1307) / 0.3081


@pytest.mark.parametrize(
    ("name", "layer"), [("CNN 16-32", "conv2"), ("MLP 784-128-10", "hidden"), ("LeNet", "conv1")]
)
def test_they_are_the_best_of_all(name, layer):
    model, pictures = store.load(name), DIGITS[:730]
    *_, result = top_activating(model, pictures, normalise, layer)
    output = trace(model, normalise(pictures)).end(layer).output
    strength = output.amax((2, 3)) if output.ndim == 4 else output
    expected = strength.T.sort(descending=True).values[:, :9]
    assert result.values.shape == (strength.shape[1], 9)
    assert torch.allclose(result.values, expected, rtol=1e-4, atol=1e-4)
    assert torch.allclose(strength.T.gather(1, result.indices), result.values, rtol=1e-4, atol=1e-4)
    assert all(len(set(row)) == 9 for row in result.indices.tolist())


def test_they_tell_how_far_they_are():
    result = list(
        top_activating(store.load("MLP 784-128-10"), DIGITS[:250], normalise, "hidden", 3)
    )
    assert [each.done for each in result] == [0.4, 0.8, 1.0]
    assert all(
        (later.values >= sooner.values).all()
        for sooner, later in zip(result, result[1:], strict=False)
    )


def test_they_come_with_their_labels():
    choice = UnitChoice(network="MLP 784-128-10", layer="hidden", unit=7)
    *_, result = gallery.search(choice)
    pictures, captions = gallery.of_unit(choice, result)
    digits, labels = mnist.test_digits()
    with torch.inference_mode():
        values = F.relu(
            store.load("MLP 784-128-10").hidden(((digits / 255 - 0.1307) / 0.3081).flatten(1))
        )[:, 7]
    best = values.topk(9).indices
    assert all(map(torch.equal, pictures, digits[best][:, None]))
    assert [caption.partition(":")[0] for caption in captions] == [
        str(int(labels[index])) for index in best
    ]
    # the only digit of 10,000 that activates this unit
    assert len(gallery.of_unit(choice.replace(unit=5), result)[0]) == 1


def test_a_folder_of_ones_own_is_a_gallery(tmp_path, monkeypatch):
    for number, label in enumerate(("frog", "frog", "ship")):
        folder = tmp_path / "test" / label
        folder.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (32, 32), (10 * number, 200, 30)).save(folder / f"{number}.png")
    monkeypatch.setenv(cifar10.VARIABLE, str(tmp_path))
    choice = UnitChoice(network="SimpleCNN", layer="output", unit=6)
    *_, result = gallery.search(choice)
    pictures, captions = gallery.of_unit(choice, result)
    assert len(pictures) == len(captions) == 3
    assert {caption.partition(":")[0] for caption in captions} == {"frog", "ship"}
    large = UnitChoice(network="ResNet-18", weights="random", layer="conv1", unit=3)
    *_, result = gallery.search(large)
    assert gallery.of_unit(large, result)[0][0].shape == (3, 224, 224)
