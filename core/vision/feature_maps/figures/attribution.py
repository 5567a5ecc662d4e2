"""Why this answer: the picture and what each method says of it, side by side."""

from dataclasses import replace

from torch import Tensor

from core.plots.columns import Column, Tile, small
from core.plots.numbers import fixed, number, percent
from core.plots.pixels import signed
from core.plots.words import plain
from core.vision.feature_maps.attribution import Attribution, Explanation
from core.vision.feature_maps.figures.tiles import LARGE, extent, picture_tile
from core.vision.feature_maps.methods import ATTRIBUTIONS
from core.vision.feature_maps.words import LEAST_RISE


def why_columns(prepared: Tensor, result: Explanation, score: str) -> tuple[Column, ...]:
    """The picture and what each method finds; each on a scale of its own, zero in the middle.

    Args:
        prepared: the picture, (C, H, W) uint8.
        score: what is explained, for the first column.
    """
    outline = prepared[0] if len(prepared) == 1 else None
    lines = (score, "") if result.random else (score,)
    first = Column("Picture", (picture_tile(prepared),), lines)
    return (first, *(_column(name, result, outline) for name in result.trained))


def _column(name: str, result: Explanation, outline: Tensor | None) -> Column:
    """What a method finds, and beside it the same for random weights, if there is that."""
    trained = result.trained[name]
    tiles, lines = (_tile(name, trained, outline),), (_numbers(name, trained),)
    if name in result.random:
        random = _tile(f"{name}, random weights", result.random[name], outline)
        tiles = (replace(tiles[0], caption="Trained"), replace(random, caption="Random weights"))
        alike = result.similarity[name]
        similarity = f"Similarity {fixed(alike.strength)}, with signs {fixed(alike.signed)}"
        lines = (*lines, similarity)
    return Column(name, tiles, lines, across=len(tiles))


def _numbers(name: str, attribution: Attribution) -> str:
    """The sum of the values where it means something, or else from where to where they go."""
    if not attribution.values.any():
        return "All values are 0"
    if meaning := ATTRIBUTIONS[name].sum_words:
        return f"Sum {number(attribution.total, 3)}: {meaning}"
    return f"Values from {extent(attribution.values)}"


def empty_words(method: str, attribution: Attribution, layer: str) -> str:
    """What it means that a method that looks at a layer finds nothing, or no words where it does
    find something.
    """
    words = ATTRIBUTIONS[method].empty_words
    if attribution.values.any() or not words:
        return ""
    return f"{method} with {plain(layer)} is empty: {words}"


def _tile(name: str, attribution: Attribution, outline: Tensor | None) -> Tile:
    values = small(attribution.values, LARGE)
    return Tile(f"{name}: {extent(values)}", signed(values), outline=outline)


def completeness_words(method: str, total: float, rise: float, name: str) -> str:
    """How much of the score a complete method explains.

    Args:
        total: the sum of what the method finds.
        rise: how far the score is above that of a black picture.
        name: of the class.
    """
    text = (
        f"{method}: the score of {plain(name)} is {number(rise)} above that of a black picture, "
        f"and the values add up to {number(total)}"
    )
    if abs(rise) > LEAST_RISE:
        text += f", {percent(total / rise)} of that"
    return f"{text}. With finer steps the two would be equal."


SIMILARITY_WORDS = (
    "Similarity: the rank correlation of a method's picture with the one for random weights, "
    "where either is not zero. Signs ignored, it says whether both mark the same pixels; with "
    "signs, whether they say the same of them. Pixels that are marked whatever the weights are "
    "show the input, not what the network has learned (Adebayo and others 2018)."
)
