"""What the presets of the view "Network" say, by networks that really compute."""

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.vision.segmentation.network import UNet
from core.vision.segmentation.shapes import numbers
from core.vision.segmentation.state import State
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def network(state: State) -> UNet:
    return UNet(**state.architecture.arguments(), channels=state.channels, classes=state.classes)


def scores(state: State) -> Tensor:
    """What comes out; its numbers are of no interest."""
    picture = torch.zeros(1, state.channels, state.side, state.side)
    with torch.inference_mode():
        return network(state).eval()(picture)


def parameters(module: nn.Module) -> int:
    return sum(value.numel() for value in module.parameters())


def square(state: State) -> str:
    """The size of the mask."""
    with torch.device("meta"):
        model = network(state).eval()
        side = model(torch.empty(1, state.channels, state.side, state.side)).shape[-1]
    return f"{side} × {side}"


@CLAIMS.of("Down, across, up")
def _(state):
    sides = [numbers(state)[f"encoder {level} side"] for level in (1, 2, 3)]
    assert sides == sorted(sides, reverse=True) and scores(state).shape[2:] == (64, 64)
    outputs = [block[0].out_channels for block in network(state).encoder]
    assert outputs == sorted(outputs)


@CLAIMS.answer("Down, across, up")
def _(state):
    """Two pictures that pooling makes the same: only the skips tell one from the other."""
    model = network(state).eval()
    fine = torch.zeros(1, 1, state.side, state.side)
    fine[..., ::2, ::2] = 1
    moved = fine.roll(1, -1)
    assert torch.equal(F.max_pool2d(fine, 2), F.max_pool2d(moved, 2))
    every = tuple(state.architecture.levels)
    with torch.inference_mode():
        x = model.encoder[0](fine)
        blind, seeing = model(fine, zeroed=every), model(fine)
    assert x.shape[-1] == state.side and not torch.allclose(blind, seeing)
    return "From the skips"


@CLAIMS.of("The network of the paper")
def _(state):
    shown = numbers(state)
    assert shown["parameters"] == 31_030_658 and shown["convolutions"] == 23
    with torch.device("meta"):
        share = parameters(network(state).bottleneck) / shown["parameters"]
    assert 0.44 < share < 0.5


@CLAIMS.answer("The network of the paper")
def _(state):
    return square(state)


@CLAIMS.of("A size that does not fit")
def _(state):
    shown = numbers(state)
    assert shown["encoder 2 side"] == 25 and shown["bottleneck side"] == 12
    assert shown["upsampling 2 side"] == 24
    with pytest.raises(RuntimeError, match="(?s)sizes.*(25.*24)|Sizes.*(25.*24)"):
        scores(state)


@CLAIMS.answer("A size that does not fit")
def _(state):
    try:
        scores(state)
    except RuntimeError:
        return yes(False)
    return yes(True)


@CLAIMS.of("Padded")
def _(state):
    assert scores(state).shape[2:] == (50, 50)


@CLAIMS.answer("Padded")
def _(state):
    return f"A mask of {square(state)}"


@CLAIMS.of("Too small for valid convolutions")
def _(state):
    shown = numbers(state)
    assert [shown[f"encoder {level} side"] for level in (1, 2, 3)] == [60, 26, 9]
    with pytest.raises(RuntimeError):
        scores(state)
    assert scores(state.replace(depth=2)).shape[-1] > 0
    assert scores(state.replace(side=92)).shape[-1] > 0


@CLAIMS.answer("Too small for valid convolutions")
def _(state):
    try:
        return square(state)
    except RuntimeError:
        return "Nothing: PyTorch raises an error"


@CLAIMS.of("Deeper is more")
def _(state):
    model = network(state)
    low = model.bottleneck, model.up[-1], model.decoder[-1], model.encoder[-1]
    assert sum(map(parameters, low)) / parameters(model) > 0.85


@CLAIMS.answer("Deeper is more")
def _(state):
    ratio = parameters(network(state)) / parameters(network(state.replace(depth=3)))
    answers = {"By a tenth": 1.1, "About twofold": 2.0, "About fourfold": 4.0}
    return min(answers, key=lambda name: abs(answers[name] - ratio))


@CLAIMS.of("A skip cut")
def _(state):
    assert network(state).cut == (1,)
    assert numbers(state)["parameters"] == numbers(state.replace(cut=()))["parameters"]


@CLAIMS.answer("A skip cut")
def _(state):
    fewer = numbers(state)["parameters"] < numbers(state.replace(cut=()))["parameters"]
    return yes(True) if fewer else "No, as many"
