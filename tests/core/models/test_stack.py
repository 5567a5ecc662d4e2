"""Networks of one's own: shapes and counts are those of torch, and cures cure its mistakes."""

import pytest
import torch
from torch import nn

from core.models import stack
from core.models.layers import LAYERS
from core.models.stack import DEFAULT, EXAMPLES, check, network, trace
from core.models.zoo import create

GREY, COLOUR = (1, 28, 28), (3, 32, 32)

MAPS = {
    "Conv2d": "3, 5, 3, stride=2, padding=1, groups=1, bias=False",
    "MaxPool2d": "3, 2, padding=1",
    "AvgPool2d": "2",
    "AdaptiveAvgPool2d": "(4, 3)",
    "AdaptiveMaxPool2d": "2",
    "BatchNorm2d": "3, affine=False",
    "GroupNorm": "3, 3",
    "LayerNorm": "[3, 32, 32]",
    "Dropout2d": "0.2",
    "Softmax": "1",
    "LogSoftmax": "dim=-1",
}
"""Arguments of the layers that take maps; the others take none."""

NUMBERS = {"Linear": "3072, 7", "BatchNorm1d": "3072"}
"""Of those that take numbers in a row."""


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_gives_the_shape_and_has_the_weights_that_torch_says(name):
    text = f"{name}({MAPS.get(name, NUMBERS.get(name, ''))})"
    rows = [*(["Flatten()"] if name in NUMBERS else []), text]
    traced = trace("\n".join(rows), COLOUR, 10)
    layers = nn.Sequential(*(eval(f"nn.{row}", {"nn": nn}) for row in rows))
    output = layers(torch.zeros(4, *COLOUR))
    assert traced[-1].shape == output.shape[1:]
    assert sum(line.parameters for line in traced) == sum(p.numel() for p in layers.parameters())
    assert LAYERS[name].note and LAYERS[name].code == f"nn.{name}"


@pytest.mark.parametrize("text", [DEFAULT, *EXAMPLES])
def test_networks_that_are_offered_fit(text):
    check(text, GREY, 10)
    model = create(network(text, "MNIST"), torch.Generator().manual_seed(0))
    assert model(torch.zeros(2, *GREY)).shape == (2, 10)
    assert all(line.shape and not line.mistake for line in trace(text, GREY, 10))
    weighted = sum(line.multiply_adds for line in trace(text, GREY, 10))
    assert weighted == sum(_multiply_adds(model))


def _multiply_adds(model: nn.Sequential):
    """By hand, from the shapes of a run."""
    x = torch.zeros(1, *GREY)
    for layer in model.eval():
        x = layer(x)
        if hasattr(layer, "weight") and layer.weight.ndim > 1:
            yield x.numel() * layer.weight[0].numel()


MISTAKES = [
    ("Linear(784, 10)", GREY, 1, "mat1 and mat2 shapes", "put Flatten() before"),
    ("Flatten()\nLinear(700, 10)", GREY, 2, "mat1 and mat2 shapes", "784 numbers"),
    (
        "Flatten()\nnn.Linear(in_features=7, out_features=10)",
        GREY,
        2,
        "(2x784 and 7x10)",
        "nn.Linear(in_features=784, out_features=10)",
    ),
    ("Conv2d(1, 4, 3)\nFlatten()\nLinear(3600, 10)", COLOUR, 1, "3 channels", "Conv2d(3, 4, 3)"),
    ("Flatten()\nBatchNorm2d(784)\nLinear(784, 10)", GREY, 2, "4D input", "BatchNorm1d(784)"),
    ("BatchNorm1d(1)\nFlatten()\nLinear(784, 10)", GREY, 1, "3D input", "BatchNorm2d(1)"),
    ("BatchNorm2d(5)\nFlatten()\nLinear(784, 10)", GREY, 1, "running_mean", "BatchNorm2d(1)"),
    ("Flatten()\nLinear(784, 5)", GREY, 2, "ends with 5", "needs 10 units"),
    ("Flatten()\nLinear(784, 50)\nReLU()", GREY, 3, "ends with 50", "End with Linear(50, 10)"),
    ("Conv2d(1, 2, 3)", GREY, 1, "ends with 2 x 26 x 26", "Flatten() and Linear(1352, 10)"),
    ("Linear(28, 10)", GREY, 1, "ends with 1 x 28 x 10", "Flatten() and Linear(280, 10)"),
]


