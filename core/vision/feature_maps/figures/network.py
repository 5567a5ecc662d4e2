"""The whole network: a column for each layer, the picture at the left, the answer at the right."""

from collections.abc import Sequence

from torch import Tensor

from core.models.stages import Layer, Stage, Trace
from core.plots.columns import Column, Tile, abbreviated, cells, mosaic, small
from core.plots.pixels import signed
from core.vision.feature_maps.capture import TIMED
from core.vision.feature_maps.figures.tiles import (
    answer_column,
    extent,
    kind_name,
    picture_tile,
    size,
)
from core.vision.feature_maps.ranking import BARS, shown_classes, strongest
from core.vision.feature_maps.state import PER_LAYER, PER_MAP, SHARED

LEGEND = ("Shape", "Parameters", "Multiply-adds")
"""What the lines over each column are; one more is the time where that says something."""

TIMES_WORDS = "Times are those of this run on this computer, in whole milliseconds."

THUMBNAIL = 28
"""Pixels of a thumbnail's side at most."""

SLICES = 64
"""Of a unit's weights that one thumbnail shows, the strongest."""


def network_columns(
    trace: Trace,
    prepared: Tensor,
    classes: Sequence[str],
    scale: str,
    most: int,
    weights: bool = False,
) -> tuple[Column, ...]:
    """The whole network.

    Args:
        prepared: the picture, (C, H, W) uint8.
        scale: what shares one colour scale, one of SCALES.
        most: maps of a layer; of more the strongest are shown.
        weights: whether the thumbnails are the weights that make the maps, and not the maps.
    """
    layers = trace.layers()[1:]
    values = [_values(trace, layer, weights) for layer in layers]
    reaches = [float(each.abs().max()) for each in values]
    largest = {
        PER_MAP: [None] * len(layers),
        PER_LAYER: reaches,
        SHARED: [max(reaches)] * len(layers),
    }[scale]
    columns = [
        _column(trace, layer, each, reach, most, weights)
        for layer, each, reach in zip(layers, values, largest, strict=True)
    ]
    legend = (*LEGEND, "Time") if has_times(trace) else LEGEND
    first = Column("Picture", (picture_tile(prepared),), legend, width=1.15)
    listed = shown_classes(trace.probabilities, BARS)
    lines = ("",) * len(legend)
    answer = answer_column("Answer", trace.probabilities, listed, classes, 1.9, lines)
    return (first, *columns, answer)


def has_times(trace: Trace) -> bool:
    """Whether the times of a run say something."""
    return trace.multiply_adds >= TIMED


def network_words(trace: Trace, weights: bool, scale: str) -> str:
    """What is seen, and how it is coloured."""
    parameters = sum(stage.parameters for stage in trace.stages)
    shown = (
        "The thumbnails are weights, a slice for each input map."
        if weights
        else "The thumbnails are maps, the strongest of each layer."
    )
    scales = {
        PER_MAP: "each has its own colour scale",
        PER_LAYER: "each layer has one colour scale",
        SHARED: "all share one colour scale",
    }
    return (
        f"{shown} Blue is below zero, orange above; {scales[scale]}. The network has "
        f"{parameters:,} parameters and takes {abbreviated(trace.multiply_adds)} multiply-adds for "
        "one picture."
    )


def _values(trace: Trace, layer: Layer, weights: bool) -> Tensor:
    """A layer's maps (C, H, W), its numbers (C,), or the weights of its units (C, D, k, l)."""
    stage = trace.stage(layer.name)
    if weights and stage.has_units:
        return _slices(trace, stage)
    output = trace.stages[layer.end].output[0]
    if output[0].numel() == 1:
        return output.flatten()
    return output if output.ndim == 3 else output.reshape(1, len(output), -1)


def _slices(trace: Trace, stage: Stage) -> Tensor:
    """The weights of a layer by unit and channel before it, (units, channels, k, l)."""
    if stage.kind == "conv2d":
        return stage.weight
    before = trace.taken_by(stage).output
    shape = before.shape[1:] if before.ndim == 4 else (before.shape[1], 1, 1)
    return stage.weight.view(len(stage.weight), *shape)


def _column(
    trace: Trace, layer: Layer, values: Tensor, largest: float | None, most: int, weights: bool
) -> Column:
    stages = [trace.stages[index] for index in layer.indices]
    lines = (
        size(trace.stages[layer.end].output[0]),
        abbreviated(sum(stage.parameters for stage in stages)),
        abbreviated(sum(stage.multiply_adds for stage in stages)),
    )
    if has_times(trace):
        lines = (*lines, f"{_milliseconds(sum(stage.seconds for stage in stages))} ms")
    first = trace.stage(layer.name)
    title = layer.title if first.has_units else kind_name(first.kind)
    # a click leads to the sum behind a unit, which a pool has none of
    clickable = layer.name if first.has_units else ""
    if values.ndim == 1:
        count = len(values)
        label = f"{title}: {count} units, each a cell"
        tile = Tile(label, cells(values, largest), cells=count)
        return Column(title, (tile,), lines, clickable, width=0.9 if count > 10 else 0.62)
    make = _weight_tile if weights and first.has_units else _map_tile
    tiles = tuple(make(title, values, unit, largest) for unit in strongest(values, most))
    return Column(title, tiles, lines, clickable, across(len(tiles)))


def _milliseconds(seconds: float) -> str:
    """Whole milliseconds, since another run takes others: "110", "2", "< 1"."""
    return f"{1000 * seconds:.0f}" if seconds >= 0.001 else "< 1"


def across(count: int) -> int:
    """Tiles beside each other so that the column is about four times as high as wide."""
    return next(wide for wide in range(1, 9) if count <= 4 * wide * wide)


def _map_tile(title: str, values: Tensor, unit: int, largest: float | None) -> Tile:
    picture = signed(small(values[unit], THUMBNAIL), largest)
    return Tile(f"{title}, map {unit}: {extent(values[unit])}", picture, unit=unit)


def _weight_tile(title: str, values: Tensor, unit: int, largest: float | None) -> Tile:
    weights = values[unit]  # (D, k, l)
    largest = float(weights.abs().max()) if largest is None else largest
    if len(weights) == 3 and weights[0].numel() > 1:
        label = f"{title}, filter {unit}, in colour"
        return Tile(label, signed(weights, largest), "colour", unit=unit)
    slices = strongest(weights, SLICES)
    which = f", {SLICES} of {len(weights)} slices" if len(slices) < len(weights) else ""
    label = f"{title}, weights of unit {unit}{which}: {extent(weights)}"
    return Tile(label, mosaic(weights[slices], largest), unit=unit)


def stage_rows(trace: Trace) -> list[dict[str, str | int]]:
    """A row for each function that the network calls, for a table."""
    rows = [
        {
            "Step": stage.name,
            "Function": kind_name(stage.kind),
            "Output": size(stage.output[0]),
            "Parameters": stage.parameters,
            "Multiply-adds": stage.multiply_adds,
        }
        for stage in trace.stages[1:]
    ]
    if not has_times(trace):
        return rows
    times = (_milliseconds(stage.seconds) for stage in trace.stages[1:])
    return [row | {"Time (ms)": time} for row, time in zip(rows, times, strict=True)]
