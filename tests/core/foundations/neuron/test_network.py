"""A network in two ways: the same outputs, the same parameters, and the text that is shown is what
is run.
"""

import pytest
import torch
from torch import nn

from core.foundations.neuron.network import (
    BATCH,
    MLP,
    OWN,
    SEED,
    Stack,
    class_text,
    compare,
    read_sizes,
    sequential,
    sequential_text,
)

SIZES = [(784, 512, 128, 10), (784, 128, 64, 10), (2, 1), (3, 8, 8, 8, 2)]


@pytest.mark.parametrize("sizes", SIZES)
def test_both_ways_give_the_same_numbers(sizes):
    result = compare(sizes)
    assert torch.equal(result.first, result.second) and result.difference == 0
    assert result.first.shape == (BATCH, sizes[-1])


@pytest.mark.parametrize("sizes", SIZES)
def test_outputs_are_those_of_products_and_relus(sizes):
    generator = torch.Generator().manual_seed(SEED)
    parts = []
    for ins, outs in zip(sizes, sizes[1:], strict=False):
        for shape in ((outs, ins), (outs,)):
            part = torch.empty(shape, dtype=torch.float64)
            parts.append(nn.init.normal_(part, std=0.05, generator=generator))
    x = torch.randn(BATCH, sizes[0], generator=generator, dtype=torch.float64)
    for index in range(0, len(parts), 2):
        x = x @ parts[index].T + parts[index + 1]
        if index < len(parts) - 2:
            x = x.clamp(min=0)
    assert torch.allclose(compare(sizes).first, x)


@pytest.mark.parametrize(
    ("sizes", "layers", "total"),
    [
        ((784, 512, 128, 10), [401_920, 65_664, 1_290], 468_874),
        ((784, 128, 64, 10), [100_480, 8_256, 650], 109_386),
    ],
)
def test_parameters_layer_by_layer(sizes, layers, total):
    result = compare(sizes)
    assert [layer.parameters for layer in result.layers] == layers
    assert result.parameters == total


@pytest.mark.parametrize("sizes", SIZES)
def test_what_is_shown_is_the_network(sizes):
    """The texts, run, have the layers and the outputs of the networks that are compared."""
    names = {"torch": torch, "nn": nn}
    exec(f"{sequential_text(sizes)}\n{class_text(sizes)}", names)
    x = torch.randn(3, sizes[0], generator=torch.Generator().manual_seed(1))
    for shown, ours in (
        (names["sequential"], sequential(sizes)),
        (names["MLP"](), MLP(sizes)),
    ):
        assert [*shown.state_dict()] == [*ours.state_dict()]
        shown.load_state_dict(ours.state_dict())
        assert torch.equal(shown(x), ours(x))


def test_sizes_of_a_reader():
    assert Stack(mlp=OWN, sizes="3 - 4-5").layers == (3, 4, 5)
    assert Stack().layers == (784, 512, 128, 10)


@pytest.mark.parametrize(
    "text", ["", "784", "2-0", "2--1", "2-x", "9999-1", "1-2-3-4-5-6-7", "²-1"]
)
def test_other_texts_are_one_clear_line(text):
    with pytest.raises(ValueError, match="^sizes=.* must be 2 to 6 whole numbers") as error:
        read_sizes(text)
    assert "\n" not in str(error.value)


def test_a_network_that_fills_the_memory_is_refused():
    with pytest.raises(ValueError, match="8,392,704 parameters, and 2,000,000 are allowed"):
        read_sizes("2048-2048-2048")
