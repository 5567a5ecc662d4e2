"""One kernel over a whole picture: the input, and what convolution and activation make of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from core.catalogue.activations import ACTIVATIONS, Activation
from core.data import inputs
from core.data.inputs import Input
from core.registry import (
    Choose,
    Config,
    Flag,
    Options,
    Pick,
    Range,
    Registry,
    Text,
    setting,
)
from core.vision.convolution import grid, kernels
from core.vision.convolution.kernels import KERNELS

PADDING_MODES = ("zeros", "reflect", "replicate", "circular")
LUMINANCE = (0.299, 0.587, 0.114)  # of red, green and blue (ITU-R BT.601)
AFTER = Registry(
    "activation", {"Identity": Activation(nn.Identity, note="No activation.", code="nn.Identity")}
).joined(ACTIVATIONS)
"""What may come after a convolution."""

NO_ACTIVATION = AFTER.pick("Identity")


def has_activation(after: Pick) -> bool:
    """Whether an activation does anything at all."""
    return after.choice.build is not nn.Identity


def activation(after: Pick) -> nn.Module:
    """The activation in eval mode, as it acts after training."""
    return after.build().eval()


@dataclass(frozen=True)
class Geometry(Config):
    """How a kernel slides over an input."""

    stride: int = setting(Range(1, 5, 1, 1, note="Cells from one window to the next."))
    padding: int = setting(Range(0, 9, 1, 1, note="Cells added around the input."))
    dilation: int = setting(
        Range(1, 4, 1, 1, note="Cells from one weight of the kernel to the next.")
    )


@dataclass(frozen=True)
class Filtering(Geometry):
    """A kernel, and how it slides over a picture."""

    kernel: Pick = setting(Choose(KERNELS, KERNELS.pick("Sobel")))
    grid: str = setting(
        Text("0_0_0~0_1_0~0_0_0", 800, grid.read, ("1_2_1", "0_-1_0~-1_5_-1~0_-1_0", "0.5_-1~2_0"))
    )
    side: int = setting(
        Options(
            (28, 64, 128, 256, 512),
            256,
            note="Larger pictures are scaled down to this longer side.",
        )
    )
    colour: bool = setting(
        Flag(False, note="Filters red, green and blue separately; otherwise the grey picture.")
    )
    padding_mode: str = setting(Options(PADDING_MODES, "zeros"))
    bias: float = setting(Range(-1.0, 1.0, 0.0, 0.05))
    after: Pick = setting(Choose(AFTER, NO_ACTIVATION))

    @property
    def has_activation(self) -> bool:
        """Whether `after` changes anything."""
        return has_activation(self.after)

    @property
    def weights(self) -> Tensor:
        """The kernel, (h, w) float32; not to be changed."""
        return kernels.weights(self.kernel, self.grid)


@lru_cache(maxsize=16)
def prepared(chosen: Input, side: int, colour: bool) -> Tensor:
    """A picture whose longer side is at most `side`, (C, H, W) uint8; not to be changed.

    C is 3 if `colour` and the picture has colours, else 1.

    Raises:
        ValueError: nothing is drawn or uploaded yet.
    """
    picture = inputs.image(chosen)
    if len(picture) == 3 and not colour:
        picture = grey(picture)
    longer = max(picture.shape[1:])
    if longer <= side:
        return picture
    size = [max(1, round(length * side / longer)) for length in picture.shape[:0:-1]]
    channels = [
        Image.fromarray(channel.numpy()).resize(size, Image.Resampling.HAMMING)
        for channel in picture
    ]
    flat = b"".join(channel.tobytes() for channel in channels)
    return torch.frombuffer(bytearray(flat), dtype=torch.uint8).view(-1, size[1], size[0])


def grey(picture: Tensor) -> Tensor:
    """The luminance of a picture (3, H, W) uint8, (1, H, W) uint8."""
    weights = torch.tensor(LUMINANCE).view(3, 1, 1)
    return (picture * weights).sum(0, keepdim=True).round().to(torch.uint8)


@contextmanager
def refused() -> Iterator[None]:
    """Turns what torch refuses into a `ValueError` in torch's own words.

    Only around calls whose settings are a reader's.
    """
    try:
        yield
    except RuntimeError as error:
        raise ValueError(str(error).partition("\n")[0]) from None


def filtered(picture: Tensor, setting: Filtering) -> Tensor:
    """Each channel of a picture (C, H, W) in [0, 1] under the kernel: (C, h, w) float32.

    As `nn.Conv2d` computes it with `groups=C`.

    Raises:
        ValueError: torch refuses the settings, in torch's words.
    """
    channels, amount = len(picture), setting.padding
    weight = setting.weights.expand(channels, 1, -1, -1).contiguous()  # (C, 1, kh, kw)
    # depthwise convolutions are ten times faster with the channels last in memory
    x = picture[None].to(memory_format=torch.channels_last)  # (1, C, H, W)
    with refused():
        if setting.padding_mode != "zeros":
            x, amount = F.pad(x, (amount,) * 4, mode=setting.padding_mode), 0
        bias = torch.full((channels,), setting.bias)
        y = F.conv2d(x, weight, bias, setting.stride, amount, setting.dilation, channels)
    with torch.no_grad():
        return activation(setting.after)(y)[0]


def skipped(side: int, taps: int, geometry: Geometry) -> int:
    """How many cells of an input, along an axis, no window of a kernel of `taps` cells holds."""
    reach = geometry.dilation * (taps - 1)
    starts = range(-geometry.padding, side + geometry.padding - reach, geometry.stride)
    read = {start + tap * geometry.dilation for start in starts for tap in range(taps)}
    return side - len(read & set(range(side)))


@dataclass(frozen=True, eq=False)
class Filtered:
    """A picture before and after.

    Args:
        picture: (C, H, W) uint8.
        kernel: (h, w).
        output: (C, H', W') float32.
    """

    picture: Tensor
    kernel: Tensor
    output: Tensor


@lru_cache(maxsize=8)
def filter_input(chosen: Input, setting: Filtering) -> Filtered:
    """The picture of an input, and what becomes of it.

    Raises:
        ValueError: torch refuses the settings; a blank picture.
    """
    picture = prepared(chosen, setting.side, setting.colour)
    return Filtered(picture, setting.weights, filtered(picture / 255, setting))