@pytest.mark.parametrize(("text", "shape", "number", "words", "hint"), MISTAKES)
def test_a_mistake_stands_at_its_line_in_torchs_words_and_the_cure_cures_it(
    text, shape, number, words, hint
):
    (line,) = (line for line in trace(text, shape, 10) if line.mistake)
    assert line.number == number
    assert words in line.mistake and "\n" not in line.mistake
    assert hint in line.suggestion
    rows = text.split("\n")
    rows[number - 1] = line.cure
    check("\n".join(rows), shape, 10)
    behind = [each for each in trace(text, shape, 10) if each.number > number]
    assert all(each.shape is None and not each.mistake for each in behind)
    with pytest.raises(ValueError, match=f"line {number}, "):
        check(text, shape, 10)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Flatten(0)\nLinear(784, 10)", "mixes the pictures"),
        ("Flatten()\nSoftmax(0)\nLinear(784, 10)", "mixes the pictures"),
        ("Flatten()\nLinear(784, 100000)", "78,500,000 parameters are too many"),
        ("Conv2d(1, 8, 3, padding=20000)", "numbers for a picture are too many"),
        ("Conv2d(1, 64, 9, padding=4)\nConv2d(64, 64, 9)", "more than 40,000,000 multiplications"),
        ("Flatten()\nReLU(True)\nAdaptiveAvgPool2d(3)", "Expected|expected"),
        ("Flatten()\nLinear(784, 0)", "nothing is left"),
        ("AdaptiveAvgPool2d((1, 10))\nFlatten()", "no layer here learns anything"),
        ("Conv2d(1, 8, 31)", "Kernel size can't be greater"),
        ("MaxPool2d(2.5)", "."),
        ("Dropout(3)", "between 0 and 1"),
        ("Flatten()\nConv2d(1, 8, 3)", "."),
        ("ReLU()\nLinaer(784, 10)", "did you mean 'Linear'"),
    ],
)
def test_what_cannot_be_trained_is_refused(text, words):
    with pytest.raises(ValueError, match=words) as told:
        check(text, GREY, 10)
    assert "\n" not in str(told.value)


def test_a_batch_that_needs_too_much_memory_is_refused():
    text = "Conv2d(1, 64, 3, padding=1)\nFlatten()\nLinear(50176, 10)"
    check(text, GREY, 10, 256)
    with pytest.raises(ValueError, match="batch_size=4096 is too much for these layers"):
        check(text, GREY, 10, 4096)


def test_softmax_before_cross_entropy_fits_and_is_told():
    last = trace("Flatten()\nLinear(784, 10)\nSoftmax(1)", GREY, 10)[-1]
    assert not last.mistake and "leave out this line" in last.suggestion


def test_the_loss_is_that_of_the_last_layer():
    text = "Flatten()\nLinear(784, 10)"
    assert network(text, "MNIST").loss is nn.CrossEntropyLoss
    assert network(f"{text}\nLogSoftmax(1)", "MNIST").loss is nn.NLLLoss


def test_its_text_builds_what_it_builds():
    names = {"nn": nn}
    entry = network(DEFAULT, "MNIST")
    exec(str(entry.build), names)
    with torch.random.fork_rng():
        torch.manual_seed(3)
        theirs = names[entry.code]()
    ours = create(entry, torch.Generator().manual_seed(3))
    assert str(ours) == str(theirs)
    assert all(
        torch.equal(value, theirs.state_dict()[name]) for name, value in ours.state_dict().items()
    )
    assert max(map(len, str(entry.build).splitlines())) <= 100


def test_tracing_draws_no_random_number():
    state = torch.get_rng_state()
    stack.trace.cache_clear()
    for text in (DEFAULT, "Linear(3, 4)", "Flatten()\nDropout(0.5)\nLinear(784, 10)"):
        trace(text, GREY, 10)
    assert torch.equal(torch.get_rng_state(), state)
