"""Convolution arithmetic against torch, exhaustively: shapes and values, and what torch refuses."""

import itertools
import random

import pytest
import torch
from torch import Tensor, nn

from core.vision.convolution.arithmetic import (
    ConvolutionLayer,
    arithmetic,
    feeds,
    formula,
    module,
    out_size,
)
from tests.sampling import sample_state

EVERY = list(itertools.product(range(1, 11), range(1, 6), range(4), range(1, 4), range(1, 4)))
"""Input up to 10, kernel up to 5, padding up to 3, stride up to 3, dilation up to 3."""


def layer(numbers, **more) -> ConvolutionLayer:
    size, kernel, padding, stride, dilation = numbers
    return ConvolutionLayer(
        size=size, kernel_size=kernel, padding=padding, stride=stride, dilation=dilation, **more
    )


def taps(of: ConvolutionLayer) -> Tensor:
    """(kernel places, output places, input places): 1 where a pair feeds."""
    result = torch.zeros(of.kernel_size, max(0, out_size(of)), of.size)
    indices = [(k, out, i) for out, pairs in enumerate(feeds(of)) for i, k in pairs]
    if indices:
        index = tuple(torch.tensor(indices).T)
        result.index_put_(index, torch.ones(len(indices)), accumulate=True)
    return result


def by_pairs(of: ConvolutionLayer, x: Tensor, weight: Tensor) -> Tensor:
    """The output from the pairs that feed it and from nothing else."""
    along = taps(of)
    if of.axes == 1:
        return torch.einsum("koi,i,k->o", along, x, weight)
    columns = torch.einsum("kl,lpj->kjp", weight, along)
    return (along @ x @ columns).sum(0)


def torch_s(of: ConvolutionLayer, x: Tensor, weight: Tensor) -> Tensor:
    kind = getattr(nn.functional, f"conv{'_transpose' if of.transposed else ''}{of.axes}d")
    more = {"output_padding": of.output_padding} if of.transposed else {}
    settings = {"stride": of.stride, "padding": of.padding, "dilation": of.dilation, **more}
    return kind(x[None, None], weight[None, None], **settings)[0, 0]


def settings(kind, dimensions):
    for numbers in EVERY:
        config = layer(numbers, kind=kind, dimensions=dimensions)
        if kind == "Normal":
            yield config
        else:
            yield from (
                config.replace(output_padding=o) for o in range(max(config.stride, config.dilation))
            )


@pytest.mark.parametrize("dimensions", ["1-D", "2-D"])
@pytest.mark.parametrize("kind", ["Normal", "Transposed"])
def test_shape_and_values_are_those_of_torch(kind, dimensions):
    generator, known, refusals = torch.Generator().manual_seed(0), 0, 0
    for config in settings(kind, dimensions):
        x = torch.randint(-4, 5, (config.size,) * config.axes, generator=generator).float()
        weight = torch.randint(
            -4, 5, (config.kernel_size,) * config.axes, generator=generator
        ).float()
        try:
            expected = torch_s(config, x, weight)
        except RuntimeError as error:
            refusals += 1
            with pytest.raises(ValueError) as told:
                arithmetic(config)
            assert str(told.value) == str(error).partition("\n")[0], config
            continue
        known += 1
        assert tuple(expected.shape) == (out_size(config),) * config.axes, config
        assert torch.equal(by_pairs(config, x, weight), expected), config
        if not expected.numel():  # here torch itself says nothing
            with pytest.raises(ValueError, match=r"\(0 x 0\). Output size is too small"):
                arithmetic(config)
    assert known > 1000 and refusals > 100


def test_the_picture_is_torch_s_own_and_its_pairs_add_up():
    generator = random.Random(0)
    for numbers in generator.sample(EVERY, 150):
        kind, dimensions = (
            generator.choice(("Normal", "Transposed")),
            generator.choice(("1-D", "2-D")),
        )
        config = layer(numbers, kind=kind, dimensions=dimensions)
        if out_size(config) < 1:
            continue
        done = arithmetic(config)
        x, weight = (
            (done.input[0], done.kernel[0]) if config.axes == 1 else (done.input, done.kernel)
        )
        assert torch.equal(
            by_pairs(config, x, weight), done.part[0] if config.axes == 1 else done.part
        ), config
        assert done.input.any() and done.kernel.any()


