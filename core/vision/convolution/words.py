"""What is to be seen now on the convolution page, in a sentence or two with its numbers."""

from collections.abc import Sequence

from torch import Tensor

from core.plots.numbers import short, written_sum
from core.plots.words import counted, listed
from core.vision.convolution.arithmetic import Arithmetic, ConvolutionLayer
from core.vision.convolution.filtering import Filtered, Filtering, has_activation
from core.vision.convolution.flattening import Flattening, flat, origin
from core.vision.convolution.mixing import Mixed, Mixing
from core.vision.convolution.neighbourhood import Neighbourhood, told_outputs
from core.vision.convolution.pooling import Pooled
from core.vision.convolution.receptive import ReceptiveField
from core.vision.convolution.state import COLOURS, channel_names

MOST_CELLS = 9
"""Numbers of a window that are listed; of more only the ends are said."""

MOST_LAYERS = 6
"""Layers of which each is said how far it sees."""

GREY = (
    "This picture is grey: its red, green and blue are the same, and only the weights differ. "
    "Choose a photo to see three channels that differ."
)
"""Where a filter for colours has none to look at."""

ROUNDING = 1e-5
"""Of weights that add up to a whole number."""


def kernel_sentence(result: Filtered, setting: Filtering, row: int, column: int) -> str:
    """What the kernel makes of one window, and of an area without edges."""
    values = [short(value) for value in told_outputs(result, setting, row, column)]
    made = values[0]
    if len(values) > 1:
        named = zip(channel_names(len(values)), values, strict=True)
        made = listed([f"{value} ({name})" for name, value in named])
    words = f"The kernel makes **{made}** of the window at row {row}, column {column}."
    if setting.stride > 1:
        before, after = (size_words(each[0]) for each in (result.picture, result.output))
        return f"{words} A stride of {setting.stride} makes {after} pixels of {before}."
    return f"{words} {even_words(setting)} Choose another pixel in the output."


def even_words(setting: Filtering) -> str:
    """What the sum of a kernel's weights says of an area where nothing changes."""
    total = float(setting.weights.double().sum())
    words = f"Its weights add up to {short(round(total, 6))}"
    if setting.bias or setting.has_activation:
        return f"{words}."
    if abs(total) < ROUNDING:
        return f"{words}, so that an even area gives 0."
    if abs(total - 1) < ROUNDING:
        return f"{words}, so that an even area keeps its brightness."
    return f"{words}: an even area is multiplied by that."


def number_sentence(tile: Neighbourhood, setting: Filtering, row: int, column: int) -> str:
    """What one number of the output is made of."""
    cell = row - tile.top, column - tile.left
    products = tile.products[cell].flatten()
    count, used = len(products), int(products.count_nonzero())
    total, output = tile.told(setting, *cell)
    parts = f"the {count} products, {used} of them not zero," if count > 1 else "the only product"
    if setting.bias:
        parts += f" and the bias {short(setting.bias)}"
    verb = "add up to" if count > 1 or setting.bias else "is"
    words = f"At row {row}, column {column} {parts} {verb} **{short(total)}**"
    if setting.has_activation:
        words += f"; after {setting.after.name} that is **{short(output)}**"
    return f"{words}. Press Walk to go over the output."


def channels_sentence(result: Mixed, setting: Mixing, row: int, column: int) -> str:
    """The sum of the three colours at a pixel of the chosen output."""
    terms = [*result.parts[:, row, column].tolist(), result.bias]
    total = float(result.summed[row, column])
    parts, sign, total = written_sum([*COLOURS, "bias"], terms, total)
    words = f"At row {row}, column {column}: {parts} {sign} **{total}**"
    if has_activation(setting.after):
        output = short(float(result.outputs[result.unit, row, column]))
        words += f", and after {setting.after.name} **{output}**"
    return f"{words}. Choose another pixel in the output."


