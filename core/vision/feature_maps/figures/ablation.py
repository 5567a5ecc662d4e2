"""Ablation: the units of a layer, to be switched off and on, and the answer before and after."""

from collections.abc import Sequence

from torch import Tensor

from core.models.stages import Trace
from core.plots.columns import Column, Tile, small
from core.plots.numbers import probability
from core.plots.pixels import signed
from core.plots.words import plain
from core.vision.feature_maps.figures.network import THUMBNAIL
from core.vision.feature_maps.figures.tiles import answer_column
from core.vision.feature_maps.ranking import (
    BARS,
    likeliest,
    shown_classes,
    strongest,
)
from core.vision.feature_maps.words import NOTICED, need_words

CAPTIONED = 40
"""Units that each have room for a line."""


def ablation_columns(
    trace: Trace,
    after: Trace,
    layer: str,
    off: Sequence[int],
    effects: Tensor | None,
    classes: Sequence[str],
    most: int = 128,
) -> tuple[Column, ...]:
    """The units of a layer, and the answers.

    Args:
        off: the units of this layer that are switched off.
        effects: the probability of the answer without each unit alone, (units,).
        most: units that are shown, the strongest.
    """
    output = trace.end(layer).output[0]
    values = output if output[0].numel() > 1 else output[:, None, None]
    units = sorted({*strongest(values, most), *off})
    before = trace.probabilities
    reach = float(values.abs().max())
    tiles = []
    for unit in units:
        label, caption = _texts(layer, unit, effects, float(before.max()))
        tiles.append(
            Tile(
                label,
                signed(small(values[unit], THUMBNAIL), reach),
                caption=caption if len(units) <= CAPTIONED else "",
                unit=unit,
                mark="off" if unit in off else "on",
            )
        )
    wide = 4 if len(units) <= 16 else 8 if len(units) <= CAPTIONED else 12
    indices = shown_classes(before, BARS)
    return (
        Column(
            f"{layer}: choose what to switch off", tuple(tiles), layer=layer, across=wide, width=3.6
        ),
        answer_column("All units on", before, indices, classes, 1.3),
        answer_column("Now", after.probabilities, indices, classes, 1.3),
    )


def _texts(layer: str, unit: int, effects: Tensor | None, usual: float) -> tuple[str, str]:
    """A unit's name, and the line under it: what the answer's usual probability is without it."""
    if effects is None:
        return f"{layer}, map {unit}", str(unit)
    alone = float(effects[unit])
    caption = f"{unit}: {probability(alone)}" if abs(alone - usual) > NOTICED else str(unit)
    return f"{layer}, unit {unit}, without it {probability(alone)}", caption


def ablation_words(trace: Trace, effects: Tensor | None, classes: Sequence[str]) -> str:
    """What ablation is, and which unit matters most on its own."""
    words = "Ablation: switch a part off, and see what the network can no longer do."
    if effects is None:
        return words
    answer = likeliest(trace.probabilities)
    where = (
        "Point at a unit for"
        if len(effects) > CAPTIONED
        else "Under a unit: its number and, where it matters,"
    )
    return (
        f"{words} {where} the probability of {plain(classes[answer])} with only that unit "
        f"switched off. {need_words(trace.probabilities, effects)}"
    )
