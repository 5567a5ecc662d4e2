"""What the units of a stack of layers see of a picture."""

from collections.abc import Sequence

import torch

from core.plots.cells import CellGrid, Cells
from core.vision.convolution.receptive import ReceptiveField

MOST_COLUMNS = 150  # of the layers' units side by side
HEIGHT, LAYER_HEIGHT = 270, 130  # pixels that a grid may take


def receptive_cells(result: ReceptiveField) -> Cells:
    """The picture, what the chosen unit depends on, and of each layer the units that it sees."""
    side, layers = result.sides[0], shown_layers(result)
    grids = (
        CellGrid("0", f"Picture, {side} × {side}", result.picture, height=HEIGHT),
        CellGrid(
            "gradient",
            "Autograd: what the unit depends on",
            result.heat,
            signed=True,
            height=HEIGHT,
        ),
        *(_layer_grid(result, depth) for depth in layers),
    )
    links = {str(depth): (result.seen[depth],) * 2 for depth in (0, *layers[:-1])}
    links["gradient"] = links["0"]
    units = range(result.sides[-1])
    lines = [seen_words(result, row, column) for row in units for column in units]
    return Cells(grids, str(len(result.steps)), links, lines=lines)


def _layer_grid(result: ReceptiveField, depth: int) -> CellGrid:
    side = result.sides[depth]
    return CellGrid(
        str(depth),
        layer_name(result, depth),
        torch.zeros(side, side),
        plain=True,
        empty=True,
        row=1,
        height=LAYER_HEIGHT,
        even=True,
    )


def shown_layers(result: ReceptiveField) -> list[int]:
    """The layers that there is room for, from 1 on.

    Those with the most units are left out, but never the first or the last.
    """
    layers = list(range(1, len(result.steps) + 1))
    while len(layers) > 2 and sum(result.sides[depth] for depth in layers) > MOST_COLUMNS:
        layers.remove(max(layers[1:-1], key=lambda depth: result.sides[depth]))
    return layers


def hidden_layers(result: ReceptiveField) -> list[str]:
    """The layers that there is no room for."""
    shown = shown_layers(result)
    depths = range(1, len(result.steps) + 1)
    return [layer_name(result, depth) for depth in depths if depth not in shown]


def layer_name(result: ReceptiveField, depth: int) -> str:
    """A layer's depth, and how it is written."""
    return f"{depth} · {result.steps[depth - 1]}"


def seen_words(result: ReceptiveField, row: int, column: int) -> str:
    """Which cells of the picture a unit of the last layer sees."""
    rows, columns = result.seen[0][row], result.seen[0][column]
    if not rows or not columns:
        return f"Unit ({row}, {column}) sees nothing but padding."
    return (
        f"Unit ({row}, {column}) sees {_span('rows', rows)} and {_span('columns', columns)}: "
        f"{len(rows)} × {len(columns)} = {len(rows) * len(columns)} cells."
    )


def _span(name: str, cells: Sequence[int]) -> str:
    """The rows or columns from the first that is seen to the last, and whether some are not."""
    first, last = cells[0], cells[-1]
    gaps = f"{len(cells)} of " if last - first + 1 > len(cells) else ""
    return f"{gaps}{name} {first} to {last}"


def receptive_rows(result: ReceptiveField) -> list[dict[str, str | int]]:
    """One row per layer, for a table."""
    return [
        {
            "Layer": layer_name(result, depth),
            "Units per side": result.sides[depth],
            "Jump": result.known[depth].jump,
            "Receptive field": result.known[depth].length,
            "Measured": result.measured[depth].length,
        }
        for depth in range(1, len(result.steps) + 1)
    ]
