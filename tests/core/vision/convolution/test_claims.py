"""Every preset of the convolution page shows what its sentence says."""

import pytest
import torch
from torch.nn import functional as F

from core.data import inputs
from core.models.zoo import MODELS
from core.training import store
from core.vision.convolution.arithmetic import ConvolutionLayer, arithmetic
from core.vision.convolution.filtering import Filtered, filtered
from core.vision.convolution.flattening import Flattening, flat, maps, origin
from core.vision.convolution.kernels import KERNELS as BANK
from core.vision.convolution.presets import PRESETS
from core.vision.convolution.receptive import Stack, measured
from core.vision.convolution.state import (
    KERNELS,
    State,
    chosen_pixel,
    headline,
    mixed,
    pooled,
    tile,
)
from core.vision.convolution.state import filtered as filtered_at
from core.vision.convolution.steps import fields
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def edge(upright: bool) -> torch.Tensor:
    """A picture that is black at one side and white at the other, (1, 9, 9)."""
    side = (torch.arange(9) > 4).float().expand(9, 9)
    return (side if upright else side.T)[None]


def response(state: State, picture: torch.Tensor) -> float:
    """The largest number that the kernel makes of a picture, without its rim."""
    return float(filtered(picture, state.replace(padding=0)).abs().max())


@CLAIMS.of("Edges")
def _(state):
    right, left = state.weights[:, -1], state.weights[:, 0]
    assert (right > 0).all() and torch.equal(right, -left)
    assert response(state, edge(upright=True)) > 3 and response(state, edge(upright=False)) == 0


@CLAIMS.answer("Edges")
def _(state):
    edges = [name for name, up in (("Vertical", 1), ("Horizontal", 0)) if response(state, edge(up))]
    return edges[0] if len(edges) == 1 else "Both"


@CLAIMS.of("Soft focus")
def _(state):
    weights, middle = state.weights, state.weights.shape[0] // 2
    assert float(weights.sum()) == pytest.approx(1) and (weights > 0).all()
    assert (weights[middle, middle:].diff() < 0).all()
    sharp = state.replace(kernel=BANK.pick("Gaussian blur", size=7, sigma=0.3))
    contrast, blurred, whole = (
        float(filtered_at(each).output.diff(dim=2).abs().mean())
        for each in (sharp, state, state.replace(kernel="Identity", padding=0))
    )
    assert blurred < 0.5 * whole < 0.9 * whole < contrast


@CLAIMS.of("A corner of light")
def _(state):
    """What is left without the picture itself has the other sign across the diagonal."""
    assert state.weights.shape == (3, 3)
    rest = state.weights.clone()
    rest[1, 1] -= 1
    assert torch.equal(rest, -rest.T.flip(0, 1)) or torch.equal(rest, -rest.flip(0, 1))
    assert rest[0, 0] < 0 < rest[2, 2]


@CLAIMS.of("What a network learned")
def _(state):
    model = store.load("LeNet")
    first = next(module for module in model.modules() if isinstance(module, torch.nn.Conv2d))
    slices = first.weight.detach()[:, 0]
    assert any(torch.allclose(state.weights, weights, atol=1e-5) for weights in slices)
    assert MODELS["LeNet"].dataset == "MNIST"


def frequency(row: torch.Tensor) -> float:
    """The strongest rhythm of a row of pixels, in periods per pixel."""
    spectrum = torch.fft.rfft((row - row.mean()) * torch.hann_window(len(row))).abs()
    return int(spectrum.argmax()) / len(row)


