"""Feature visualization: a picture made by gradient ascent for one unit of a network.

From noise, as Erhan and others (2009); with jitter, blur and a penalty on the total variation as
Olah, Mordvintsev and Schubert (2017), so that it does not end in noise.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.tracing import record, trace
from core.registry import Config, Range, setting
from core.vision.feature_maps.capture import UnitChoice, anatomy, layer_name, unit_index
from core.vision.feature_maps.subjects import subject

BLURRED_SHARE = 0.75
"""Of the steps: the last ones are not blurred."""


@dataclass(frozen=True)
class Ascent(Config):
    """How a picture is made that activates a unit.

    Args:
        jitter: the picture is moved by up to so many pixels before each step, so that no single
            pixel matters.
        blur: width of the blur (standard deviation, pixels) after each step of the first three
            quarters.
        variation: how much neighbours that differ are punished.
        seed: of the noise that it begins with, and of the jitter.
    """

    steps: int = setting(Range(16, 256, 96, 16))
    lr: float = setting(Range(0.01, 0.2, 0.05, 0.01))
    jitter: int = setting(Range(0, 8, 2, 1, "px"))
    blur: float = setting(Range(0.0, 1.0, 0.3, 0.1, "px"))
    variation: float = setting(Range(0.0, 4.0, 1.0, 0.1))
    seed: int = setting(Range(0, 99, 0, 1))


@dataclass(frozen=True)
class VisualizationRequest(UnitChoice, Ascent):
    """All that the picture made for a unit depends on."""


@dataclass(frozen=True, eq=False)
class AscentStep:
    """A picture on its way from noise.

    Args:
        index: steps taken so far.
        activation: the mean of the unit's map before its activation function.
        picture: (C, H, W) in [0, 1].
    """

    index: int
    activation: float
    picture: Tensor


@dataclass(frozen=True, eq=False)
class Visualization:
    """How a picture came to be.

    Args:
        done: the share of the steps that are taken.
        activations: of the unit after each step, the noise first.
        pictures: (C, H, W) in [0, 1], by step: the noise, some of the way, and the latest last.
    """

    done: float
    activations: tuple[float, ...]
    pictures: Mapping[int, Tensor]


def activation_of(
    model: nn.Module,
    normalise: Callable[[Tensor], Tensor],
    layer: str,
    unit: int,
    shape: tuple[int, int, int],
) -> Callable[[Tensor], Tensor]:
    """The activation of a unit by a picture (1, C, H, W) in [0, 1], as a function: the mean of its
    map before its activation function, where a unit that is shut still has a slope.
    """
    with torch.inference_mode():
        last = trace(model, normalise(torch.zeros(1, *shape))).before_activation(layer).name

    def activation(picture: Tensor) -> Tensor:
        return record(model, normalise(picture), until=last).output[0, unit].mean()

    return activation


def ascend(
    activation: Callable[[Tensor], Tensor], shape: tuple[int, int, int], ascent: Ascent
) -> Iterator[AscentStep]:
    """Gradient ascent from noise; yields the noise, then the picture after each step."""
    generator = torch.Generator().manual_seed(ascent.seed)
    picture = (0.5 + 0.1 * torch.randn(1, *shape, generator=generator)).clamp(0, 1).requires_grad_()
    optimizer = torch.optim.Adam([picture], lr=ascent.lr)
    for step in range(ascent.steps + 1):
        shift = torch.randint(-ascent.jitter, ascent.jitter + 1, (2,), generator=generator).tolist()
        value = activation(picture.roll(shift, (2, 3)))
        yield AscentStep(step, float(activation(picture).detach()), picture.detach()[0].clone())
        edges = picture.diff(dim=2).abs().mean() + picture.diff(dim=3).abs().mean()
        (picture.grad,) = torch.autograd.grad(
            ascent.variation * edges - value / (1 + value.abs()).detach(), picture
        )
        optimizer.step()
        with torch.no_grad():
            if ascent.blur and step < BLURRED_SHARE * ascent.steps:
                picture.copy_(blurred(picture, ascent.blur))
            picture.clamp_(0, 1)


def blurred(x: Tensor, width: float) -> Tensor:
    """Pictures (N, C, H, W) under a Gaussian of this standard deviation in pixels, five pixels
    wide.
    """
    bell = torch.exp(-0.5 * (torch.arange(-2.0, 3.0) / width) ** 2)
    kernel = (bell / bell.sum()).expand(x.shape[1], 1, 1, 5)
    x = F.conv2d(F.pad(x, (2, 2, 2, 2), mode="reflect"), kernel, groups=x.shape[1])
    return F.conv2d(x, kernel.mT, groups=x.shape[1])


def steps(request: VisualizationRequest) -> Iterator[AscentStep]:
    """A picture made for the chosen unit, from noise, step by step."""
    network = subject(request.network, request.weights)
    run = anatomy(request.network, request.weights)
    layer, unit = layer_name(request, run), unit_index(request, run)
    activation = activation_of(network.model, network.normalise, layer, unit, network.shape)
    yield from ascend(activation, network.shape, request.part(Ascent))


def visualize(request: VisualizationRequest) -> Iterator[Visualization]:
    """`steps`, with what a page shows of them; the last is all.

    Of the pictures those at an eighth and at half of the way are held.
    """
    count = request.steps
    activations, pictures = [], {}
    for step in steps(request):
        activations.append(step.activation)
        if step.index in {0, count // 8, count // 2, count}:
            pictures[step.index] = step.picture
        shown = {**pictures, step.index: step.picture}
        yield Visualization(step.index / count, tuple(activations), shown)
