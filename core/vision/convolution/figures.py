"""The pictures of the convolution page: what a kernel makes of a picture."""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.inputs import Input
from core.plots.cells import Cells, Grid, Links
from core.plots.pictures import Picture, picture
from core.plots.pixels import Pixels, signed
from core.vision.convolution.arithmetic import GENERAL, Arithmetic, Layer, formula
from core.vision.convolution.filtering import Filtered, Filtering, prepared
from core.vision.convolution.mixing import Mixed
from core.vision.convolution.neighbourhood import Neighbourhood
from core.vision.convolution.pooling import Flattening, Pooled, flat, origin
from core.vision.convolution.receptive import Stack, fields, heat, measured, seen, sides


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
    """The size at which the signed colours end: of a hundred numbers about one is larger, else a
    few edges would leave no colour for the rest.
    """
    some = output.flatten()[:: max(1, output.numel() // 20_000)].abs()
    return (
        float(some.kthvalue(max(1, round(0.99 * len(some)))).values)
        or float(output.abs().max())
        or 1.0
    )


def _bytes(values: Tensor) -> Tensor:
    return values.nan_to_num(0).round_().clamp_(0, 255).to(torch.uint8)


def way(setting: Filtering, shown: str) -> str:
    """The way of showing an output that "automatic" stands for.

    Where the weights add up to about one and more the output is again a picture; else it is of
    either sign. It depends on the kernel alone, so that the colours do not jump while another
    setting moves.
    """
    if shown != "automatic":
        return shown
    return "as it is" if float(setting.weights.sum()) > 0.4 else "signed"


def input_words(found: Filtered) -> str:
    """The caption of what goes in."""
    channels, height, width = found.picture.shape
    return f"Input: {width} × {height} pixels, " + (
        "red, green and blue" if channels == 3 else "grey"
    )


def output_words(found: Filtered, shown: str) -> str:
    """The caption of what comes out."""
    channels, height, width = found.output.shape
    low, high = (number(float(one)) for one in found.output.aminmax())
    ways = {
        "as it is": "0 black, 1 white",
        "signed": (
            f"{'orange' if channels == 1 else 'light'} above zero, "
            f"{'blue' if channels == 1 else 'dark'} below"
        ),
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


def neighbourhood_cells(tile: Neighbourhood, setting: Filtering, shown: str) -> Cells:
    """A tile of the output with the part of the picture it comes from; the chosen cell's window,
    kernel, products.
    """
    (rows, columns), largest = tile.output.shape, float(tile.kernel.abs().max()) or 1.0
    links = [
        [
            [at * setting.stride + tap * setting.dilation for tap in range(side)]
            for at in range(count)
        ]
        for count, side in zip((rows, columns), tile.kernel.shape, strict=True)
    ]
    colours = (
        {"signed": True, "high": reach(tile.output)}
        if shown == "signed"
        else {"signed": False, "high": 1.0}
    )
    reached = float(tile.products.abs().max()) or 1.0
    grids = (
        Grid(
            "input",
            "input" + (" and its padding" if any(tile.padding) else ""),
            tile.input,
            padding=tile.padding,
            height=262,
        ),
        Grid(
            "output",
            f"output, rows {tile.top} to {tile.top + rows - 1}, columns {tile.left} to "
            f"{tile.left + columns - 1}",
            tile.output,
            before="→",
            height=262,
            digits=digits(tile.output),
            **colours,
        ),
        Grid("window", "window", tile.windows.flatten(0, 1), row=1, height=132),
        Grid(
            "kernel",
            "kernel",
            tile.kernel,
            high=largest,
            signed=True,
            before="×",
            row=1,
            height=132,
        ),
        Grid(
            "products",
            "products",
            tile.products.flatten(0, 1),
            high=reached,
            signed=True,
            before="=",
            row=1,
            height=132,
            digits=digits(tile.products),
        ),
    )
    lines = [
        sum_words(tile, setting, row, column) for row in range(rows) for column in range(columns)
    ]
    return Cells(grids, "output", {"input": (links[0], links[1])}, lines=lines)


def digits(values: Tensor) -> int:
    """Digits after the point with which the largest of these numbers has two or three that
    count.
    """
    largest = float(values.abs().max())
    return 2 if largest >= 0.1 or largest == 0 else 3 if largest >= 0.01 else 4


def sum_words(tile: Neighbourhood, setting: Filtering, row: int, column: int) -> str:
    """The sum of a cell of the tile, written out, without what is times zero."""
    pairs = zip(
        tile.windows[row, column].flatten().tolist(), tile.kernel.flatten().tolist(), strict=True
    )
    terms = [f"{number(x)}·{f'({number(w)})' if w < 0 else number(w)}" for x, w in pairs if x * w]
    bias = f" + bias {number(setting.bias)}" if setting.bias else ""
    after = f", and after {setting.after.name} {number(float(tile.output[row, column]))}"
    return (
        f"y[{tile.top + row}, {tile.left + column}] = "
        f"{' + '.join(terms) or '0'}{bias} = "
        f"{number(float(tile.sums[row, column]))}"
        f"{after if setting.after.name != 'Identity' else ''}"
    )


def arithmetic_cells(done: Arithmetic, layer: Layer) -> Cells:
    """Input, kernel and output of a layer, each cell linked with those that feed it or that it
    feeds.
    """
    flat, amount = layer.axes == 1, 0 if layer.transposed else layer.padding
    sides = (0 if flat else amount, amount) * 2
    padded = F.pad(done.input, (amount, amount, *((0, 0) if flat else (amount, amount))))
    high = float(done.part.abs().max()) or 1.0
    grids = (
        Grid(
            "input",
            f"input {_side(done.input)}" + (f", padded by {amount}" if amount else ""),
            padded,
            digits=0,
            plain=True,
            padding=sides,
            height=380,
        ),
        Grid(
            "kernel",
            f"kernel {_side(done.kernel)}",
            done.kernel,
            digits=0,
            signed=True,
            high=2.0,
            height=380,
        ),
        Grid(
            "output",
            f"output {_side(done.part)}",
            done.part,
            digits=0,
            signed=True,
            high=high,
            before="→",
            height=380,
        ),
    )
    inputs, kernels = _links(done, layer)
    only = [[0]]
    links = {
        "input": (only if flat else inputs, inputs),
        "kernel": (only if flat else kernels, kernels),
    }
    return Cells(grids, "output", links, products=("input", "kernel"))


def _links(done: Arithmetic, layer: Layer) -> Links:
    """Along an axis, for each output place the places of the (padded) input and those of the
    kernel, pair by pair.
    """
    if layer.transposed:
        return [[i for i, _ in pairs] for pairs in done.feeds], [
            [k for _, k in pairs] for pairs in done.feeds
        ]
    taps = range(layer.kernel_size)
    return (
        [
            [out * layer.stride + tap * layer.dilation for tap in taps]
            for out in range(len(done.feeds))
        ],
        [list(taps) for _ in done.feeds],
    )


def _side(values: Tensor) -> str:
    rows, columns = values.shape
    return str(columns) if rows == 1 else f"{rows} × {columns}"


def arithmetic_words(done: Arithmetic, layer: Layer) -> str:
    """Size, parameters and cost of a layer, as Markdown."""
    channels, *sides = done.output.shape
    size = f"({channels}, {', '.join(map(str, sides))})"
    see = (
        f"from {done.reach} cells of the input along an axis"
        if done.reach != 1
        else "from one cell of the input"
    )
    return (
        f"`{layer}`\n\nOutput along an axis: ${GENERAL[layer.kind]} = {formula(layer)}$\n\nIn "
        f"all the output is **{size}**. The layer has **{done.weights:,}** weights and "
        f"**{done.biases}** {'bias' if done.biases == 1 else 'biases'}, and multiplies and "
        f"adds **{done.multiply_adds:,}** times. Receptive field: a number of the output "
        f"comes **{see}**."
    )


COLOURS = ("red", "green", "blue")


def parts_pixels(done: Mixed) -> tuple[tuple[Pixels, ...], ...]:
    """For each colour its channel, its slice of the filter, and what the two give, on the same
    scale for all three.
    """
    largest, far = float(done.weights.abs().max()), reach(done.parts)
    return tuple(
        (
            Pixels(f"{colour} of the picture", done.picture[place]),
            Pixels(
                f"its weights, sum {number(float(done.weights[place].sum()))}",
                signed(done.weights[place], largest),
                signed=True,
            ),
            Pixels(f"what {colour} adds", signed(done.parts[place], far), signed=True),
        )
        for place, colour in enumerate(COLOURS)
    )


def unit_picture(done: Mixed) -> Picture:
    """The output of the chosen filter, on the diverging scale."""
    output = done.outputs[done.unit][None]
    return picture(signed(output, reach(output)), signed=True)


def units_pixels(done: Mixed) -> tuple[Pixels, ...]:
    """The outputs of all filters, each on its own scale."""
    return tuple(
        Pixels(
            f"▸ {unit}" if unit == done.unit else str(unit),
            signed(output[::2, ::2], reach(output)),
            signed=True,
        )
        for unit, output in enumerate(done.outputs)
    )


def parts_words(done: Mixed, after: str, row: int, column: int) -> str:
    """The sum at a pixel of the chosen output, as Markdown."""
    values = zip(COLOURS, done.parts[:, row, column].tolist(), strict=True)
    parts = " + ".join(f"{colour} {number(value)}" for colour, value in values)
    total, last = (
        number(float(done.summed[row, column])),
        number(float(done.outputs[done.unit, row, column])),
    )
    end = f", and after {after} **{last}**" if after != "Identity" else ""
    return f"At row {row}, column {column}: {parts} + bias {number(done.bias)} = **{total}**{end}."


def pooled_cells(done: Pooled) -> Cells:
    """Picture, output and the gradient that comes back; the chosen window, and the cell that won
    it.
    """
    height, width = done.picture.shape
    before = [max(0, -min(min(some) for some in places)) for places in done.windows]
    beyond = [
        max(0, max(max(some) for some in places) + 1 - side)
        for places, side in zip(done.windows, (height, width), strict=True)
    ]
    padding = (before[0], before[1], beyond[0], beyond[1])

    def framed(values: Tensor) -> Tensor:
        return F.pad(values, (before[1], beyond[1], before[0], beyond[0]), value=torch.nan)

    size, far = _side(done.picture), float(done.gradient.abs().max()) or 1.0
    grids = (
        Grid("input", f"input {size}", framed(done.picture), padding=padding, height=330),
        Grid(
            "output",
            f"output {_side(done.output)}",
            done.output,
            before="→",
            height=330,
            high=max(1.0, float(done.output.max())),
        ),
        Grid(
            "gradient",
            f"the gradient that comes back, {size}",
            framed(done.gradient),
            padding=padding,
            signed=True,
            high=far,
            before="←",
            height=330,
        ),
    )
    links = tuple(
        [[place + first for place in some] for some in places]
        for places, first in zip(done.windows, before, strict=True)
    )
    points = {}
    if done.winners is not None:
        points = dict.fromkeys(("input", "gradient"), _in_frame(done.winners, width, padding))
    rows, columns = map(range, done.output.shape)
    lines = [pooled_words(done, row, column) for row in rows for column in columns]
    return Cells(grids, "output", {"input": links, "gradient": links}, points, lines=lines)


def _in_frame(places: Tensor, width: int, padding: tuple[int, int, int, int]) -> list[int]:
    """Places of a flattened picture as those of the picture with its frame of padding."""
    rows, columns = places // width + padding[0], places % width + padding[1]
    return (rows * (width + padding[1] + padding[3]) + columns).flatten().tolist()


def pooled_words(done: Pooled, row: int, column: int) -> str:
    """What a window holds, and who won."""
    height, width = done.picture.shape
    rows, columns = (
        [place for place in some[at] if 0 <= place < side]
        for some, at, side in zip(done.windows, (row, column), (height, width), strict=True)
    )
    held = f"{len(rows)} × {len(columns)} cells" if rows and columns else "nothing of the picture"
    text = f"y[{row}, {column}] = {number(float(done.output[row, column]))}, from {held}"
    if done.winners is None:
        return text + "."
    at, across = divmod(int(done.winners[row, column]), width)
    return f"{text}; the winner is at row {at}, column {across}, and it alone gets the gradient."


def flattened_cells(values: Tensor, setting: Flattening) -> Cells:
    """Maps (C, H, W) uint8 and the one row that they become, wrapped; which cell went where."""
    count, height, width = values.shape
    row, places = flat(values, setting) / 255, range(values.numel())
    origins = [origin(place, setting) for place in places]
    half = -(-count // 2) if count * width > 36 else count
    found = [
        Grid(
            f"map {channel}",
            f"map {channel}",
            one / 255,
            row=channel // half,
            height=80,
            empty=True,
        )
        for channel, one in enumerate(values)
    ]
    wrapped = Grid(
        "row",
        f"{setting.order}: one row of {len(places)} numbers, shown in lines of {height * width}",
        row.view(count, height * width),
        row=2,
        height=216,
    )
    points = {
        f"map {channel}": [i * width + j if at == channel else -1 for at, i, j in origins]
        for channel in range(count)
    }
    lines = [_origin_words(place, *origins[place], float(row[place]), setting) for place in places]
    return Cells((*found, wrapped), "row", points=points, lines=lines)


def _origin_words(
    place: int, channel: int, row: int, column: int, value: float, setting: Flattening
) -> str:
    if setting.order == "C, H, W":
        sums = (
            f"{channel}·{setting.map_height * setting.map_width} + {row}·{setting.map_width} + "
            f"{column}"
        )
    else:
        sums = f"{row}·{setting.map_width * setting.maps} + {column}·{setting.maps} + {channel}"
    return (
        f"Number {place} = {sums}: channel {channel}, row {row}, column {column}. It is "
        f"{number(value)}."
    )


MOST_COLUMNS = 110
"""Of the layers' units side by side, all together."""


def receptive_cells(stack: Stack, picture: Tensor, row: int, column: int) -> Cells:
    """The picture, the probe of the chosen unit, and each layer's units with those that the chosen
    one sees.

    Args:
        picture: (H, W) in [0, 1], brought to the stack's size.
        row, column: of the chosen unit of the last layer.
    """
    steps, around = stack.steps, sides(stack.steps, stack.side)
    shown = F.adaptive_avg_pool2d(picture[None], (stack.side, stack.side))[0]
    probe = heat(stack, row, column)
    grids = [
        Grid("0", f"picture, {stack.side} × {stack.side}", shown, height=270),
        Grid("probe", "autograd probe: what the unit depends on", probe, signed=True, height=270),
    ]
    kept = _shown(stack)
    for depth in kept:
        side = around[depth]
        grids.append(
            Grid(
                str(depth),
                _layer(stack, depth),
                torch.zeros(side, side),
                plain=True,
                empty=True,
                row=1,
                height=130,
                even=True,
            )
        )
    held = seen(steps, around)
    links = {str(depth): (held[depth], held[depth]) for depth in (0, *kept[:-1])}
    links["probe"] = links["0"]
    last = str(len(steps))
    lines = [_seen_words(held[0], i, j) for i in range(around[-1]) for j in range(around[-1])]
    return Cells(tuple(grids), last, links, lines=lines)


def _shown(stack: Stack) -> list[int]:
    """Which layers there is room for, from 1 on: those with the most units are left out, but never
    the last.
    """
    around, kept = sides(stack.steps, stack.side), list(range(1, len(stack.steps) + 1))
    while len(kept) > 1 and sum(around[depth] for depth in kept) > MOST_COLUMNS:
        kept.remove(max(kept[:-1], key=lambda depth: around[depth]))
    return kept


def left_out(stack: Stack) -> list[str]:
    """The layers that there is no room for."""
    kept = _shown(stack)
    return [_layer(stack, depth) for depth in range(1, len(stack.steps) + 1) if depth not in kept]


def _layer(stack: Stack, depth: int) -> str:
    return f"{depth} · {stack.steps[depth - 1]}"


def _seen_words(held: tuple[tuple[int, ...], ...], row: int, column: int) -> str:
    rows, columns = held[row], held[column]
    if not rows or not columns:
        return f"Unit ({row}, {column}) sees nothing but padding."
    return (
        f"Unit ({row}, {column}) sees rows {rows[0]} to {rows[-1]} and columns {columns[0]} "
        f"to {columns[-1]}: {len(rows)} × {len(columns)} = {len(rows) * len(columns)} cells."
    )


def receptive_rows(stack: Stack) -> list[dict[str, str | int]]:
    """A row a layer, for a table."""
    steps, around = stack.steps, sides(stack.steps, stack.side)
    both = zip(fields(steps)[1:], measured(stack)[1:], strict=True)
    return [
        {
            "layer": _layer(stack, depth),
            "units a side": around[depth],
            "jump": known.jump,
            "receptive field": known.length,
            "measured": found.length,
        }
        for depth, (known, found) in enumerate(both, 1)
    ]
