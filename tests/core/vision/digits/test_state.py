"""The draw page as data."""

import pytest
import torch
from PIL import Image

from core.data import mnist, preparation
from core.data.datasets import load
from core.data.handwriting.styles import STYLES
from core.training import store
from core.vision.digits import reading as digits
from core.vision.digits.script import png
from core.vision.digits.state import (
    PRESETS,
    State,
    blank,
    examples,
    headline,
    image,
    label,
    read,
    verdict,
)


def test_a_png_keeps_every_value(tmp_path):
    picture = torch.arange(28 * 28).view(28, 28).remainder(256).to(torch.uint8)
    (tmp_path / "digit.png").write_bytes(png(picture))
    kept = torch.tensor(list(Image.open(tmp_path / "digit.png").tobytes()), dtype=torch.uint8).view(
        28, 28
    )
    assert torch.equal(kept, picture)


def test_a_blank_state_asks_for_a_drawing():
    assert blank(State())
    with pytest.raises(ValueError, match="drawing is needed"):
        read(State())


def test_a_test_digit_is_the_one_of_mnist():
    data = load("MNIST")
    for index in (0, 1, 9999):
        state = State(source="test digit", index=index)
        assert torch.equal(image(state), data.test_images[index, 0])
        assert label(state) == int(data.test_labels[index])


def test_the_numbers_are_those_of_classify():
    for preset in PRESETS:
        shown = headline(preset.state)
        for name in preset.state.models:
            expected = digits.classify(image(preset.state), name)
            found = torch.tensor([shown[f"{name} p({digit})"] for digit in range(10)])
            assert torch.allclose(found, expected, rtol=1e-5, atol=1e-7), preset.name
        assert len(shown) == 10 * len(preset.state.models)


def test_every_style_has_an_example_with_ink():
    found = [
        name
        for digit in range(10)
        for name, picture in examples(digit).items()
        if picture.max() == 255
    ]
    assert sorted(found) == sorted(STYLES)


def reads(preset):
    return {
        name: verdict(probabilities).digit
        for name, probabilities in read(preset.state).answers.items()
    }


def test_presets_show_what_they_say():
    by_name = {preset.name: reads(preset) for preset in PRESETS}
    assert by_name["A barred 7"][store.DEFAULT] == 7
    assert by_name["1 with flag and foot"][store.DEFAULT] == 1
    assert by_name["A 9 like a g"] == {store.DEFAULT: 9, "MLP 784-128-10": 8, "CNN 16-32": 8}
    assert by_name["4 or 9?"][store.DEFAULT] == 4
    assert by_name["Tiny, in a corner"][store.DEFAULT] == 2


def test_the_most_wrong_digit_is_the_most_wrong():
    pictures, labels = mnist.test_digits()
    model = store.load(store.DEFAULT)
    with torch.inference_mode():
        scores = torch.cat(
            [model(preparation.normalise(part[:, None] / 255)) for part in pictures.split(500)]
        )
    right = scores.log_softmax(1).gather(1, labels.long()[:, None])
    (preset,) = (preset for preset in PRESETS if preset.name == "Most wrong")
    assert preset.state.index == int(right.argmin())
