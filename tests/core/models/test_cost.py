"""Multiplications are counted as one does by hand."""

from core.models.cost import multiply_adds
from core.models.stack import network
from core.models.zoo import MODELS


def test_linear_layers_and_convolutions():
    assert multiply_adds(MODELS["MLP 784-128-10"]) == 784 * 128 + 128 * 10
    first, second = 28 * 28 * 16 * 9, 14 * 14 * 32 * 16 * 9
    assert multiply_adds(MODELS["CNN 16-32"]) == first + second + 1568 * 10
    assert multiply_adds(network("Flatten()\nLinear(784, 10)", "MNIST")) == 7840
