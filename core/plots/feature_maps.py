"""The pictures of the feature maps page: columns of maps, and the charts beside them."""

from collections.abc import Sequence

from torch import Tensor

from core.plots.columns import Bar, Column, Tile, cells, colours, mosaic, short, small
from core.plots.pixels import signed
from core.plots.theme import share
from core.vision.feature_maps import Layer, Stage, Trace

LINES = ("channels × height × width", "parameters", "multiply-adds", "time")
LONGEST = 28  # pixels of a thumbnail's side
LARGE = 64
KINDS = {"conv2d": "convolution", "batch_norm": "batch norm", "max_pool2d": "max pool", "relu": "ReLU",
         "add": "+ shortcut", "linear": "sum", "adaptive_avg_pool2d": "mean of each map"}


def network_columns(trace: Trace, prepared: Tensor, classes: Sequence[str], scale: str, most: int,
                    weights: bool = False, chosen: tuple[str, int] | None = None) -> tuple[Column, ...]:
    """The whole network, the picture at the left and the probabilities at the right.

    Args:
        prepared: the picture, (C, H, W) uint8.
        scale: what shares one scale of colours: "unit", "layer" or "all".
        most: maps of a layer; of more the strongest are shown.
        weights: whether the thumbnails are the weights that make the maps, and not the maps.
    """
    layers = trace.layers()[1:]
    first = Column("picture", (picture_tile(prepared),), LINES, width=1.15)
    shown = [_values(trace, layer, weights) for layer in layers]
    over_all = max(float(values.abs().max()) for values in shown)
    columns = [_column(trace, layer, values, {"all": over_all, "layer": float(values.abs().max())}.get(scale), most,
                       weights, chosen) for layer, values in zip(layers, shown, strict=True)]
    return (first, *columns, bars_column(trace.output[0].softmax(0), classes))


def picture_tile(prepared: Tensor, label: str = "the picture that the network gets") -> Tile:
    if len(prepared) == 1:
        return Tile(label, small(prepared[0], LARGE), "grey")
    return Tile(label, small(prepared, LARGE), "colour")


def _values(trace: Trace, layer: Layer, weights: bool) -> Tensor:
    """A layer's maps (C, H, W), its numbers (C,), or the weights of its units (C, D, k, l)."""
    stage = trace.stages[trace.place(layer.name)]
    if weights and stage.weight is not None:
        return _slices(trace, stage)
    output = trace.stages[layer.end].output[0]
    return output.flatten() if output[0].numel() == 1 else output


def _slices(trace: Trace, stage: Stage) -> Tensor:
    """The weights of a layer by unit and channel before it, (units, channels, k, l)."""
    if stage.kind == "conv2d":
        return stage.weight
    before = trace.stages[stage.inputs[0]]
    while before.kind == "flatten":
        before = trace.stages[before.inputs[0]]
    shape = before.output.shape[1:] if before.output.ndim == 4 else (before.output.shape[1], 1, 1)
    return stage.weight.view(len(stage.weight), *shape)


def _column(trace, layer, values, largest, most, weights, chosen) -> Column:
    stages = [trace.stages[place] for place in layer.places]
    lines = (" × ".join(map(str, trace.stages[layer.end].output.shape[1:])),
             short(sum(stage.parameters for stage in stages)), short(sum(stage.multiply_adds for stage in stages)),
             f"{1000 * sum(stage.seconds for stage in stages):.2g} ms")
    title = KINDS["adaptive_avg_pool2d"] if layer.name.startswith("adaptive") else layer.title
    unit = chosen[1] if chosen and chosen[0] == layer.name else None
    if values.ndim == 1:
        tile = Tile(f"{title}: {len(values)} units, each a cell", cells(values, largest), cells=len(values))
        return Column(title, (tile,), lines, layer.name, width=0.8 if len(values) > 10 else 0.35)
    units = _strongest(values, most, unit)
    make = _weight_tile if weights else _map_tile
    tiles = tuple(make(title, values, one, largest, "chosen" * (one == unit)) for one in units)
    return Column(title, tiles, lines, layer.name, across(len(tiles)))


def across(count: int) -> int:
    """Tiles beside each other so that the column is about four times as high as wide."""
    return next(wide for wide in range(1, 9) if count <= 4 * wide * wide)


def _strongest(values: Tensor, most: int, always: int | None) -> list[int]:
    """The units with the largest values, in their own order, and the chosen one."""
    strength = values.flatten(1).abs().amax(1)
    found = set(strength.topk(min(most, len(strength))).indices.tolist())
    return sorted(found | {always} - {None})


def _map_tile(title: str, values: Tensor, unit: int, largest: float | None, mark: str) -> Tile:
    one = values[unit]
    return Tile(f"{title}, map {unit}: {_span(one)}", signed(small(one, LONGEST), largest), unit=unit, mark=mark)


def _weight_tile(title: str, values: Tensor, unit: int, largest: float | None, mark: str) -> Tile:
    one = values[unit]
    largest = float(one.abs().max()) if largest is None else largest
    if len(one) == 3 and one[0].numel() > 1:
        return Tile(f"{title}, filter {unit}, in colour", colours(one, largest), "colour", unit=unit, mark=mark)
    return Tile(f"{title}, weights of unit {unit}: {_span(one)}", mosaic(one, largest), unit=unit, mark=mark)


def _span(values: Tensor) -> str:
    return f"{float(values.min()):.2f} to {float(values.max()):.2f}".replace("-", "−")


def bars_column(shares: Tensor, classes: Sequence[str], most: int = 10) -> Column:
    """The probabilities, in the order of ten classes, or the first of a thousand."""
    order = range(len(shares)) if len(shares) <= most else shares.topk(most).indices.tolist()
    best = int(shares.argmax())
    bars = tuple(Bar(classes[at], float(shares[at]), share(float(shares[at])), at == best) for at in order)
    return Column("answer", lines=("", "", "", ""), bars=bars, width=1.9)
