"""The pictures of the feature maps page: columns of maps, and the charts beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.models.tracing import Layer, Stage, Trace
from core.plots import theme
from core.plots.columns import Bar, Column, Tile, cells, colours, mosaic, short, small
from core.plots.pixels import signed
from core.plots.theme import share
from core.vision.feature_maps.attribution import Attribution, likeness
from core.vision.feature_maps.sums import Sum
from core.vision.feature_maps.units import Story

LINES = ("shape", "parameters", "multiply-adds", "time")
LONGEST = 28  # pixels of a thumbnail's side
LARGE = 64
CAPTIONED = 40  # units that each have room for a line
SLICES = 64  # of a unit's weights that one thumbnail shows, the strongest
KINDS = {
    "conv2d": "convolution",
    "batch_norm": "batch norm",
    "max_pool2d": "max pool",
    "relu": "ReLU",
    "add": "+ shortcut",
    "linear": "sum",
    "adaptive_avg_pool2d": "mean of each map",
}


def network_columns(
    trace: Trace,
    prepared: Tensor,
    classes: Sequence[str],
    scale: str,
    most: int,
    weights: bool = False,
    chosen: tuple[str, int] | None = None,
) -> tuple[Column, ...]:
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
    columns = [
        _column(
            trace,
            layer,
            values,
            {"all": over_all, "layer": float(values.abs().max())}.get(scale),
            most,
            weights,
            chosen,
        )
        for layer, values in zip(layers, shown, strict=True)
    ]
    return (first, *columns, bars_column(trace.output[0].softmax(0), classes))


def network_words(trace: Trace, weights: bool, scale: str) -> str:
    """What is seen, and how it is coloured."""
    parameters = sum(stage.parameters for stage in trace.stages)
    work = sum(stage.multiply_adds for stage in trace.stages)
    shown = (
        "weights, a slice for each map before it"
        if weights
        else "maps, the strongest of each layer"
    )
    by = {
        "unit": "each on its own scale",
        "layer": "one scale a layer",
        "all": "one scale for all",
    }[scale]
    return (
        f"Blue is below zero, orange above: {shown}, {by}. {parameters:,} parameters, "
        f"{short(work)} multiply-adds. Click a thumbnail to see where it comes from."
    )


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
    lines = (
        " × ".join(map(str, trace.stages[layer.end].output.shape[1:])),
        short(sum(stage.parameters for stage in stages)),
        short(sum(stage.multiply_adds for stage in stages)),
        _time(sum(stage.seconds for stage in stages)),
    )
    title = KINDS["adaptive_avg_pool2d"] if layer.name.startswith("adaptive") else layer.title
    unit = chosen[1] if chosen and chosen[0] == layer.name else None
    if values.ndim == 1:
        tile = Tile(
            f"{title}: {len(values)} units, each a cell", cells(values, largest), cells=len(values)
        )
        return Column(title, (tile,), lines, layer.name, width=0.9 if len(values) > 10 else 0.62)
    units = _strongest(values, most, unit)
    make = _weight_tile if weights else _map_tile
    tiles = tuple(make(title, values, one, largest, "chosen" * (one == unit)) for one in units)
    return Column(title, tiles, lines, layer.name, across(len(tiles)))


def _time(seconds: float) -> str:
    """Milliseconds with two digits at most: 110 ms, 1.9 ms, 0.31 ms."""
    digits = 0 if seconds >= 0.01 else 1 if seconds >= 0.001 else 2
    return f"{1000 * seconds:.{digits}f} ms"


def across(count: int) -> int:
    """Tiles beside each other so that the column is about four times as high as wide."""
    return next(wide for wide in range(1, 9) if count <= 4 * wide * wide)


def sum_columns(one: Sum, before: str, layer: str, rows: int = 4) -> tuple[Column, ...]:
    """Where a map comes from: the maps before it, a kernel for each, what each adds, the sum and
    what becomes of it.

    Args:
        before: what comes in, for the heading.
        layer: the layer that made it, for a click; empty if it is the picture.
        rows: inputs that are shown on their own; the rest is one row together.
    """
    shown = one.strongest(rows)
    single = one.inputs[0].numel() == 1
    reach = float(one.total.abs().max())
    sources = _rows(one.inputs, shown, single, "in", layer)
    kernels = _rows(one.kernels, shown, single, "weights")
    parts = _rows(one.parts, shown, single, "part")
    rest = [at for at in range(len(one.parts)) if at not in shown]
    if rest and not single:
        together = one.parts[rest].sum(0)
        parts = (
            *parts,
            Tile(
                "the sum of all other parts",
                signed(small(together, LARGE), reach),
                caption=f"the other {len(rest)}",
            ),
        )
    biased = one.steps[0][0].bias is not None
    bias = f"bias {one.bias:+.3g}".replace("-", "−") if biased else "no bias"
    steps = [
        Column(
            "sum" + " + bias" * biased,
            (_large_tile("the sum", one.total, reach),),
            (bias,),
            sign="Σ",
            width=1.7,
        )
    ]
    steps += [
        Column(
            KINDS.get(stage.kind, stage.kind),
            (_large_tile(stage.name, values),),
            (stage.name,),
            sign="→",
            width=1.7,
        )
        for stage, values in one.steps[1:]
    ]
    size = " × ".join(map(str, one.inputs.shape))
    return (
        Column(before, sources, (size,), layer),
        Column("kernels", kernels, (_size(one.kernels),), sign="∗"),
        Column("parts", parts, (_size(one.parts),), sign="="),
        *steps,
    )


def _size(values: Tensor) -> str:
    return " × ".join(map(str, values.shape))


def _rows(
    values: Tensor, shown: Sequence[int], single: bool, what: str, layer: str = ""
) -> tuple[Tile, ...]:
    """A tile for each channel that is shown, on one scale; single numbers together as cells of one
    tile.
    """
    if single:
        flat = values.flatten()
        return (
            Tile(
                f"{what}: {len(flat)} numbers",
                cells(flat),
                caption=_span(flat),
                cells=len(flat) * bool(layer),
            ),
        )
    largest = float(values[list(shown)].abs().max())
    return tuple(
        Tile(
            f"{what} {at}: {_span(values[at])}",
            signed(small(values[at], LARGE), largest),
            caption=f"{what} {at}",
            unit=at if layer else None,
        )
        for at in shown
    )


def _large_tile(name: str, values: Tensor, largest: float | None = None) -> Tile:
    return Tile(
        f"{name}: {_span(values)}", signed(small(values, LARGE), largest), caption=_span(values)
    )


def sum_words(one: Sum) -> str:
    """The whole calculation in one line, and that it is torch's."""
    made = f"Σ of {len(one.parts)} parts" + " + bias" * (one.steps[0][0].bias is not None)
    for stage, _ in one.steps[1:]:
        made = f"{KINDS.get(stage.kind, stage.kind)}({made})"
    what = "Map" if one.map.numel() > 1 else "Unit"
    return (
        f"**{what} {one.unit} of {one.name}** = {made}. The parts share one scale, the rest "
        "of them and the sum another. The sum made here differs from torch's own by at most "
        f"{one.difference:.1g}: numbers are rounded and added in another order."
    )


