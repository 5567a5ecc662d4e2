"""U-Net (Ronneberger, Fischer and Brox 2015, arXiv 1505.04597): an encoder that halves, a decoder
that doubles, and between the two of each level a skip.

Levels are counted from the finest: level 1 has the sides of the picture, and the bottleneck lies
below the last. `UNet` and the functions it calls use torch alone, since scripts show their source;
`create` makes the network of an `Architecture`. A new way to double is one line in `upsampling` and
one name in `UPSAMPLINGS`.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.seeding import DrawFrom
from core.registry import Config, Flag, Options, Range, Several, setting

SAME, VALID = "Same", "Valid"
"""Convolutions with a margin of zeros, and without: each then takes two pixels from a side."""

UPSAMPLINGS = ("k2 s2", "k3 s2", "k4 s2", "Resize + conv")
"""Ways to double a side: up-convolutions by kernel and stride, or nearest neighbours and then a
convolution.
"""

WRITTEN = {
    "k2 s2": "Up-conv 2 × 2",
    "k3 s2": "Up-conv 3 × 3",
    "k4 s2": "Up-conv 4 × 4",
    "Resize + conv": "Resize + conv",
}
"""How they stand on the page and in an address."""

NONE, PAD, CROP, INTERPOLATE = "None", "Pad", "Crop", "Interpolate"
FITS = (NONE, PAD, CROP, INTERPOLATE)
"""What is done where the maps from below have another size than those of the skip."""

MOST_DEPTH = 4
LEVELS = tuple(str(level) for level in range(1, MOST_DEPTH + 1))


@dataclass(frozen=True)
class Architecture(Config):
    """A U-Net, but for its channels and classes.

    Args:
        width: channels of level 1; each level has twice those of the one above it.
        padding: the paper's convolutions are valid, most others pad.
        norm: whether batch norm follows each convolution of 3 x 3.
        fit: with valid convolutions "None" means "Crop", as in the paper.
        cut: levels without a skip. There the maps from below are taken twice, so that a network has
            as many parameters as one with all skips. Levels that there are not count for nothing.
    """

    depth: int = setting(Range(1, MOST_DEPTH, 3, 1, label="Depth"))
    width: int = setting(Range(2, 64, 8, 2, "channels", label="Base width"))
    padding: str = setting(Options((SAME, VALID), SAME, label="Convolutions"))
    up: str = setting(
        Options(UPSAMPLINGS, "k2 s2", "Its stride is 2.", WRITTEN, label="Upsampling")
    )
    norm: bool = setting(Flag(True, label="Batch norm"))
    fit: str = setting(Options(FITS, NONE, label="Sizes that differ"))
    cut: tuple[str, ...] = setting(Several(LEVELS, (), least=0, most=MOST_DEPTH, label="Cut skips"))

    @property
    def fitting(self) -> str:
        """What is really done where sizes differ."""
        return CROP if self.padding == VALID and self.fit == NONE else self.fit

    @property
    def levels(self) -> tuple[int, ...]:
        """From the finest to the coarsest, the bottleneck not among them."""
        return tuple(range(1, self.depth + 1))

    @property
    def cut_levels(self) -> tuple[int, ...]:
        """The levels of this network that have no skip."""
        return tuple(level for level in self.levels if str(level) in self.cut)

    def arguments(self) -> dict:
        """What `UNet` takes, by name."""
        return {
            "depth": self.depth,
            "width": self.width,
            "padding": self.padding,
            "up": self.up,
            "norm": self.norm,
            "fit": self.fitting,
            "cut": self.cut_levels,
        }


PAPER = Architecture(depth=4, width=64, padding=VALID, norm=False)
"""The setting of the paper: pictures of 572 x 572 with 1 channel, masks of 388 x 388, 2 classes."""

PAPER_SIDE = 572


def block(channels: int, outputs: int, padding: str, norm: bool) -> nn.Sequential:
    """Two convolutions of 3 x 3, each with ReLU, and batch norm between the two if there is any."""
    layers = []
    for inputs in (channels, outputs):
        margin = 1 if padding == "Same" else 0
        layers.append(nn.Conv2d(inputs, outputs, 3, padding=margin, bias=not norm))
        if norm:
            layers.append(nn.BatchNorm2d(outputs))
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def upsampling(up: str, channels: int, outputs: int) -> nn.Module:
    """A layer that doubles the sides of its maps."""
    if up == "Resize + conv":
        return nn.Sequential(
            nn.Upsample(scale_factor=2), nn.Conv2d(channels, outputs, 3, padding=1)
        )
    kernel = int(up[1])  # "k3 s2"
    margin = (kernel - 1) // 2
    return nn.ConvTranspose2d(
        channels, outputs, kernel, stride=2, padding=margin, output_padding=kernel % 2
    )


def fitted(skip: Tensor, x: Tensor, fit: str) -> tuple[Tensor, Tensor]:
    """The maps of a skip and those from below, of one size unless `fit` is "None".

    "Crop" cuts the middle out of the skip. "Pad" and "Interpolate" change what comes from below:
    zeros around it, or resized.
    """
    height, width = skip.shape[2:]
    rows, columns = height - x.shape[2], width - x.shape[3]
    if fit == "Crop":
        top, left = rows // 2, columns // 2
        skip = skip[..., top : top + x.shape[2], left : left + x.shape[3]]
    elif fit == "Pad":
        x = F.pad(x, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))
    elif fit == "Interpolate":
        x = F.interpolate(x, size=(height, width), mode="bilinear")
    return skip, x


class UNet(nn.Module):
    """U-Net: pictures (N, channels, H, W) to scores (N, classes, H', W').

    Level 1 is the finest. At the levels of `cut` there is no skip: the maps from below stand in for
    it, so that the number of parameters is the same.
    """

    def __init__(
        self,
        depth=3,
        width=8,
        padding="Same",
        up="k2 s2",
        norm=True,
        fit="None",
        cut=(),
        channels=1,
        classes=2,
    ):
        super().__init__()
        self.depth, self.fit, self.cut = depth, fit, tuple(cut)
        widths = [width * 2**level for level in range(depth)]
        self.encoder = nn.ModuleList(
            block(inputs, outputs, padding, norm)
            for inputs, outputs in zip([channels, *widths], widths, strict=False)
        )
        self.bottleneck = block(widths[-1], 2 * widths[-1], padding, norm)
        self.up = nn.ModuleList(upsampling(up, 2 * outputs, outputs) for outputs in widths)
        self.decoder = nn.ModuleList(
            block(2 * outputs, outputs, padding, norm) for outputs in widths
        )
        self.head = nn.Conv2d(width, classes, 1)

    def forward(self, x, zeroed=()):
        """The scores; zeros stand for what the skips of the levels `zeroed` carry."""
        skips = []
        for encode in self.encoder:
            x = encode(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        x = self.bottleneck(x)
        for level in range(self.depth, 0, -1):
            x = self.up[level - 1](x)
            x = self.join(level, skips[level - 1], x, level in zeroed)
            x = self.decoder[level - 1](x)
        return self.head(x)

    def join(self, level, skip, x, zeroed=False):
        """What the decoder of a level gets: the maps of its skip, behind them those from below."""
        skip, x = fitted(skip, x, self.fit)
        if level in self.cut:
            skip = x
        if zeroed:
            skip = torch.zeros_like(skip)
        return torch.cat((skip, x), dim=1)


def draw_for_relu(network: nn.Module) -> None:
    """Draws the weights of 3 x 3 convolutions anew as in the paper, for ReLUs (He et al. 2015), and
    sets all biases to 0.
    """
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
            if isinstance(layer, nn.Conv2d) and layer.kernel_size == (3, 3):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")


def create(architecture: Architecture, channels: int = 1, classes: int = 2, seed: int = 0) -> UNet:
    """A network in train mode whose weights are those that torch draws after
    `torch.manual_seed(seed)`.
    """
    with DrawFrom(torch.Generator().manual_seed(seed)):
        network = UNet(**architecture.arguments(), channels=channels, classes=classes)
        draw_for_relu(network)
    return network


def count(network: nn.Module) -> tuple[int, int]:
    """Parameters and convolutions of a network or a part of it, up-convolutions among these."""
    convolutions = sum(
        isinstance(layer, nn.Conv2d | nn.ConvTranspose2d) for layer in network.modules()
    )
    return sum(value.numel() for value in network.parameters()), convolutions


def centre(maps: Tensor, height: int, width: int) -> Tensor:
    """The middle of pictures, maps or masks (..., H, W), which the pixels of a smaller output are
    over.
    """
    top, left = (maps.shape[-2] - height) // 2, (maps.shape[-1] - width) // 2
    return maps[..., top : top + height, left : left + width]
