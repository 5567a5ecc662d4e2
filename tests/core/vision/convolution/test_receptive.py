"""Receptive fields: the recursion against autograd, cell by cell, for random stacks and for the
shipped networks.
"""

import random

import pytest
import torch
from torch import nn

from core.models.zoo import MODELS
from core.training import store
from core.vision.convolution.receptive import (
    FARTHEST,
    NETWORKS,
    OWN,
    Field,
    Open,
    Stack,
    Step,
    fields,
    heat,
    layer,
    measured,
    opened,
    parse,
    probe,
    seen,
    sides,
    written,
)

KNOWN = {  # receptive field of the last layer with maps, counted by hand
    "CNN 16-32": 10,
    "LeNet": 16,
    "DigitNet": 35,
    "SimpleCNN": 10,
}


def stacks(count):
    """Random stacks that are not too much."""
    generator, found = random.Random(0), []
    while len(found) < count:
        steps = []
        for _ in range(generator.randint(1, 5)):
            kind, size = generator.choice(("conv", "conv", "max", "mean")), generator.randint(1, 5)
            padding = generator.randint(0, size // 2)
            if kind == "conv":
                steps.append(
                    Step(kind, size, generator.randint(1, 3), padding, generator.randint(1, 3))
                )
            else:
                steps.append(Step(kind, size, generator.randint(1, 3), padding))
        if fields(steps)[-1].length <= 40:
            found.append(tuple(steps))
    return found


@pytest.mark.parametrize("steps", stacks(40), ids=written)
def test_the_recursion_is_what_autograd_measures(steps):
    assert parse(written(steps)) == steps
    assert measured(Stack(stack=written(steps))) == fields(steps)


@pytest.mark.parametrize("name", NETWORKS)
def test_of_the_shipped_networks_too(name):
    stack = Stack(network=name)
    assert measured(stack) == fields(stack.steps)
    assert fields(stack.steps)[-1].length == KNOWN[name]


@pytest.mark.parametrize("steps", stacks(25), ids=written)
def test_every_cell_that_is_seen_has_a_gradient_and_no_other(steps):
    side = 30
    try:
        around = sides(steps, side)
    except ValueError:
        around = sides(steps, side := 60)
    found = seen(steps, around)
    for depth in range(len(steps)):
        rest = nn.Sequential(*map(layer, steps[depth:]))
        _, picture, maps = opened(rest, 1, around[depth])
        for unit in {0, around[-1] // 2, around[-1] - 1}:
            fed = torch.zeros(around[depth], dtype=torch.bool)
            fed[list(found[depth][unit])] = True
            if fed.any():
                assert torch.equal(
                    probe(picture, maps[-1][0, 0, unit, unit]) > 0, fed[:, None] & fed
                )


@pytest.mark.parametrize("name", ["CNN 16-32", "LeNet"])
def test_the_true_gradient_of_a_trained_network_fills_the_field_and_never_leaves_it(name):
    """With its own weights, max pooling and ReLU, over random pictures."""
    stack, network, fed = Stack(network=name), store.load(name), torch.zeros(28, 28)
    around = sides(stack.steps, 28)
    unit, generator = around[-1] // 2, torch.Generator().manual_seed(0)
    pictures = (4 * torch.randn(300, 1, 28, 28, generator=generator)).requires_grad_()
    x = nn.functional.max_pool2d(network.conv1(pictures), 2).relu()
    x = nn.functional.max_pool2d(network.conv2(x), 2)
    (gradient,) = torch.autograd.grad(x[:, :, unit, unit].sum(), pictures)
    fed = (gradient[:, 0] != 0).any(0)
    inside = torch.zeros(28, dtype=torch.bool)
    inside[list(seen(stack.steps, around)[0][unit])] = True
    assert torch.equal(fed, inside[:, None] & inside)


@pytest.mark.parametrize("name", NETWORKS)
def test_sizes_are_those_of_the_network(name):
    channels, side, _ = MODELS[name].shape
    _, _, maps = opened(store.load(name), channels, side)
    assert sides(Stack(network=name).steps, side)[1:] == tuple(one.shape[2] for one in maps)


def test_the_network_is_not_touched():
    network = store.load("DigitNet")
    before = {name: value.clone() for name, value in network.state_dict().items()}
    x = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        expected = network(x)
    heat(Stack(network="DigitNet"), 1, 1)
    with torch.inference_mode():
        assert torch.equal(network(x), expected)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert not any(module._forward_hooks for module in network.modules())


def test_another_thread_runs_as_usual():
    import threading

    network, x, found = store.load("LeNet"), torch.ones(1, 1, 28, 28), []
    with torch.inference_mode():
        expected = network(x)

    def run():
        with torch.inference_mode():
            found.append(torch.equal(network(x), expected))

    with Open():
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    assert found == [True]


def test_by_hand():
    expected = (Field(0, 1, 1), Field(-1, 1, 3), Field(-1, 2, 4), Field(-3, 2, 8))
    assert fields(parse("conv 3 p1, max 2, conv 3 p1")) == expected
    assert [field.length for field in fields(parse("conv 3 d1, conv 3 d2, conv 3 d4"))] == [
        1,
        3,
        7,
        15,
    ]
    assert Stack().network == OWN and heat(Stack(), 3, 3).shape == (28, 28)


def test_strides_can_leave_holes():
    assert seen(parse("conv 1 s2, conv 2"), (8, 4, 3))[0][1] == (2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "conv",
        "conv 3 p1 max 2",
        "pool 2",
        "conv 0",
        "conv 12",
        "conv 3 s5",
        "conv 3 p6",
        "max 2 d2",
        "max 2 p2",
        "conv 3, " * 12 + "conv 3",
        "max 4, max 4, max 4, max 4",
        "conv 3 q1",
        "conv ３",
        "conv 3 s",
    ],
)
def test_a_stack_that_cannot_be_is_named(text):
    with pytest.raises(ValueError, match="stack="):
        parse(text)


def test_how_far_is_too_far_is_told():
    with pytest.raises(ValueError, match=f"sees 256 cells; at most {FARTHEST} are allowed"):
        parse("max 4, max 4, max 4, max 4")


def test_a_picture_that_is_too_small_is_told_in_torch_s_words():
    with pytest.raises(ValueError, match="Kernel size can't be greater than actual input size"):
        heat(Stack(stack="conv 9, conv 9", picture_size=12), 0, 0)
    with pytest.raises(ValueError, match="Output size is too small"):
        heat(Stack(stack="max 5", picture_size=4), 0, 0)
