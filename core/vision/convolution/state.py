"""The convolution page as data: what a reader can set, the presets, the numbers on the screen, the
code for them.
"""

from dataclasses import dataclass

from core.data.inputs import Input
from core.registry import Options, Preset, Range, setting
from core.vision.convolution.arithmetic import Layer, arithmetic
from core.vision.convolution.filtering import AFTER, Filtered, Filtering, result
from core.vision.convolution.kernels import KERNELS, YOURS, written
from core.vision.convolution.mixing import Mixed, Mixing, apart
from core.vision.convolution.neighbourhood import Neighbourhood, around
from core.vision.convolution.pooling import Flattening, Pooling, flat, maps, pooled
from core.vision.convolution.receptive import Stack, measured, sides

VIEWS = ("kernels", "one number", "channels", "arithmetic", "pooling", "flatten", "receptive field")
COLOURS = ("red", "green", "blue")
SHOWN = ("automatic", "as it is", "signed", "stretched", "size")


@dataclass(frozen=True)
class State(Input, Filtering, Layer, Mixing, Pooling, Stack):
    """Everything a reader can set on the convolution page."""

    view: str = setting(Options(VIEWS, "kernels"))
    shown: str = setting(
        Options(SHOWN, "automatic", note="How numbers become light in the output.")
    )
    channel: str = setting(Options(COLOURS, "red"))
    down: float = setting(
        Range(0.0, 100.0, 45.5, 0.5, note="Per cent of the height: where the chosen pixel is.")
    )
    across: float = setting(Range(0.0, 100.0, 79.5, 0.5, note="Per cent of the width."))

    @property
    def input(self) -> Input:
        return Input(**{name: getattr(self, name) for name, _ in Input.specs()})

    @property
    def filtering(self) -> Filtering:
        return Filtering(**{name: getattr(self, name) for name, _ in Filtering.specs()})

    @property
    def mixing(self) -> Mixing:
        return Mixing(**{name: getattr(self, name) for name, _ in Mixing.specs()})

    @property
    def layers(self) -> Stack:
        return Stack(**{name: getattr(self, name) for name, _ in Stack.specs()})

    @property
    def flattening(self) -> Flattening:
        return Flattening(**{name: getattr(self, name) for name, _ in Flattening.specs()})

    @property
    def layer(self) -> Layer:
        return Layer(**{name: getattr(self, name) for name, _ in Layer.specs()})


def found(state: State) -> Filtered:
    """The picture of a state under its kernel."""
    return result(state.input, state.filtering)


def taken_apart(state: State) -> Mixed:
    """The picture of a state under its filters, colour by colour."""
    return apart(state.input, state.mixing, written(state.weights))


def cell(state: State, height: int, width: int) -> tuple[int, int]:
    """Row and column of the chosen pixel of an output."""
    return min(int(state.down / 100 * height), height - 1), min(
        int(state.across / 100 * width), width - 1
    )


def place(row: int, column: int, height: int, width: int) -> dict[str, float]:
    """The settings at which `cell` gives this pixel."""
    return {
        "down": round((row + 0.5) / height * 100, 3),
        "across": round((column + 0.5) / width * 100, 3),
    }


def channel(state: State) -> int:
    """The number of the channel that is looked at; 0 of a grey picture."""
    return COLOURS.index(state.channel) if len(found(state).picture) == 3 else 0


def tile(state: State) -> Neighbourhood:
    """The chosen output pixel and its neighbours."""
    row, column = cell(state, *found(state).output.shape[1:])
    return around(state.input, state.filtering, channel(state), row, column)


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them."""
    return NUMBERS[state.view](state)


def _of_picture(state: State) -> dict[str, float]:
    y = found(state).output
    row, column = cell(state, *y.shape[1:])
    values = {
        f"row {row}, column {column}{name}": float(part[row, column])
        for name, part in zip(channels(len(y)), y, strict=True)
    }
    return {
        "smallest": float(y.min()),
        "largest": float(y.max()),
        "mean": float(y.double().mean()),
    } | values


def _of_number(state: State) -> dict[str, float]:
    row, column = cell(state, *found(state).output.shape[1:])
    near = tile(state)
    products = near.products[row - near.top, column - near.left]
    names = {
        f"product {i}, {j}": value
        for i, line in enumerate(products.tolist())
        for j, value in enumerate(line)
    }
    return names | {
        "their sum": float(products.sum()),
        "output": float(found(state).output[channel(state), row, column]),
    }


def _of_colours(state: State) -> dict[str, float]:
    done = taken_apart(state)
    row, column = cell(state, *done.summed.shape)
    parts = {
        colour: float(part[row, column]) for colour, part in zip(COLOURS, done.parts, strict=True)
    }
    return parts | {
        "bias": done.bias,
        "sum": float(done.summed[row, column]),
        "output": float(done.outputs[done.unit, row, column]),
    }


def _of_layer(state: State) -> dict[str, float]:
    done = arithmetic(state.layer)
    return {
        "output channels": done.output.shape[0],
        "output size": done.output.shape[1],
        "weights": done.weights,
        "biases": done.biases,
        "multiply-adds": done.multiply_adds,
        "sum of the output": float(done.output.sum()),
    }


def _of_pooling(state: State) -> dict[str, float]:
    done = pooled(state.input, state.pool)
    (height, width), (row, column) = done.output.shape, cell(state, *done.output.shape)
    values = {
        "rows": height,
        "columns": width,
        f"row {row}, column {column}": float(done.output[row, column]),
        "largest gradient": float(done.gradient.max()),
    }
    if done.winners is not None:
        at, across = divmod(int(done.winners[row, column]), done.picture.shape[1])
        values |= {"row of the winner": at, "column of the winner": across}
    return values


def _of_flattening(state: State) -> dict[str, float]:
    values = maps(state.input, state.flattening)
    place = _flat_place(state)
    return {
        "numbers": values.numel(),
        f"number {place}": float(flat(values, state.flattening)[place] / 255),
    }


def _flat_place(state: State) -> int:
    """The chosen number of the row of flattened maps."""
    row, column = cell(state, state.maps, state.map_height * state.map_width)
    return row * state.map_height * state.map_width + column


def _of_stack(state: State) -> dict[str, float]:
    stack, values = state.layers, {}
    for depth, (field, side) in enumerate(
        zip(measured(stack), sides(stack.steps, stack.side), strict=True)
    ):
        values |= (
            {f"layer {depth} sees": field.length, f"layer {depth} side": side} if depth else {}
        )
    return values


NUMBERS = {
    "kernels": _of_picture,
    "one number": _of_number,
    "channels": _of_colours,
    "arithmetic": _of_layer,
    "pooling": _of_pooling,
    "flatten": _of_flattening,
    "receptive field": _of_stack,
}


def channels(count: int) -> tuple[str, ...]:
    """What is added to a number's name for each of one or three channels."""
    return ("",) if count == 1 else tuple(f", {colour}" for colour in COLOURS)


