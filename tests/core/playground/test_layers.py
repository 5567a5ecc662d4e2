"""The hidden layers as a text."""

import pytest

from core.playground.layers import Layer, read_layers


def test_layers_are_read_as_they_are_written():
    layers = (Layer(8, "ReLU", True, 0.25, True), Layer(4), Layer(2, "LeakyReLU"))
    assert read_layers("8 ReLU norm dropout=0.25 frozen, 4, 2 LeakyReLU") == layers
    assert read_layers(" ") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "1 to 16"),
        ("17", "1 to 16"),
        ("4,,2", "1 to 16"),
        ("00000000499999999", "1 to 16"),
        ("4 ReLu", "did you mean 'ReLU'"),
        ("4 dropout=1", "0 to 0.9"),
        ("4 dropout=x", "0 to 0.9"),
        (", ".join("2" * 9), "at most 8 layers"),
    ],
)
def test_what_is_no_layer_is_a_mistake(text, words):
    with pytest.raises(ValueError, match=words):
        read_layers(text)
