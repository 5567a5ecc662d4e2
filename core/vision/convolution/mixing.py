"""A convolution from red, green and blue to K channels taken apart.

Each colour with its slice of a filter, and their sum. To add filters, add `Filters` to FILTERS
whose function returns weights (K, 3, h, w) and biases (K,).
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.data.inputs import Input
from core.models.seeding import initialise
from core.models.zoo import MODELS, Network
from core.registry import Choice, Choose, Pick, Range, Registry, setting
from core.vision.convolution import classical, grid, networks
from core.vision.convolution.filtering import (
    AFTER,
    LUMINANCE,
    NO_ACTIVATION,
    Geometry,
    activation,
    prepared,
    refused,
)

LONGEST_SIDE = 128  # pixels
MOST_CHANNELS = 1024


@dataclass(frozen=True, eq=False)
class Filters(Choice):
    """An entry of FILTERS.

    Args:
        mixes_kernel: whether the weights, (K, 3, 1, 1), say how much of the page's kernel goes over
            each colour.
    """

    mixes_kernel: bool = False


def opponents() -> tuple[Tensor, Tensor]:
    """Brightness, red against green, blue against yellow, and a red-green edge.

    How the eye passes colours on: Hering, "Zur Lehre vom Lichtsinne", 1878.
    """
    blur = classical.gaussian(3, 0.8)
    colours = torch.tensor([LUMINANCE, [1.0, -1.0, 0.0], [-0.5, -0.5, 1.0]])  # (3 filters, 3)
    edge = classical.sobel("x") / 4 * torch.tensor([1.0, -1.0, 0.0]).view(3, 1, 1)  # (3, 3, 3)
    return torch.cat([colours[:, :, None, None] * blur, edge[None]]), torch.zeros(4)


def mixed(red: float, green: float, blue: float) -> tuple[Tensor, Tensor]:
    """One filter: how much of the page's kernel goes over each colour."""
    return torch.tensor([red, green, blue]).view(1, 3, 1, 1), torch.zeros(1)


def untrained(seed: int) -> tuple[Tensor, Tensor]:
    """8 filters as torch initialises them: uniform within 1 / sqrt(27)."""
    layer = nn.utils.skip_init(nn.Conv2d, 3, 8, 3)
    initialise(layer, torch.Generator().manual_seed(seed))
    return layer.weight.detach(), layer.bias.detach()


def _sees_colour(name: str, network: Network) -> bool:
    """Whether a network has a convolution that takes red, green and blue."""
    return networks.is_convolutional(name, network) and network.shape[0] == 3


def learned(name: str, network: Network) -> Filters:
    """The first convolution of a network, as an entry of FILTERS."""
    count = networks.first_convolution(networks.blueprint(network)).out_channels

    def build() -> tuple[Tensor, Tensor]:
        layer = networks.trained_convolution(name)
        bias = torch.zeros(count) if layer.bias is None else layer.bias.detach()
        return layer.weight.detach(), bias

    return Filters(build, note=f"{count} filters that {name} learned from {network.dataset}.")


FILTERS = Registry(
    "filters",
    {
        "Opponents": Filters(
            opponents,
            note="Brightness, red against green, blue against yellow, and a red-green edge "
            "(opponent colours, Hering 1878).",
        ),
        "Random": Filters(
            untrained,
            {"seed": Range(0, 99, 0, 1, label="Seed")},
            "8 filters as torch initialises them, before any training.",
        ),
        "Mix": Filters(
            mixed,
            {
                "red": Range(-1.0, 1.0, 1.0, 0.1, label="Red"),
                "green": Range(-1.0, 1.0, -1.0, 0.1, label="Green"),
                "blue": Range(-1.0, 1.0, 0.0, 0.1, label="Blue"),
            },
            "One kernel for all three colours, each multiplied by an amount that you set.",
            mixes_kernel=True,
        ),
    },
).joined(MODELS.view(_sees_colour, learned))


@dataclass(frozen=True)
class Mixing(Geometry):
    """Filters for three channels, and which of them is looked at."""

    filters: Pick = setting(Choose(FILTERS, FILTERS.pick("SimpleCNN")))
    unit: int = setting(
        Range(0, MOST_CHANNELS - 1, 5, 1, note="Index of the output channel.", names=True)
    )
    after: Pick = setting(Choose(AFTER, NO_ACTIVATION))


@dataclass(frozen=True, eq=False)
class Mixed:
    """A picture under filters.

    Args:
        picture: (3, H, W) uint8.
        weights: (3, h, w), the slices of the chosen filter, each weight of at most six digits.
        bias: its bias.
        parts: (3, H', W'), what each colour adds.
        summed: (H', W'), their sum and the bias, as torch's convolution gives it.
        outputs: (K, H', W'), of all filters, after the activation.
        unit: the index of the chosen filter.
    """

    picture: Tensor
    weights: Tensor
    bias: float
    parts: Tensor
    summed: Tensor
    outputs: Tensor
    unit: int

    @property
    def is_grey(self) -> bool:
        """Whether red, green and blue of the picture are the same."""
        return bool((self.picture == self.picture[:1]).all())


def colours(chosen: Input) -> Tensor:
    """The picture, (3, H, W) uint8; a grey one has the same in all three."""
    return prepared(chosen, LONGEST_SIDE, True).expand(3, -1, -1)


def filters(pick: Pick, kernel: Tensor) -> tuple[Tensor, Tensor]:
    """Weights (K, 3, h, w) and biases (K,), rounded to six digits.

    Args:
        kernel: the page's, (h, w), for filters that mix it.

    Raises:
        ValueError: a network that has not been trained.
    """
    weights, biases = pick.build()
    if pick.choice.mixes_kernel:
        weights = weights * kernel
    return grid.six_digits(weights), grid.six_digits(biases)


@lru_cache(maxsize=64)
def channel_count(pick: Pick) -> int:
    """How many filters there are, each with an output channel of its own."""
    return len(pick.build()[0])


@lru_cache(maxsize=16)
def mix(chosen: Input, setting: Mixing, kernel: str) -> Mixed:
    """A picture under one of the filters, colour by colour, and under all of them.

    Args:
        kernel: the page's, as `grid.write` writes it.

    Raises:
        ValueError: torch refuses the settings; a blank picture; a network that is not trained.
    """
    picture = colours(chosen)
    weights, biases = filters(setting.filters, grid.read(kernel))
    unit = min(setting.unit, len(weights) - 1)
    x, weight, bias = picture[None] / 255, weights[unit][None], biases[unit][None]
    geometry = (setting.stride, setting.padding, setting.dilation)
    with refused(), torch.no_grad():
        parts = [
            F.conv2d(x[:, c : c + 1], weight[:, c : c + 1], None, *geometry)[0] for c in range(3)
        ]
        summed = F.conv2d(x, weight, bias, *geometry)[0, 0]  # (H', W')
        outputs = activation(setting.after)(F.conv2d(x, weights, biases, *geometry)[0])
    return Mixed(picture, weight[0], float(bias), torch.cat(parts), summed, outputs, unit)
