"""A convolution from red, green and blue to K channels taken apart: each colour with its slice of a
filter, their sum.

To add filters, add a `Choice` to FILTERS whose function gives weights (K, 3, h, w) and biases (K,).
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.data.inputs import Input
from core.models.zoo import initialise
from core.registry import Choice, Choose, Pick, Range, Registry, setting
from core.vision.convolution import kernels
from core.vision.convolution.filtering import AFTER, Geometry, prepared, refused

SIDE = 128  # pixels of the longer side, at most
FEW, MANY = 8, 32  # channels of the random filters and, most of all, of the learned ones


def learned() -> tuple[Tensor, Tensor]:
    """The first convolution of SimpleCNN, which was trained on photographs (CIFAR-10)."""
    layer = kernels.first_layer("SimpleCNN")
    return layer.weight.detach(), layer.bias.detach()


def opponents() -> tuple[Tensor, Tensor]:
    """Brightness, red against green, blue against yellow: how the eye passes colours on (Hering
    1878); and an edge.
    """
    blur = kernels.gaussian(3, 0.8)
    colours = torch.tensor([[0.299, 0.587, 0.114], [1.0, -1.0, 0.0], [-0.5, -0.5, 1.0]])
    edge = kernels.sobel("x") / 4 * torch.tensor([1.0, -1.0, 0.0]).view(3, 1, 1)
    return torch.cat([colours[:, :, None, None] * blur, edge[None]]), torch.zeros(4)


def mixed(red: float, green: float, blue: float) -> tuple[Tensor, Tensor]:
    """One filter: how much each colour counts. The page's kernel goes over each."""
    return torch.tensor([red, green, blue]).view(1, 3, 1, 1), torch.zeros(1)


def fresh(seed: int) -> tuple[Tensor, Tensor]:
    """What torch starts from: uniform within 1 / sqrt(27)."""
    layer = nn.utils.skip_init(nn.Conv2d, 3, FEW, 3)
    initialise(layer, torch.Generator().manual_seed(seed))
    return layer.weight.detach(), layer.bias.detach()


def _filters(build, note: str, **parameters) -> Choice:
    return Choice(build, parameters, note)


AMOUNT = Range(-1.0, 1.0, 1.0, 0.1)
FILTERS = Registry(
    "filters",
    {
        "SimpleCNN": _filters(learned, "32 filters that a network learned from photographs."),
        "Opponents": _filters(
            opponents, "Brightness, red against green, blue against yellow, and a red-green edge."
        ),
        "Random": _filters(
            fresh, "8 filters as torch makes them, before any training.", seed=Range(0, 99, 0, 1)
        ),
        "Mix": _filters(
            mixed,
            "The page's kernel over each colour, as much of it as you say.",
            red=AMOUNT,
            green=Range(-1.0, 1.0, -1.0, 0.1),
            blue=Range(-1.0, 1.0, 0.0, 0.1),
        ),
    },
)


@dataclass(frozen=True)
class Mixing(Geometry):
    """Filters for three channels, and which of them is looked at."""

    filters: Pick = setting(Choose(FILTERS, FILTERS.pick("SimpleCNN")))
    unit: int = setting(
        Range(
            0, MANY - 1, 5, 1, note="Number of the output channel; the last, where there are fewer."
        )
    )
    after: Pick = setting(Choose(AFTER, AFTER.pick("Identity")))


@dataclass(frozen=True, eq=False)
class Mixed:
    """A picture under filters.

    Args:
        picture: (3, H, W) uint8.
        weights: (3, h, w), the slices of the one filter, each weight of at most six digits.
        bias: its bias.
        parts: (3, H', W'), what each colour gives.
        summed: (H', W'), their sum and the bias, as torch's convolution gives it.
        outputs: (K, H', W'), of all filters, after the activation.
        unit: the number of the one.
    """

    picture: Tensor
    weights: Tensor
    bias: float
    parts: Tensor
    summed: Tensor
    outputs: Tensor
    unit: int


def colours(chosen: Input) -> Tensor:
    """The picture, (3, H, W) uint8; a grey one has the same in all three."""
    return prepared(chosen, SIDE, True).expand(3, -1, -1)


def filters(setting: Mixing, kernel: Tensor) -> tuple[Tensor, Tensor]:
    """Weights (K, 3, h, w) and biases (K,), rounded to six digits; `kernel` is the page's, for the
    mix.
    """
    weights, biases = setting.filters.build()
    if setting.filters.name == "Mix":
        weights = weights * kernel
    return _six_digits(weights), _six_digits(biases)


def _six_digits(values: Tensor) -> Tensor:
    return torch.tensor([float(f"{value:.6g}") for value in values.flatten().tolist()]).view(
        values.shape
    )


@lru_cache(maxsize=16)
def apart(chosen: Input, setting: Mixing, kernel: str) -> Mixed:
    """A picture under one of the filters, channel by channel, and under all of them.

    Args:
        kernel: the page's, as `kernels.written` writes it.

    Raises:
        ValueError: torch refuses the settings; a blank picture.
    """
    picture = colours(chosen)
    weights, biases = filters(setting, kernels.read(kernel))
    unit = min(setting.unit, len(weights) - 1)
    x, one, more = (
        picture[None] / 255,
        weights[unit : unit + 1],
        (setting.stride, setting.padding, setting.dilation),
    )
    with refused():
        parts = torch.cat(
            [F.conv2d(x[:, c : c + 1], one[:, c : c + 1], None, *more)[0] for c in range(3)]
        )
        summed = F.conv2d(x, one, biases[unit : unit + 1], *more)[0, 0]
        outputs = F.conv2d(x, weights, biases, *more)[0]
    with torch.no_grad():
        after = setting.after.build().eval()
        outputs = after(outputs)
    return Mixed(picture, one[0], float(biases[unit]), parts, summed, outputs, unit)