def ring_frequencies(state: State) -> tuple[float, float]:
    """The rhythm of the rings at the right edge of the picture and of the output."""
    result = filtered_at(state)
    row = result.picture.shape[1] // 2
    fine = result.picture[0, row, -48:].float()
    return frequency(fine), frequency(result.output[0, row // state.stride, -16:])


@CLAIMS.of("Only every third")
def _(state):
    """Rings whose rhythm is beyond half a period per pixel turn into slower, false ones."""
    result = filtered_at(state)
    picture = result.picture.float() / 255
    assert torch.allclose(result.output, picture[:, ::3, ::3])
    assert result.output.shape[-1] == -(-picture.shape[-1] // 3) and state.stride == 3


@CLAIMS.answer("Only every third")
def _(state):
    fine, coarse = ring_frequencies(state)
    return yes(abs(coarse - state.stride * fine) < 1 / 16)


@CLAIMS.of("One number")
def _(state):
    near = tile(state)
    row, column = chosen_pixel(state, *filtered_at(state).output.shape[1:])
    cell = row - near.top, column - near.left
    by_hand = (near.windows[cell] * near.kernel).sum()
    assert float(by_hand) == pytest.approx(headline(state)["output"], abs=1e-6)
    assert near.windows[cell].count_nonzero() > 4 and abs(float(by_hand)) > 0.1


@CLAIMS.of("Three colours, one number")
def _(state):
    shown = headline(state)
    parts = [shown[name] for name in ("red", "green", "blue", "bias")]
    assert sum(parts) == pytest.approx(shown["sum"], abs=1e-5) and min(map(abs, parts)) > 0.01


@CLAIMS.answer("Three colours, one number")
def _(state):
    layer = torch.nn.Conv2d(3, 1, 3)
    with torch.no_grad():
        outputs = layer(torch.zeros(1, 3, 3, 3)).numel()
    assert mixed(state).summed.ndim == 2
    return {1: "One", 3: "Three"}[outputs]


@CLAIMS.of("Red against green")
def _(state):
    weights = mixed(state).weights
    assert torch.allclose(weights[0], -weights[1]) and not weights[2].any()
    colours = inputs.own(state.picture).int()
    assert ((colours[0] - colours[1]).abs() > 80).any()  # there is something to see


@CLAIMS.answer("Red against green")
def _(state):
    grey = torch.rand(1, 1, 9, 9, generator=torch.Generator().manual_seed(0)).expand(1, 3, 9, 9)
    brightest = float(F.conv2d(grey, mixed(state).weights[None]).abs().max())
    return "Zero" if brightest < 1e-6 else "A bright spot"


@CLAIMS.of("Stride and dilation")
def _(state):
    layer = state.part(ConvolutionLayer)
    result = arithmetic(layer)
    middle = [i for i, _ in result.feeds[2]]
    assert len(middle) == 3 and {b - a for a, b in zip(middle, middle[1:], strict=False)} == {2}
    assert result.input.numel() == 121 and result.most_fed**2 == 9
    assert 121 - (11 - result.skipped) ** 2 == 96


@CLAIMS.of("Upside down")
def _(state):
    """One cell of the input alone gives the kernel itself."""
    layer = state.part(ConvolutionLayer)
    weight = torch.arange(1.0, 10).view(1, 1, 3, 3)
    cell = torch.zeros(1, 1, 4, 4)
    cell[..., 1, 1] = 1
    output = F.conv_transpose2d(cell, weight, **layer.options())[0, 0]
    nonzero = output[output != 0]
    assert output.shape == (8, 8) and sorted(nonzero.tolist()) == list(range(1, 10))


@CLAIMS.answer("Upside down")
def _(state):
    return yes(headline(state)["output size"] > state.size)


@CLAIMS.of("One kernel per channel (depthwise)")
def _(state):
    assert state.in_channels == state.out_channels == state.groups == 8
    whole = headline(state.replace(groups=1))
    assert headline(state)["weights"] == 8 * 9 and whole["weights"] == 8 * 8 * 9


@CLAIMS.answer("One kernel per channel (depthwise)")
def _(state):
    return str(headline(state)["weights"])


@CLAIMS.of("Half the size")
def _(state):
    """The chosen window has four different numbers, and a winner of its own."""
    result = pooled(state)
    assert result.picture.shape == (28, 28) and result.output.shape == (14, 14)
    row, column = chosen_pixel(state, 14, 14)
    cells, slopes = result.window(row, column)
    assert len(set(cells.tolist())) == 4 and result.ties[row][column] == 1
    assert slopes[cells.argmax()] == 1 and slopes.count_nonzero() == 1
    zeros, first = result.window(0, 0)
    assert not zeros.any() and first.tolist() == [1, 0, 0, 0]


@CLAIMS.answer("Half the size")
def _(state):
    result = pooled(state)
    row, column = chosen_pixel(state, *result.output.shape)
    cells, _ = result.window(row, column)
    left = float(result.output[row, column])
    candidates = {"The largest": cells.max(), "The mean": cells.mean(), "The sum": cells.sum()}
    (right,) = (name for name, each in candidates.items() if float(each) == pytest.approx(left))
    return right


@CLAIMS.of("The mean instead")
def _(state):
    """And the picture of the gradient is not flat."""
    result = pooled(state)
    row, column = chosen_pixel(state, *result.output.shape)
    cells, slopes = result.window(row, column)
    assert len(cells) == 9 and cells.std() > 0.2
    assert float(result.output[row, column]) == pytest.approx(float(cells.mean()))
    ninths = (9 * result.gradient).round().unique().tolist()
    assert ninths == [0, 1, 2, 4] and torch.allclose((9 * slopes).round() / 9, slopes)
    assert {1, 2, 4} == set((9 * slopes).round().int().tolist())


@CLAIMS.answer("The mean instead")
def _(state):
    """One window alone: what its nine cells get."""
    cells = torch.rand(1, 1, 3, 3, requires_grad=True)
    (gradient,) = torch.autograd.grad(state.pool.build()(cells).sum(), cells)
    return "A ninth each" if torch.allclose(gradient, torch.tensor(1 / 9)) else "All to one"


@CLAIMS.of("From maps to a row")
def _(state):
    setting = state.part(Flattening)
    values = maps(state.part(inputs.Input), setting)
    assert values.shape == (12, 5, 5)
    row = flat(values, setting)
    assert all(row[index] == values[origin(index, setting)] for index in range(len(row)))


@CLAIMS.answer("From maps to a row")
def _(state):
    return str(headline(state)["numbers"])


@CLAIMS.of("How much a unit sees")
def _(state):
    lengths = [field.length for field in measured(state.part(Stack))]
    assert lengths == sorted(set(lengths)) and lengths[1:] == [3, 4, 8, 10, 18]


@CLAIMS.of("Dilation reaches far")
def _(state):
    plain = [field.length for field in fields(State(stack=", ".join(["conv 3"] * 7)).steps)]
    assert measured(state.part(Stack))[-1].length == plain[-1]
    assert [step.dilation for step in state.steps] == [1, 2, 4]


@CLAIMS.answer("Dilation reaches far")
def _(state):
    return f"{measured(state.part(Stack))[-1].length} pixels"


@CLAIMS.of("Your own")
def _(state):
    changed: Filtered = filtered_at(state.replace(grid="0_-1_0~-1_6_-1~0_-1_0"))
    assert state.view == KERNELS and not torch.equal(changed.output, filtered_at(state).output)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
