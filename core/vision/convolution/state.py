"""The convolution page as data: what a reader can set, and the numbers on the screen."""

from dataclasses import dataclass

from core.data.inputs import Input
from core.registry import Config, Options, Range, setting
from core.vision.convolution import grid
from core.vision.convolution.arithmetic import ConvolutionLayer, arithmetic
from core.vision.convolution.filtering import Filtered, Filtering, filter_input
from core.vision.convolution.flattening import Flattening, flat, maps
from core.vision.convolution.mixing import Mixed, Mixing, mix
from core.vision.convolution.neighbourhood import Neighbourhood, around
from core.vision.convolution.pooling import Pooled, Pooling, pool
from core.vision.convolution.receptive import Stack, measured
from core.vision.convolution.steps import sides

KERNELS, NUMBER, CHANNELS, ARITHMETIC, POOLING, FLATTEN, RECEPTIVE = VIEWS = (
    "Kernels",
    "One number",
    "Channels",
    "Arithmetic",
    "Pooling",
    "Flatten",
    "Receptive field",
)
COLOURS = ("red", "green", "blue")
AUTOMATIC, AS_IT_IS, SIGNED, STRETCHED, ABSOLUTE = OUTPUT_COLOURS = (
    "Automatic",
    "As it is",
    "Signed",
    "Stretched",
    "Absolute value",
)


@dataclass(frozen=True)
class Look(Config):
    """What of the results is shown, and how."""

    view: str = setting(Options(VIEWS, KERNELS))
    output_colours: str = setting(
        Options(
            OUTPUT_COLOURS,
            AUTOMATIC,
            note="How numbers become colours: as they are (0 black, 1 white), signed (orange above "
            "zero, blue below), stretched from the smallest to the largest, or by absolute value.",
        )
    )
    channel: str = setting(
        Options(COLOURS, "red", labels={colour: colour.capitalize() for colour in COLOURS})
    )
    row_percent: float = setting(
        Range(0.0, 100.0, 45.5, 0.5, note="Where the chosen output pixel is, from the top.")
    )
    column_percent: float = setting(
        Range(0.0, 100.0, 79.5, 0.5, note="Where the chosen output pixel is, from the left.")
    )


@dataclass(frozen=True)
class State(Input, Filtering, ConvolutionLayer, Mixing, Pooling, Flattening, Stack, Look):
    """Everything a reader can set on the convolution page."""


def filtered(state: State) -> Filtered:
    """The picture of a state under its kernel."""
    return filter_input(state.part(Input), state.part(Filtering))


def mixed(state: State) -> Mixed:
    """The picture of a state under its filters, colour by colour."""
    return mix(state.part(Input), state.part(Mixing), grid.write(state.weights))


def pooled(state: State) -> Pooled:
    """The picture of a state, pooled."""
    return pool(state.part(Input), state.pool)


def chosen_pixel(state: State, height: int, width: int) -> tuple[int, int]:
    """Row and column of the chosen pixel of an output."""
    row, column = state.row_percent / 100 * height, state.column_percent / 100 * width
    return min(int(row), height - 1), min(int(column), width - 1)


def choosing(row: int, column: int, height: int, width: int) -> dict[str, float]:
    """The settings at which `chosen_pixel` gives this pixel."""
    return {
        "row_percent": round((row + 0.5) / height * 100, 3),
        "column_percent": round((column + 0.5) / width * 100, 3),
    }


def channel(state: State) -> int:
    """The index of the channel that is looked at; 0 of a grey picture."""
    return COLOURS.index(state.channel) if len(filtered(state).picture) == 3 else 0


def channel_names(count: int) -> tuple[str, ...]:
    """What the channels of a picture are called, of which there are one or three."""
    return ("grey",) if count == 1 else COLOURS


def tile(state: State) -> Neighbourhood:
    """The chosen output pixel and its neighbours."""
    row, column = chosen_pixel(state, *filtered(state).output.shape[1:])
    return around(state.part(Input), state.part(Filtering), channel(state), row, column)


def chosen_index(state: State) -> int:
    """The index of the chosen number in the row of flattened maps."""
    size = state.map_height * state.map_width
    row, column = chosen_pixel(state, state.maps, size)
    return row * size + column


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them.

    Raises:
        ValueError: torch refuses the settings; a blank picture.
    """
    return HEADLINES[state.view](state)


def _of_picture(state: State) -> dict[str, float]:
    y = filtered(state).output
    row, column = chosen_pixel(state, *y.shape[1:])
    pixel = {
        f"row {row}, column {column}, {name}": float(values[row, column])
        for name, values in zip(channel_names(len(y)), y, strict=True)
    }
    statistics = {"smallest": y.min(), "largest": y.max(), "mean": y.double().mean()}
    return {name: float(value) for name, value in statistics.items()} | pixel


def _of_number(state: State) -> dict[str, float]:
    output, near = filtered(state).output, tile(state)
    row, column = chosen_pixel(state, *output.shape[1:])
    products = near.products[row - near.top, column - near.left]
    terms = {
        f"product {i}, {j}": product
        for i, line in enumerate(products.tolist())
        for j, product in enumerate(line)
    }
    return terms | {
        "their sum": float(products.sum()),
        "output": float(output[channel(state), row, column]),
    }


def _of_colours(state: State) -> dict[str, float]:
    result = mixed(state)
    row, column = chosen_pixel(state, *result.summed.shape)
    parts = {
        colour: float(part[row, column]) for colour, part in zip(COLOURS, result.parts, strict=True)
    }
    return parts | {
        "bias": result.bias,
        "sum": float(result.summed[row, column]),
        "output": float(result.outputs[result.unit, row, column]),
    }


def _of_layer(state: State) -> dict[str, float]:
    result = arithmetic(state.part(ConvolutionLayer))
    return {
        "output channels": result.output.shape[0],
        "output size": result.output.shape[1],
        "weights": result.weights,
        "biases": result.biases,
        "multiply-adds": result.multiply_adds,
        "sum of the output": float(result.output.sum()),
    }


def _of_pooling(state: State) -> dict[str, float]:
    result = pooled(state)
    height, width = result.output.shape
    row, column = chosen_pixel(state, height, width)
    numbers = {
        "rows": height,
        "columns": width,
        f"row {row}, column {column}": float(result.output[row, column]),
        "largest gradient": float(result.gradient.max()),
    }
    if result.winners is None:
        return numbers
    winner = divmod(int(result.winners[row, column]), result.picture.shape[1])
    return numbers | {"row of the winner": winner[0], "column of the winner": winner[1]}


def _of_flattening(state: State) -> dict[str, float]:
    setting, index = state.part(Flattening), chosen_index(state)
    values = maps(state.part(Input), setting)
    return {
        "numbers": values.numel(),
        f"number {index}": float(flat(values, setting)[index] / 255),
    }


def _of_stack(state: State) -> dict[str, float]:
    stack, numbers = state.part(Stack), {}
    around = sides(stack.steps, stack.side)
    for depth, field in enumerate(measured(stack)[1:], 1):
        numbers[f"layer {depth} sees"] = field.length
        numbers[f"layer {depth} side"] = around[depth]
    return numbers


HEADLINES = {
    KERNELS: _of_picture,
    NUMBER: _of_number,
    CHANNELS: _of_colours,
    ARITHMETIC: _of_layer,
    POOLING: _of_pooling,
    FLATTEN: _of_flattening,
    RECEPTIVE: _of_stack,
}
