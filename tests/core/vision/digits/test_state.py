"""The draw page as data."""

import pytest
import torch

from core.data.datasets import DATASETS, load
from core.data.handwriting.styles import STYLES
from core.models.zoo import MODELS
from core.training import store
from core.vision.digits import reading as digits
from core.vision.digits.state import (
    PRESETS,
    State,
    blank,
    examples,
    headline,
    image,
    label,
    networks,
    read,
    reads_digits,
)


def test_a_network_that_is_not_here_is_said_when_it_is_asked_for():
    name = "LeNet (3 epochs, seed 7, 0a1b)"
    state = State.from_query(
        {"models": [store.DEFAULT, name], "index": "3", "source": "MNIST example"}
    )
    assert state.models == (store.DEFAULT, name) and state.index == 3
    with pytest.raises(ValueError, match=r"0a1b\)' is not on this computer: train it, or choose"):
        read(state)
    with pytest.raises(ValueError, match="did you mean 'LeNet'"):
        State(models=("LeNot",))


def test_checking_a_state_reads_no_disk(monkeypatch):
    monkeypatch.setattr(store, "models", lambda: pytest.fail("the disk is read"))
    for preset in PRESETS:
        assert State.from_query(preset.state.query()) == preset.state


def test_every_network_that_can_read_digits_is_offered():
    shipped = {name for name, network in MODELS.items() if reads_digits(DATASETS[network.dataset])}
    assert shipped <= set(networks()) and "SimpleCNN" not in networks()


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
            result = torch.tensor([shown[f"{name} p({digit})"] for digit in range(10)])
            assert torch.allclose(result, expected, rtol=1e-5, atol=1e-7), preset.name
        assert len(shown) == 10 * len(preset.state.models)


def test_every_style_has_an_example_with_ink():
    names = [
        name
        for digit in range(10)
        for name, picture in examples(digit).items()
        if picture.max() == 255
    ]
    assert sorted(names) == sorted(STYLES)
