"""The pictures of the convolution page: what a kernel makes of a picture."""

from functools import lru_cache

import torch
from torch import Tensor

from core.plots.pictures import Picture, picture
from core.vision.filtering import Filtered, Filtering, prepared
from core.vision.inputs import Input


@lru_cache(maxsize=16)
def input_picture(chosen: Input, side: int, colour: bool) -> Picture:
    """What goes in."""
    return picture(prepared(chosen, side, colour))


def output_picture(output: Tensor, shown: str) -> Picture:
    """What comes out, (C, H, W), shown in one of the ways of SHOWN but "automatic"."""
    if shown == "signed":
        return picture(_bytes(output * (127 / reach(output)) + 128), signed=len(output) == 1)
    low, high = (0.0, 1.0) if shown == "as it is" else (float(one) for one in output.aminmax())
    if shown == "size":
        output, low, high = output.abs(), 0.0, max(high, -low)
    return picture(_bytes((output - low) * (255 / ((high - low) or 1.0))))


def reach(output: Tensor) -> float:
    """The size at which the signed colours end: of a hundred numbers about one is larger, else a few edges would
    leave no colour for the rest."""
    some = output.flatten()[:: max(1, output.numel() // 20_000)].abs()
    return float(some.kthvalue(max(1, round(0.99 * len(some)))).values) or float(output.abs().max()) or 1.0


def _bytes(values: Tensor) -> Tensor:
    return values.nan_to_num(0).round_().clamp_(0, 255).to(torch.uint8)


def way(setting: Filtering, shown: str) -> str:
    """The way of showing an output that "automatic" stands for.

    Where the weights add up to about one and more the output is again a picture; else it is of either sign. It
    depends on the kernel alone, so that the colours do not jump while another setting moves.
    """
    if shown != "automatic":
        return shown
    return "as it is" if float(setting.weights.sum()) > 0.4 else "signed"


def input_words(found: Filtered) -> str:
    """The caption of what goes in."""
    channels, height, width = found.picture.shape
    return f"Input: {width} × {height} pixels, " + ("red, green and blue" if channels == 3 else "grey")


def output_words(found: Filtered, shown: str) -> str:
    """The caption of what comes out."""
    channels, height, width = found.output.shape
    low, high = (number(float(one)) for one in found.output.aminmax())
    ways = {
        "as it is": "0 black, 1 white",
        "signed": f"{'orange' if channels == 1 else 'light'} above zero, {'blue' if channels == 1 else 'dark'} below",
        "stretched": "smallest black, largest white",
        "size": "0 black, whatever the sign",
    }
    return f"Output: {width} × {height} pixels, {low} to {high}; {ways[shown]}"


def cell_words(found: Filtered, row: int, column: int) -> str:
    """The chosen pixel of the output, as Markdown."""
    values = ", ".join(number(value) for value in found.output[:, row, column].tolist())
    return f"At row {row}, column {column} the output is **{values}**."


def number(value: float) -> str:
    """For people: three digits, a real minus."""
    return f"{value + 0.0:.3g}".replace("-", "−")
