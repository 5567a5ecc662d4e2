"""One number of a convolution's output: its window, the kernel, their products and their sum."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.inputs import Input
from core.vision.convolution.filtering import (
    NO_ACTIVATION,
    Filtered,
    Filtering,
    activation,
    filter_input,
    refused,
)

TILE = 5  # output cells along each side that are shown together: as many as leave room for numbers


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """A tile of an output, (n, m), and all that its numbers are made of.

    Args:
        top, left: row and column of its first cell in the whole output.
        input: (h, w), the part of the padded picture that its windows cover.
        padding: rows and columns of `input` at top, left, bottom and right that lie outside the
            picture.
        kernel: (kh, kw).
        windows: (n, m, kh, kw), the numbers under the kernel for each cell.
        products: (n, m, kh, kw), each times its weight.
        sums: (n, m), the products' sum and the bias, as torch's convolution gives it.
        output: (n, m), after the activation.
    """

    top: int
    left: int
    input: Tensor
    padding: tuple[int, int, int, int]
    kernel: Tensor
    windows: Tensor
    products: Tensor
    sums: Tensor
    output: Tensor

    def told(self, setting: Filtering, row: int, column: int) -> tuple[float, float]:
        """The sum of a cell of the tile and its output for people, `told`."""
        cell = row, column
        output = float(self.output[cell])
        return told(self.products[cell], float(self.sums[cell]), output, setting)

    def beyond(self, height: int, width: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The last cell of the tile before and the first of the next, counted from this one's first
        cell.

        Args:
            height, width: of the whole output; after its last tile comes the first.
        """
        rows, columns = ceil(height / TILE), ceil(width / TILE)  # of tiles
        index = self.top // TILE * columns + self.left // TILE
        before, after = (divmod((index + by) % (rows * columns), columns) for by in (-1, 1))
        bottom = min(before[0] * TILE + TILE, height) - 1
        right = min(before[1] * TILE + TILE, width) - 1
        return (
            (bottom - self.top, right - self.left),
            (after[0] * TILE - self.top, after[1] * TILE - self.left),
        )


@lru_cache(maxsize=64)
def around(chosen: Input, setting: Filtering, channel: int, row: int, column: int) -> Neighbourhood:
    """The tile that holds row and column of a channel's output.

    Raises:
        ValueError: torch refuses the settings; a blank picture; a cell that the output does not
            have.
    """
    done = filter_input(chosen, setting)
    plain = filter_input(chosen, setting.replace(after=NO_ACTIVATION))
    _, height, width = done.output.shape
    if not (0 <= row < height and 0 <= column < width and 0 <= channel < len(done.output)):
        raise ValueError(f"row={row}, column={column} must lie in the output of {height} x {width}")
    top, left = row // TILE * TILE, column // TILE * TILE
    in_tile = (channel, slice(top, top + TILE), slice(left, left + TILE))
    sums = plain.output[in_tile]  # (n, m)
    part, padding = _covered(done.picture[channel] / 255, setting, (top, left), sums.shape)
    reach = [setting.dilation * (side - 1) + 1 for side in done.kernel.shape]
    windows = part.unfold(0, reach[0], setting.stride).unfold(1, reach[1], setting.stride)
    windows = windows[..., :: setting.dilation, :: setting.dilation]  # (n, m, kh, kw)
    return Neighbourhood(
        top,
        left,
        part,
        padding,
        done.kernel,
        windows,
        windows * done.kernel,
        sums,
        done.output[in_tile],
    )


def told(products: Tensor, total: float, output: float, setting: Filtering) -> tuple[float, float]:
    """A sum and what the activation makes of it, for people: 0 where only rounding made it another
    number, which is where the exact sum is no larger than the rounding of its terms.

    Args:
        products: the terms without the bias.
    """
    terms = torch.cat([products.double().flatten(), torch.tensor([setting.bias]).double()])
    if abs(float(terms.sum())) > torch.finfo(torch.float32).eps * float(terms.abs().sum()):
        return total, output
    return 0.0, float(activation(setting.after)(torch.zeros(1)))


def told_outputs(result: Filtered, setting: Filtering, row: int, column: int) -> list[float]:
    """A pixel of the output for people, `told`, channel by channel."""
    values, steps = result.output[:, row, column].tolist(), setting.dilation
    outputs = []
    for picture, value in zip(result.picture, values, strict=True):
        window, _ = _covered(picture / 255, setting, (row, column), torch.Size((1, 1)))
        outputs.append(told(window[::steps, ::steps] * result.kernel, value, value, setting)[1])
    return outputs


def _covered(
    picture: Tensor, setting: Filtering, first: tuple[int, int], count: torch.Size
) -> tuple[Tensor, tuple]:
    """The part of the padded picture under the windows of a tile, and its padding on each side."""
    amount = setting.padding
    with refused():
        padded = F.pad(picture[None, None], (amount,) * 4, mode=pad_mode(setting))[0, 0]
    spans, outside = [], []
    for index, cells, side, length in zip(
        first, count, setting.weights.shape, picture.shape, strict=True
    ):
        start = index * setting.stride
        stop = start + (cells - 1) * setting.stride + setting.dilation * (side - 1) + 1
        spans.append(slice(start, stop))
        outside.append((max(0, amount - start), max(0, stop - amount - length)))
    (above, below), (before, behind) = outside
    return padded[tuple(spans)], (above, before, below, behind)


def pad_mode(setting: Filtering) -> str:
    """The padding mode under the name that `F.pad` has for it."""
    return {"zeros": "constant"}.get(setting.padding_mode, setting.padding_mode)
