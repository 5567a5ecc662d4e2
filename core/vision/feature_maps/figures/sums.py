"""One map: the maps before it, a kernel for each, what each adds, and what becomes of the sum."""

from collections.abc import Sequence

from torch import Tensor

from core.plots.columns import Column, Tile, cells, small
from core.plots.numbers import number, scientific
from core.plots.pixels import signed
from core.vision.feature_maps.figures.tiles import LARGE, extent, kind_name, size
from core.vision.feature_maps.sums import Sum

ROWS = 1.15
"""Width of each column whose tiles stand in rows: the same, so that the rows are equally high."""


def sum_columns(result: Sum, source: str, rows: int = 4) -> tuple[Column, ...]:
    """Where a map comes from.

    Args:
        source: the layer that it takes its inputs from, for the heading and for a click; empty if
            it is the picture.
        rows: inputs that are shown on their own; the rest is one row together.
    """
    shown = result.strongest(rows)
    single = result.inputs[0].numel() == 1
    inputs = _rows(result.inputs, shown, single, "Input", source)
    kernels = _rows(result.kernels, shown, single, "Weights")
    parts = _rows(result.parts, shown, single, "Part")
    if len(shown) < len(result.parts) and not single:
        parts = (*parts, _rest_tile(result, shown))
    heading = f"From {source}" if source else "The picture"
    return (
        Column(heading, inputs, (size(result.inputs),), source, width=ROWS),
        Column("Kernels", kernels, (size(result.kernels),), sign="∗", width=ROWS),
        Column("Parts", parts, (size(result.parts),), sign="=", width=ROWS),
        *_step_columns(result),
    )


def _rest_tile(result: Sum, shown: Sequence[int]) -> Tile:
    """What all inputs add together that are not shown on their own."""
    rest = [index for index in range(len(result.parts)) if index not in shown]
    total = small(result.parts[rest].sum(0), LARGE)
    picture = signed(total, float(result.total.abs().max()))
    return Tile("The sum of all other parts", picture, caption=f"The other {len(rest)}")


def _step_columns(result: Sum) -> list[Column]:
    """The sum, and each function that the layer applies to it."""
    biased = result.steps[0][0].bias is not None
    first = Column(
        "Sum + bias" if biased else "Sum",
        (_large_tile("The sum", result.total),),
        (f"Bias {number(result.bias, 3)}" if biased else "No bias",),
        sign="Σ",
        width=1.7,
    )
    rest = [
        Column(
            kind_name(stage.kind),
            (_large_tile(stage.name, values),),
            (stage.name,),
            sign="→",
            width=1.7,
        )
        for stage, values in result.steps[1:]
    ]
    return [first, *rest]


def _rows(
    values: Tensor, shown: Sequence[int], single: bool, what: str, layer: str = ""
) -> tuple[Tile, ...]:
    """A tile for each channel that is shown, on one scale; single numbers together as cells of one
    tile.
    """
    if single:
        flat = values.flatten()
        label, clickable = f"{what}: {len(flat)} numbers", len(flat) if layer else 0
        return (Tile(label, cells(flat), caption=extent(flat), cells=clickable),)
    largest = float(values[list(shown)].abs().max())
    return tuple(
        Tile(
            f"{what} {index}: {extent(values[index])}",
            signed(small(values[index], LARGE), largest),
            caption=f"{what} {index}",
            unit=index if layer else None,
        )
        for index in shown
    )


def _large_tile(name: str, values: Tensor) -> Tile:
    picture = signed(small(values, LARGE))
    return Tile(f"{name}: {extent(values)}", picture, caption=extent(values))


def sum_words(result: Sum) -> str:
    """The whole calculation in one line, and that it is torch's."""
    made = "Σ of 1 part" if len(result.parts) == 1 else f"Σ of {len(result.parts)} parts"
    if result.steps[0][0].bias is not None:
        made += " + bias"
    for stage, _ in result.steps[1:]:
        made = f"{kind_name(stage.kind)}({made})"
    what = "Map" if result.map.numel() > 1 else "Neuron"
    return (
        f"**{what} {result.unit} of {result.name}** = {made}. The parts share one colour scale, "
        "the sum and the remaining parts another. This sum differs from PyTorch's own by at most "
        f"{scientific(result.difference)}, which is rounding: the numbers are added in a different "
        "order."
    )
