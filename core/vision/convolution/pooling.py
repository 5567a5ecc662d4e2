"""Pooling: which cells each window holds, which of them won, and where the gradient goes back; and
flattening.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.data.inputs import Input
from core.registry import Choice, Choose, Config, Flag, Options, Pick, Range, Registry, setting
from core.vision.convolution import kernels
from core.vision.convolution.filtering import prepared, refused

SIDE = 28  # pixels of the longer side: a larger picture is reduced to it, so that cells can be seen


def _pool(build: type[nn.Module], note: str, **parameters) -> Choice:
    return Choice(build, parameters, note, f"nn.{build.__name__}")


KERNEL = Range(1, 7, 2, 1, note="Cells of a window's side.")
STRIDE = Range(1, 7, 2, 1, note="Cells from one window to the next.")
PADDING = Range(0, 3, 0, 1, note="Cells around the picture; at most half a window.")
CEIL = Flag(False, note="Whether a last window that hangs over the edge counts.")
SIZE = Range(1, SIDE, 14, 1, note="Cells of the output's side.")
POOLS = Registry(
    "pooling",
    {
        "MaxPool2d": _pool(
            nn.MaxPool2d,
            "The largest number of each window; only the winner gets a gradient.",
            kernel_size=KERNEL,
            stride=STRIDE,
            padding=PADDING,
            dilation=Range(1, 3, 1, 1),
            ceil_mode=CEIL,
        ),
        "AvgPool2d": _pool(
            nn.AvgPool2d,
            "The mean of each window; all its cells get an equal share of the gradient.",
            kernel_size=KERNEL,
            stride=STRIDE,
            padding=PADDING,
            ceil_mode=CEIL,
            count_include_pad=Flag(True, note="Whether padded zeros count in the mean."),
        ),
        "LPPool2d": _pool(
            nn.LPPool2d,
            "The p-norm of each window: 1 is the sum, and the larger p, the nearer the maximum.",
            norm_type=Range(1, 8, 2, 1, note="p"),
            kernel_size=KERNEL,
            stride=STRIDE,
            ceil_mode=CEIL,
        ),
        "AdaptiveMaxPool2d": _pool(
            nn.AdaptiveMaxPool2d,
            "As large an output as you say; the windows follow from it.",
            output_size=SIZE,
        ),
        "AdaptiveAvgPool2d": _pool(
            nn.AdaptiveAvgPool2d,
            "As large an output as you say, each the mean of its window.",
            output_size=SIZE,
        ),
    },
)


@dataclass(frozen=True, eq=False)
class Pooled:
    """A picture and what pooling makes of it.

    Args:
        picture: (H, W) in [0, 1].
        output: (h, w).
        winners: (h, w) int64, of max pooling the place of each window's largest number in the
            flattened picture.
        gradient: (H, W), of the sum of all outputs by each pixel.
        windows: for each axis, by output place, the places of the picture in its window; those
            outside it, in the padding or beyond the edge, are negative or larger than the picture.
    """

    picture: Tensor
    output: Tensor
    winners: Tensor | None
    gradient: Tensor
    windows: tuple[tuple[tuple[int, ...], ...], ...]


@lru_cache(maxsize=32)
def pooled(chosen: Input, pool: Pick) -> Pooled:
    """The picture in grey, at most SIDE pixels a side, pooled.

    Raises:
        ValueError: torch refuses the settings, in torch's words; a blank picture.
    """
    picture = (prepared(chosen, SIDE, False) / 255).requires_grad_()
    with refused():
        output = pool.build()(picture)
        (gradient,) = torch.autograd.grad(output.sum(), picture)
    winners = None
    if "Max" in pool.name:
        winners = type(pool.build())(**dict(pool.arguments), return_indices=True)(picture.detach())[
            1
        ][0]
    places = tuple(
        windows(pool, side, count)
        for side, count in zip(picture.shape[1:], output.shape[1:], strict=True)
    )
    return Pooled(picture.detach()[0], output.detach()[0], winners, gradient[0], places)


def windows(pool: Pick, side: int, count: int) -> tuple[tuple[int, ...], ...]:
    """For each of `count` output places along an axis of `side` cells the places in its window."""
    given = dict(pool.arguments)
    if "output_size" in given:
        return tuple(
            tuple(range(out * side // count, -(-(out + 1) * side // count))) for out in range(count)
        )
    steps = [
        tap * given.get("dilation", 1) - given.get("padding", 0)
        for tap in range(given["kernel_size"])
    ]
    return tuple(tuple(out * given["stride"] + step for step in steps) for out in range(count))


@dataclass(frozen=True)
class Flattening(Config):
    """The maps that are flattened."""

    maps: int = setting(Range(1, 16, 12, 1, note="Channels."))
    map_height: int = setting(Range(1, 8, 5, 1))
    map_width: int = setting(Range(1, 8, 5, 1))
    order: str = setting(
        Options(("C, H, W", "H, W, C"), "C, H, W", note="Torch keeps channels first; others last.")
    )


@lru_cache(maxsize=32)
def maps(chosen: Input, setting: Flattening) -> Tensor:
    """What the first filters of "CNN 16-32" make of the picture, pooled: (maps, map_height,
    map_width) uint8.
    """
    picture = prepared(chosen, SIDE, False)[None] / 255
    layer = kernels.first_layer("CNN 16-32")
    with torch.no_grad():
        found = F.adaptive_max_pool2d(
            layer(picture)[0, : setting.maps].relu(), (setting.map_height, setting.map_width)
        )
    return (255 * found / found.max().clamp(min=1e-6)).round().to(torch.uint8)


def flat(values: Tensor, setting: Flattening) -> Tensor:
    """The maps as one row, (maps * map_height * map_width,)."""
    return (values if setting.order == "C, H, W" else values.permute(1, 2, 0)).flatten()


def origin(place: int, setting: Flattening) -> tuple[int, int, int]:
    """Channel, row and column of the number at a place of the row."""
    if setting.order == "C, H, W":
        rest, column = divmod(place, setting.map_width)
        channel, row = divmod(rest, setting.map_height)
    else:
        rest, channel = divmod(place, setting.maps)
        row, column = divmod(rest, setting.map_width)
    return channel, row, column


@dataclass(frozen=True)
class Pooling(Flattening):
    """How a picture is pooled, and maps flattened."""

    pool: Pick = setting(Choose(POOLS, POOLS.pick("MaxPool2d")))