def arithmetic_sentence(result: Arithmetic, layer: ConvolutionLayer) -> str:
    """The sizes before and after, and what one number of the output reads."""
    before, after = size_words(result.input), size_words(result.part)
    fed, reach = (
        " × ".join([str(cells)] * layer.axes) for cells in (result.most_fed, result.reach)
    )
    cells = "cell becomes" if result.input.numel() == 1 else "cells become"
    words = f"{before} {cells} **{after}**. "
    if result.most_fed:
        words += f"A cell of the output reads {fed} of the input"
    else:
        words += "No cell of the output reads any of the input"
    if result.reach > result.most_fed:
        words += f", spread over {reach}"
    outputs = len(result.output)
    channels = f" in {outputs} channels" if outputs > 1 else ""
    weights = "weight" if result.weights == 1 else "weights"
    return f"{words}; the layer has {result.weights:,} {weights}{channels}. Choose an output cell."


def size_words(values: Tensor) -> str:
    """The size of a grid: "3 × 4", or "4" of a single row."""
    rows, columns = values.shape
    return str(columns) if rows == 1 else f"{rows} × {columns}"


def pooling_sentence(result: Pooled, row: int, column: int) -> str:
    """What is left of one window, and who gets the gradient."""
    cells, slopes = result.window(row, column)
    before, after = size_words(result.picture), size_words(result.output)
    whole = f"{before} become {after}"
    if not len(cells):
        return f"{whole}. The window at row {row}, column {column} holds nothing of the picture."
    output = short(float(result.output[row, column]))
    words = f"{result.pick.name} makes **{output}** of {_cells_words(cells)}, and {whole}."
    if result.winners is None:
        return f"{words} Each cell of the window gets a gradient of {_ends(slopes)}."
    ties = result.ties[row][column]
    if ties > 1:
        return f"{words} {ties_words(ties, len(cells))} equally large: torch takes the first."
    return f"{words} Only the largest gets a gradient."


def ties_words(ties: int, cells: int) -> str:
    """How many cells of a window are as large as its largest: "All 4 cells are", "2 of
    the 4 cells are".
    """
    return f"All {cells} cells are" if ties == cells else f"{ties} of the {cells} cells are"


def _cells_words(cells: Tensor) -> str:
    """The numbers in a window, or of many how many and from where to where."""
    if bool((cells == cells[0]).all()):
        return f"{counted(len(cells), 'cell')} of {short(float(cells[0]))}"
    if len(cells) > MOST_CELLS:
        return f"{len(cells)} cells from {_ends(cells)}"
    return listed([short(value) for value in cells.tolist()])


def _ends(values: Tensor) -> str:
    low, high = short(float(values.min())), short(float(values.max()))
    return low if low == high else f"{low} to {high}"


def flatten_sentence(values: Tensor, setting: Flattening, index: int) -> str:
    """How many numbers there are, and where one of them comes from.

    Args:
        values: the maps, (C, H, W) uint8.
    """
    count, height, width = values.shape
    channel, row, column = origin(index, setting)
    value = short(float(flat(values, setting)[index] / 255))
    return (
        f"{counted(count, 'map')} of {height} × {width} {'becomes' if count == 1 else 'become'} "
        f"one row of **{values.numel()}** {'number' if values.numel() == 1 else 'numbers'}. "
        f"Number {index}, which is {value}, is row {row}, column {column} of map {channel}. "
        "Choose another one."
    )


def receptive_sentence(result: ReceptiveField, row: int, column: int) -> str:
    """How much of the picture the units of each layer see, and how much one of the last does."""
    lengths, side = [field.length for field in result.known[1:]], result.sides[0]
    words = f"Layer by layer a unit sees {_growth(lengths)} of the picture's {side} cells"
    if lengths[-1] > side:
        words = f"Layer by layer a unit sees {_growth(lengths)} cells, and the picture has {side},"
    rows, columns = (len(result.seen[0][index]) for index in (row, column))
    return (
        f"{words} along a side. Unit ({row}, {column}) reads {rows} × {columns} of them. "
        "Choose another one."
    )


def _growth(lengths: Sequence[int]) -> str:
    """How far the layers see, one after the other: "3, 4 and **8**"."""
    *before, last = map(str, lengths)
    if len(before) >= MOST_LAYERS:
        before = [*before[:2], "…", *before[-2:]]
    return listed([*before, f"**{last}**"])