def likes_columns(
    pictures: Sequence[Tensor], captions: Sequence[str], told: Story | None
) -> tuple[Column, ...]:
    """The nine favourites at the left; the way from noise to the picture that was made, which is
    largest.

    Args:
        pictures: (C, H, W) uint8.
        captions: under each of them.
    """
    tiles = tuple(
        replace(picture_tile(one, caption), caption=caption)
        for one, caption in zip(pictures, captions, strict=True)
    )
    line = "its largest value in each" + ", and no other opens it" * (len(tiles) < 9)
    columns = [Column("the test pictures it likes best", tiles, (line,), across=3, width=3)]
    if told is not None:
        *way, last = told.pictures.items()
        steps = tuple(_dream_tile(*one, told.values) for one in way)
        columns += [
            Column("from noise", steps, ("by gradient ascent",), width=0.95, sign=""),
            Column(
                "made for it",
                (_dream_tile(*last, told.values),),
                ("what excites it, step by step",),
                sign="→",
                width=2.6,
            ),
        ]
    return tuple(columns) if tiles else tuple(columns[1:])


def _dream_tile(step: int, picture: Tensor, values: Sequence[float]) -> Tile:
    shown = (255 * picture).round().to(torch.uint8)
    caption = f"step {step}: {values[step]:.2f}".replace("-", "−")
    return replace(picture_tile(shown, caption), caption=caption)


