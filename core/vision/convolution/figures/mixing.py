"""A filter from three channels to one, taken apart."""

from functools import lru_cache

from core.plots.numbers import number
from core.plots.pictures import Picture, picture
from core.plots.pixels import Pixels, signed
from core.vision.convolution.figures.filtering import DIGITS, reach
from core.vision.convolution.filtering import has_activation
from core.vision.convolution.mixing import Mixed, Mixing
from core.vision.convolution.state import COLOURS


@lru_cache(maxsize=16)
def parts_pixels(result: Mixed) -> tuple[tuple[Pixels, ...], ...]:
    """For each colour its channel, its slice of the filter, and what the two give.

    On the same scale for all three.
    """
    largest, end = float(result.weights.abs().max()), reach(result.parts)
    return tuple(
        (
            Pixels(_channel_words(colour, result.is_grey), result.picture[index]),
            Pixels(
                f"Its weights, sum {number(float(result.weights[index].sum()), DIGITS)}",
                signed(result.weights[index], largest),
                signed=True,
            ),
            Pixels(f"What {colour} adds", signed(result.parts[index], end), signed=True),
        )
        for index, colour in enumerate(COLOURS)
    )


def _channel_words(colour: str, is_grey: bool) -> str:
    """The caption of a channel of the picture."""
    return f"The grey picture, as {colour}" if is_grey else f"{colour.capitalize()} of the picture"


@lru_cache(maxsize=16)
def unit_picture(result: Mixed) -> Picture:
    """The output of the chosen filter, on the diverging scale."""
    output = result.outputs[result.unit][None]
    return picture(signed(output, reach(output)), signed=True)


def unit_words(result: Mixed, setting: Mixing) -> str:
    """The caption of the chosen filter's output."""
    after = f", after {setting.after.name}" if has_activation(setting.after) else ""
    return f"Output {result.unit}: the sum of the three and the bias{after}"


def count_words(outputs: int) -> str:
    """Over the outputs of all filters."""
    return "The only output." if outputs == 1 else f"All {outputs} outputs."


@lru_cache(maxsize=16)
def units_pixels(result: Mixed) -> tuple[Pixels, ...]:
    """The outputs of all filters, each on its own scale."""
    return tuple(
        Pixels(
            f"▸ {unit}" if unit == result.unit else str(unit),
            signed(output[::2, ::2], reach(output)),
            signed=True,
        )
        for unit, output in enumerate(result.outputs)
    )
