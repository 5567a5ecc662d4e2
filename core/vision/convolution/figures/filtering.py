"""A picture, and what a kernel makes of it."""

from functools import lru_cache

import torch
from torch import Tensor

from core.plots.numbers import number
from core.plots.pictures import Picture, picture
from core.vision.convolution.figures.arithmetic import unread_words
from core.vision.convolution.filtering import Filtered, Geometry, skipped
from core.vision.convolution.state import ABSOLUTE, AS_IT_IS, AUTOMATIC, SIGNED, STRETCHED

DIGITS = 3
LEAST_SHARE = 0.6
"""Of the width and height of its frame that an output takes, be it ever so small."""


@lru_cache(maxsize=16)
def input_picture(pixels: Tensor) -> Picture:
    """The input, (C, H, W) uint8; kept by the tensor itself, not by its numbers."""
    return picture(pixels)


@lru_cache(maxsize=8)
def output_picture(output: Tensor, colours: str) -> Picture:
    """The output, (C, H, W), in any of OUTPUT_COLOURS but the automatic one."""
    if colours == SIGNED:
        return picture(_bytes(output * (127 / reach(output)) + 128), signed=len(output) == 1)
    low, high = (0.0, 1.0) if colours == AS_IT_IS else (float(end) for end in output.aminmax())
    if colours == ABSOLUTE:
        output, low, high = output.abs(), 0.0, max(high, -low)
    return picture(_bytes((output - low).mul_(255 / ((high - low) or 1.0))))


def output_frame(result: Filtered) -> tuple[int, int]:
    """Width and height, in pixels of the output, of the frame that it is shown in.

    It is the input's, so that an output stands beside it as large as it is, unless there would be
    too little to see of it.
    """
    sides = zip(result.picture.shape[:0:-1], result.output.shape[:0:-1], strict=True)
    width, height = (min(before, round(after / LEAST_SHARE)) for before, after in sides)
    return max(width, result.output.shape[2]), max(height, result.output.shape[1])


def reach(output: Tensor) -> float:
    """The number at which the signed colours end: about one in a hundred is larger.

    Otherwise a few edges would leave no colour for the rest.
    """
    sample = output.flatten()[:: max(1, output.numel() // 20_000)].abs()
    high = float(sample.kthvalue(max(1, round(0.99 * len(sample)))).values)
    return high or float(output.abs().max()) or 1.0


def _bytes(values: Tensor) -> Tensor:
    """The values as uint8. They are changed: nobody else may hold them."""
    return values.nan_to_num_(0).round_().clamp_(0, 255).to(torch.uint8)


def colours_for(kernel: Tensor, colours: str) -> str:
    """The colours that the automatic ones stand for.

    Where the weights add up to about one or more, the output is a picture again; otherwise it has
    both signs. This depends on the kernel alone, so that colours do not jump while other settings
    change.
    """
    if colours != AUTOMATIC:
        return colours
    return AS_IT_IS if float(kernel.sum()) > 0.4 else SIGNED


def input_words(result: Filtered) -> str:
    """The caption of the input."""
    channels, height, width = result.picture.shape
    colours = "red, green and blue" if channels == 3 else "grey"
    return f"Input: {width} × {height} pixels, {colours}"


def output_words(result: Filtered, colours: str) -> str:
    """The caption of the output."""
    channels, height, width = result.output.shape
    low, high = (number(float(end), DIGITS) for end in result.output.aminmax())
    signed = "orange above zero, blue below" if channels == 1 else "light above zero, dark below"
    meaning = {
        AS_IT_IS: "0 is black, 1 is white",
        SIGNED: signed,
        STRETCHED: "the smallest is black, the largest white",
        ABSOLUTE: "0 is black, whatever the sign",
    }
    return f"Output: {width} × {height} pixels, from {low} to {high}; {meaning[colours]}"


def skipped_words(result: Filtered, geometry: Geometry) -> str:
    """How many pixels of the input the stride never reads, or nothing."""
    shape = result.picture.shape[1:]
    rows, columns = (
        skipped(side, taps, geometry) for side, taps in zip(shape, result.kernel.shape, strict=True)
    )
    return unread_words(shape, rows, columns, "pixels")