def ascent_figure(told: Story, steps: int) -> go.Figure:
    """How much the picture excites the unit, step by step."""
    values = torch.tensor(told.values).numpy()
    line = go.Scatter(
        y=values,
        line={"color": theme.POSITIVE, "width": 3},
        showlegend=False,
        hovertemplate="step %{x}: %{y:.3g}<extra></extra>",
    )
    return theme.figure(
        line,
        height=170,
        xaxis={"title": "step", "range": [0, steps], "fixedrange": True},
        yaxis={"title": "excitation", "fixedrange": True, "zeroline": True},
    )


def why_columns(
    prepared: Tensor,
    found: Mapping[str, Attribution],
    random: Mapping[str, Attribution],
    score: str,
) -> tuple[Column, ...]:
    """The picture and what each method says, side by side; each on a scale of its own, zero in the
    middle.

    Args:
        random: the same for random weights; empty if it was not asked for.
        score: what is explained, for the first column.
    """
    outline = prepared[0] if len(prepared) == 1 else None
    first = Column(
        "the picture", (picture_tile(prepared),), (score, "orange speaks for it, blue against")
    )
    columns = [first]
    for name, one in found.items():
        tiles, line = (_why_tile(name, one, outline),), ""
        if name in random:
            other = replace(
                _why_tile(f"{name}, random weights", random[name], outline),
                caption="random weights",
            )
            tiles = (replace(tiles[0], caption="trained"), other)
            line = f"likeness {likeness(one.values, random[name].values):.2f}".replace("-", "−")
        words = (
            f"sum {one.total:+.3g}".replace("-", "−")
            if one.values.any()
            else "nothing here speaks for it"
        )
        columns.append(Column(name, tiles, (words, line), across=len(tiles)))
    return tuple(columns)


def _why_tile(name: str, one: Attribution, outline: Tensor | None) -> Tile:
    values = small(one.values, LARGE)
    return Tile(f"{name}: {_span(values)}", signed(values), outline=outline)


def complete_words(total: float, rise: float, name: str) -> str:
    """How far integrated gradients explain the score: completeness as a number."""
    share = f", {total / rise:.1%} of it" if abs(rise) > 1e-6 else ""
    text = (
        f"Integrated gradients add up to {total:+.4g}. The score of {name} is {rise:+.4g} "
        f"above that of a black picture{share}: with more steps the two meet."
    )
    return text.replace("+-", "−").replace(" -", " −")


def off_columns(
    trace: Trace,
    after: Trace,
    layer: str,
    off: Sequence[int],
    effects: Tensor | None,
    classes: Sequence[str],
    most: int = 128,
) -> tuple[Column, ...]:
    """The units of a layer to be switched off and on by a click, and the answer before and after.

    Args:
        effects: the probability of the answer without each unit alone.
    """
    output = trace.end(layer).output[0]
    shares = trace.output[0].softmax(0)
    values = output if output[0].numel() > 1 else output[:, None, None]
    units = sorted({*_strongest(values, most, None), *off})
    tiles = []
    for unit in units:
        alone = "" if effects is None else share(float(effects[unit]))
        words = f"without it {alone}" if alone else f"map {unit}"
        moved = effects is not None and abs(float(effects[unit] - shares.max())) > 0.002
        picture = signed(small(values[unit], LONGEST), float(values.abs().max()))
        caption = "" if len(units) > CAPTIONED else f"{unit}: {alone}" if moved else str(unit)
        tiles.append(
            Tile(
                f"{layer}, unit {unit}, {words}",
                picture,
                caption=caption,
                unit=unit,
                mark="off" * (unit in off),
            )
        )
    wide = 4 if len(units) <= 16 else 8 if len(units) <= CAPTIONED else 12
    order = torch.arange(len(shares)) if len(shares) <= 10 else shares.topk(10).indices
    return (
        Column(f"{layer}: click to switch off", tuple(tiles), layer=layer, across=wide, width=3.6),
        _answer("all on", shares, order, classes),
        _answer("now", after.output[0].softmax(0), order, classes),
    )