CHANNELS = [(1, 1, 1), (4, 6, 1), (4, 6, 2), (6, 6, 6), (3, 12, 3)]


@pytest.mark.parametrize("channels", CHANNELS)
@pytest.mark.parametrize("kind", ["Normal", "Transposed"])
def test_parameters_and_multiply_adds(kind, channels):
    """Counted in a plain loop: for each output cell, each channel that it sums over and each kernel
    place.
    """
    into, out, groups = channels
    config = ConvolutionLayer(
        kind=kind, in_channels=into, out_channels=out, groups=groups, size=6, stride=2, padding=0
    )
    done, conv = arithmetic(config), module(config)
    assert done.weights == conv.weight.numel() == out * into // groups * 9
    assert done.biases == out and tuple(done.output.shape) == (
        out,
        out_size(config),
        out_size(config),
    )
    positions = (
        config.size**2 * into if kind == "Transposed" else tuple(done.output.shape)[1] ** 2 * out
    )
    each = (out if kind == "Transposed" else into) // groups * 9
    assert done.multiply_adds == positions * each


def test_without_padding_every_multiply_add_is_a_pair():
    for kind in ("Normal", "Transposed"):
        config = ConvolutionLayer(kind=kind, size=7, kernel_size=3, stride=2, padding=0, dilation=2)
        pairs = sum(len(a) * len(b) for a, b in itertools.product(feeds(config), repeat=2))
        assert arithmetic(config).multiply_adds == pairs


def test_the_reach_is_that_of_the_gradient():
    for kind, stride, dilation in itertools.product(("Normal", "Transposed"), (1, 2, 3), (1, 2, 3)):
        config = ConvolutionLayer(
            kind=kind,
            dimensions="1-D",
            size=12,
            kernel_size=3,
            stride=stride,
            dilation=dilation,
            padding=0,
        )
        x = torch.ones(12, requires_grad=True)
        y = torch_s(config, x, torch.ones(3))
        spans = []
        for value in y:
            (gradient,) = torch.autograd.grad(value, x, retain_graph=True)
            fed = gradient.nonzero()
            spans.append(int(fed.max() - fed.min()) + 1 if len(fed) else 0)
        assert arithmetic(config).reach == max(spans)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"size": 3, "kernel_size": 5, "padding": 0},
            "Kernel size can't be greater than actual input size",
        ),
        ({"in_channels": 4, "groups": 3}, "in_channels must be divisible by groups"),
        (
            {"in_channels": 2, "out_channels": 3, "groups": 2},
            "out_channels must be divisible by groups",
        ),
        (
            {"kind": "Transposed", "size": 1, "kernel_size": 4, "padding": 2},
            r"input size per channel: \(1 x 1\). Calculated output size per channel: \(0 x 0\). "
            "Output size is too small",
        ),
        (
            {"kind": "Transposed", "output_padding": 1},
            "output padding must be smaller than either stride or dilation",
        ),
    ],
)
def test_torch_s_own_words(changes, words):
    with pytest.raises(ValueError, match=words):
        arithmetic(ConvolutionLayer(**changes))


def test_the_call_is_that_of_the_module():
    for seed in range(200):
        config = sample_state(ConvolutionLayer, random.Random(seed))
        try:
            conv = module(config)
        except ValueError:
            continue
        again = eval(str(config), {"nn": nn})
        assert repr(again) == repr(conv)


def test_the_formula_has_its_numbers():
    assert formula(ConvolutionLayer(size=7, stride=2)).endswith(
        "\\frac{6}{2} \\right\\rfloor + 1 = 4"
    )
    assert formula(
        ConvolutionLayer(kind="Transposed", size=4, stride=2, output_padding=1)
    ).endswith("+ 1 + 1 = 8")
