"""Pooling: which cells each window holds, which of them wins, and where the gradient goes back.

To add a pooling, add a `Pool` to POOLS: a module from (1, H, W) to (1, h, w).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import torch
from torch import Tensor, nn

from core.data.inputs import Input
from core.registry import Choice, Choose, Config, Flag, Pick, Range, Registry, setting
from core.vision.convolution.filtering import prepared, refused

LONGEST_SIDE = 28  # pixels: larger pictures are scaled down to it, so that cells can be seen

Windows = tuple[tuple[int, ...], ...]
"""Along an axis, the cells of each output cell's window. Those in the padding or beyond the edge
are negative, or not less than the side.
"""


@dataclass(frozen=True, eq=False)
class Pool(Choice):
    """An entry of POOLS.

    Args:
        windows: from the side of the input, that of the output and the arguments, where the windows
            lie along an axis; without it they are measured, and padding is not shown.
        has_indices: whether it takes `return_indices`, to say which cell of each window wins.
        at_edge: what is to be said of a window that is not whole: from how many of its cells are in
            the picture, how many in the picture and its padding, and the arguments.
    """

    windows: Callable[..., Windows] | None = None
    has_indices: bool = False
    at_edge: Callable[..., str] | None = None


def sliding(
    side: int,
    count: int,
    *,
    kernel_size: int,
    stride: int,
    padding: int = 0,
    dilation: int = 1,
    **_,
) -> Windows:
    """Windows of one size that move on by `stride` cells."""
    steps = [tap * dilation - padding for tap in range(kernel_size)]
    return tuple(tuple(out * stride + step for step in steps) for out in range(count))


def adaptive(side: int, count: int, **_) -> Windows:
    """`count` windows that cover the side, as torch's adaptive pooling cuts it."""
    return tuple(
        tuple(range(out * side // count, -(-(out + 1) * side // count))) for out in range(count)
    )


def mean_at_edge(cells: int, padded: int, *, count_include_pad: bool, **_) -> str:
    """By what torch divides the sum of a window that is not whole."""
    if count_include_pad and padded > cells:
        return f"their sum is divided by {padded}, since padded zeros count"
    return f"their sum is divided by {cells}"


def norm_at_edge(cells: int, padded: int, *, kernel_size: int, **_) -> str:
    """How torch's p-norm makes up for what a window lacks."""
    whole = kernel_size**2
    return (
        f"the window hangs over the edge, and torch takes the sum of their powers times {whole} / "
        f"{cells}, as if it had all {whole} cells"
    )


def _pool(
    build: type[nn.Module], note: str, windows, has_indices=False, at_edge=None, **parameters
) -> Pool:
    code = f"nn.{build.__name__}"
    about = {"windows": windows, "has_indices": has_indices, "at_edge": at_edge}
    return Pool(build, parameters, note, code, **about)


KERNEL = Range(1, 7, 2, 1, note="Cells along each side of a window.")
STRIDE = Range(1, 7, 2, 1, note="Cells from one window to the next.")
PADDING = Range(0, 3, 0, 1, note="Cells around the picture; at most half a window.")
CEIL = Flag(False, note="Whether a last window that hangs over the edge counts.")
SIZE = Range(1, LONGEST_SIDE, 14, 1, note="Cells along each side of the output.")
POOLS = Registry(
    "pooling",
    {
        "MaxPool2d": _pool(
            nn.MaxPool2d,
            "The largest number of each window; only the winner gets a gradient.",
            sliding,
            has_indices=True,
            kernel_size=KERNEL,
            stride=STRIDE,
            padding=PADDING,
            dilation=Range(1, 3, 1, 1),
            ceil_mode=CEIL,
        ),
        "AvgPool2d": _pool(
            nn.AvgPool2d,
            "The mean of each window; all its cells get an equal share of the gradient.",
            sliding,
            at_edge=mean_at_edge,
            kernel_size=KERNEL,
            stride=STRIDE,
            padding=PADDING,
            ceil_mode=CEIL,
            count_include_pad=Flag(True, note="Whether padded zeros count in the mean."),
        ),
        "LPPool2d": _pool(
            nn.LPPool2d,
            "The p-norm of each whole window: 1 is the sum, and the larger p is, the closer it "
            "comes to the maximum.",
            sliding,
            at_edge=norm_at_edge,
            norm_type=Range(1, 8, 2, 1, note="p"),
            kernel_size=KERNEL,
            stride=STRIDE,
            ceil_mode=CEIL,
        ),
        "AdaptiveMaxPool2d": _pool(
            nn.AdaptiveMaxPool2d,
            "You set the size of the output, and the windows follow from it.",
            adaptive,
            has_indices=True,
            output_size=SIZE,
        ),
        "AdaptiveAvgPool2d": _pool(
            nn.AdaptiveAvgPool2d,
            "You set the size of the output; each number is the mean of its window.",
            adaptive,
            output_size=SIZE,
        ),
    },
)


@dataclass(frozen=True)
class Pooling(Config):
    """How a picture is pooled."""

    pool: Pick = setting(Choose(POOLS, POOLS.pick("MaxPool2d")))


@dataclass(frozen=True, eq=False)
class Pooled:
    """A picture and what pooling makes of it.

    Args:
        picture: (H, W) in [0, 1].
        output: (h, w).
        winners: (h, w) int64, the index of each window's largest number in the flattened picture;
            None if the pooling names no winner.
        gradient: (H, W), of the sum of all outputs with respect to each pixel.
        windows: for each axis.
        pick: the pooling.
    """

    picture: Tensor
    output: Tensor
    winners: Tensor | None
    gradient: Tensor
    windows: tuple[Windows, Windows]
    pick: Pick

    def held(self, row: int, column: int) -> tuple[int, int]:
        """Rows and columns of the picture in the window of an output cell."""
        return self._within(row, column, (0, 0))

    def window(self, row: int, column: int) -> tuple[Tensor, Tensor]:
        """The cells of the picture in the window of an output cell, (cells,), and the gradient of
        each, row by row.
        """
        rows, columns = (
            torch.tensor([cell for cell in axis[index] if 0 <= cell < side], dtype=torch.long)
            for axis, index, side in zip(
                self.windows, (row, column), self.picture.shape, strict=True
            )
        )
        return tuple(values[rows][:, columns].flatten() for values in (self.picture, self.gradient))

    @cached_property
    def ties(self) -> list[list[int]]:
        """For each output cell how many cells of its window are as large as it: of a maximum one,
        or several, of which torch takes the first.
        """
        picture = self.picture.tolist()
        rows, columns = (
            [[cell for cell in window if 0 <= cell < side] for window in axis]
            for axis, side in zip(self.windows, self.picture.shape, strict=True)
        )
        return [
            [sum(picture[i][j] == value for i in down for j in across) for across, value in pairs]
            for down, pairs in (
                (down, zip(columns, values, strict=True))
                for down, values in zip(rows, self.output.tolist(), strict=True)
            )
        ]

    def at_edge(self, row: int, column: int) -> str:
        """What is to be said of the window of an output cell if it is not whole, or nothing."""
        counts, explain = self.held(row, column), self.pick.choice.at_edge
        whole = [len(axis[index]) for axis, index in zip(self.windows, (row, column), strict=True)]
        if explain is None or list(counts) == whole or not all(counts):
            return ""
        padding = [
            max(0, -min(cell for window in axis for cell in window)) for axis in self.windows
        ]
        padded = self._within(row, column, padding)
        return explain(math.prod(counts), math.prod(padded), **dict(self.pick.arguments))

    def _within(self, row: int, column: int, padding: Sequence[int]) -> tuple[int, int]:
        """Rows and columns of a window that are in the picture or so far around it."""
        rows, columns = (
            sum(-around <= cell < side + around for cell in axis[index])
            for axis, index, side, around in zip(
                self.windows, (row, column), self.picture.shape, padding, strict=True
            )
        )
        return rows, columns


@lru_cache(maxsize=32)
def pool(chosen: Input, pick: Pick) -> Pooled:
    """The picture in grey, at most LONGEST_SIDE pixels along each side, pooled.

    Raises:
        ValueError: torch refuses the settings, in torch's words; a blank picture.
    """
    picture = (prepared(chosen, LONGEST_SIDE, False) / 255).requires_grad_()  # (1, H, W)
    with refused():
        output = pick.build()(picture)  # (1, h, w)
        (gradient,) = torch.autograd.grad(output.sum(), picture)
    winners = None
    if pick.choice.has_indices:
        module = pick.choice.build(**dict(pick.arguments), return_indices=True)
        winners = module(picture.detach())[1][0]
    return Pooled(
        picture.detach()[0],
        output.detach()[0],
        winners,
        gradient[0],
        windows(pick, picture.shape[1:], output.shape[1:]),
        pick,
    )


def windows(pick: Pick, sides: torch.Size, counts: torch.Size) -> tuple[Windows, Windows]:
    """Where the windows lie, for rows and for columns.

    Args:
        sides, counts: height and width of the input and of the output.
    """
    if pick.choice.windows is None:
        return measured(pick, sides)
    rows, columns = (
        pick.choice.windows(side, count, **dict(pick.arguments))
        for side, count in zip(sides, counts, strict=True)
    )
    return rows, columns


def measured(pick: Pick, sides: torch.Size) -> tuple[Windows, Windows]:
    """Where the windows lie within the picture: which outputs a line of nan spreads to."""
    height, width = sides
    rows = torch.zeros(height, 1, height, width)
    rows[torch.arange(height), :, torch.arange(height)] = torch.nan
    columns = torch.zeros(width, 1, height, width)
    columns[torch.arange(width), :, :, torch.arange(width)] = torch.nan
    module = pick.build()
    with torch.no_grad():
        down = torch.stack([module(picture)[0].isnan().any(1) for picture in rows], 1)  # (h, H)
        across = torch.stack([module(picture)[0].isnan().any(0) for picture in columns], 1)
    return tuple(
        tuple(tuple(line.nonzero().flatten().tolist()) for line in x) for x in (down, across)
    )