def _answer(title: str, shares: Tensor, order: Tensor, classes: Sequence[str]) -> Column:
    best = int(shares.argmax())
    bars = tuple(
        Bar(classes[at], float(shares[at]), share(float(shares[at])), at == best)
        for at in order.tolist()
    )
    return Column(title, bars=bars, width=1.3)


def off_words(trace: Trace, effects: Tensor | None, classes: Sequence[str]) -> str:
    """Which unit matters most on its own."""
    shares = trace.output[0].softmax(0)
    if effects is None:
        return ""
    best, answer = int(effects.argmin()), int(shares.argmax())
    where = (
        "Point at a unit for"
        if len(effects) > CAPTIONED
        else "Under a unit: its number and, where it matters,"
    )
    return (
        f"{where} the probability of {classes[answer]} without it alone. Unit {best} matters "
        f"most: {share(float(shares[answer]))} becomes {share(float(effects[best]))}."
    )


def stage_rows(trace: Trace) -> list[dict[str, str | int]]:
    """A row for each function that the network calls, for a table."""
    return [
        {
            "step": stage.name,
            "function": KINDS.get(stage.kind, stage.kind),
            "output": _size(stage.output[0]),
            "parameters": stage.parameters,
            "multiply-adds": stage.multiply_adds,
            "time, ms": round(1000 * stage.seconds, 3),
        }
        for stage in trace.stages[1:]
    ]


def _strongest(values: Tensor, most: int, always: int | None) -> list[int]:
    """The units with the largest values, in their own order, and the chosen one."""
    strength = values.flatten(1).abs().amax(1)
    found = set(strength.topk(min(most, len(strength))).indices.tolist())
    return sorted(found | {always} - {None})


def _map_tile(title: str, values: Tensor, unit: int, largest: float | None, mark: str) -> Tile:
    one = values[unit]
    return Tile(
        f"{title}, map {unit}: {_span(one)}",
        signed(small(one, LONGEST), largest),
        unit=unit,
        mark=mark,
    )


def _weight_tile(title: str, values: Tensor, unit: int, largest: float | None, mark: str) -> Tile:
    one = values[unit]
    largest = float(one.abs().max()) if largest is None else largest
    if len(one) == 3 and one[0].numel() > 1:
        return Tile(
            f"{title}, filter {unit}, in colour",
            colours(one, largest),
            "colour",
            unit=unit,
            mark=mark,
        )
    slices = _strongest(one, SLICES, None)
    which = f", {SLICES} of {len(one)} slices" if len(slices) < len(one) else ""
    return Tile(
        f"{title}, weights of unit {unit}{which}: {_span(one)}",
        mosaic(one[slices], largest),
        unit=unit,
        mark=mark,
    )


def _span(values: Tensor) -> str:
    return f"{float(values.min()):.2f} to {float(values.max()):.2f}".replace("-", "−")


def bars_column(shares: Tensor, classes: Sequence[str], most: int = 10) -> Column:
    """The probabilities, in the order of ten classes, or the first of a thousand."""
    order = range(len(shares)) if len(shares) <= most else shares.topk(most).indices.tolist()
    best = int(shares.argmax())
    bars = tuple(
        Bar(classes[at], float(shares[at]), share(float(shares[at])), at == best) for at in order
    )
    return Column("answer", lines=("", "", "", ""), bars=bars, width=1.9)