def _kernel(name: str, **arguments):
    return KERNELS.pick(name, **arguments)


PRESETS = (
    Preset(
        "Edges",
        "Sobel takes the left neighbours from the right ones: upright edges light up, level "
        "ones vanish.",
        State(),
    ),
    Preset(
        "Soft focus",
        "A Gaussian is a mean in which near pixels count more. Raise sigma and the size with it.",
        State(
            picture="sunflower",
            kernel=_kernel("Gaussian blur", size=7, sigma=2.0),
            padding=3,
            padding_mode="reflect",
        ),
    ),
    Preset(
        "A corner of light",
        "Emboss: differences along the diagonal, on top of the picture itself.",
        State(picture="balls", kernel="Emboss", colour=False),
    ),
    Preset(
        "What a network learned",
        "Nobody designed this filter: LeNet found it while it learned to read digits.",
        State(source="test digit", index=0, kernel="LeNet", padding=2, after=AFTER.pick("ReLU")),
    ),
    Preset(
        "Only every third",
        "A stride of 3: the output is a third as wide, and fine rings turn into false ones.",
        State(picture="chart", kernel="Identity", stride=3, colour=False),
    ),
    Preset(
        "One number",
        "Walk over the output: each of its numbers is a window times the kernel, added up.",
        State(view="one number", source="test digit", index=0, down=29.0, across=30.0),
    ),
    Preset(
        "Three colours, one number",
        "A filter has a slice for each colour; what they give is added up.",
        State(view="channels", picture="sunflower", down=30.0, across=40.0),
    ),
    Preset(
        "Red against green",
        "Colours that cancel: grey leaves this filter cold, whatever its brightness.",
        State(view="channels", picture="balls", filters="Opponents", unit=1),
    ),
    Preset(
        "Stride and dilation",
        "Point at a cell of the output, and see which of the input feed it: with holes.",
        State(view="arithmetic", size=11, stride=2, dilation=2, padding=1),
    ),
    Preset(
        "Upside down",
        "A transposed convolution makes the picture larger: each input cell paints a whole kernel.",
        State(view="arithmetic", kind="transposed", size=4, stride=2, output_padding=1),
    ),
    Preset(
        "One kernel a channel",
        "As many groups as channels: 8 × 9 weights in place of 8 × 8 × 9.",
        State(view="arithmetic", in_channels=8, out_channels=8, groups=8),
    ),
    Preset(
        "Half the size",
        "28 × 28 become 14 × 14: of each four numbers the largest stays. The circle is the winner.",
        State(view="pooling", source="test digit", index=0, down=18.0, across=40.0),
    ),
    Preset(
        "The mean instead",
        "Every cell of a window gets the same share of the gradient: a quarter.",
        State(
            view="pooling", source="test digit", index=0, pool="AvgPool2d", down=18.0, across=40.0
        ),
    ),
    Preset(
        "From maps to a row",
        "12 maps of 5 × 5 become 300 numbers for a linear layer: see which cell goes where.",
        State(view="flatten", source="test digit", index=0, down=45.0, across=50.0),
    ),
    Preset(
        "How much a unit sees",
        "Point at a unit of the last layer: every layer lets it see farther.",
        State(view="receptive field", source="test digit", index=0, down=50.0, across=50.0),
    ),
    Preset(
        "Holes that reach far",
        "Kernels of 3 with dilations 1, 2 and 4: three see as far as seven plain ones.",
        State(
            view="receptive field",
            stack="conv 3 p1, conv 3 p2 d2, conv 3 p4 d4",
            down=50.0,
            across=50.0,
        ),
    ),
    Preset(
        "Your own",
        "Change any number of the grid: the picture follows.",
        State(picture="balls", kernel=YOURS, grid="0_-1_0~-1_5_-1~0_-1_0"),
    ),
)
