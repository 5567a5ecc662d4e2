"""Each view has its words, and what they claim is so."""

import torch

from core.foundations.neuron.intuition import INTUITION
from core.foundations.neuron.state import VIEWS


def test_each_view_has_its_words():
    assert [*INTUITION] == [*VIEWS]
    assert all(text.startswith("**") and text.endswith(".") for text in INTUITION.values())


def test_two_layers_without_an_activation_are_one():
    first, second = torch.nn.Linear(3, 4).double(), torch.nn.Linear(4, 2).double()
    x = torch.randn(5, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    weight = second.weight @ first.weight
    bias = second.weight @ first.bias + second.bias
    assert torch.allclose(second(first(x)), x @ weight.T + bias)
