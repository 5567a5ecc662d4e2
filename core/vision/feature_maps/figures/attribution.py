"""Why this answer: the picture and what each method says of it, side by side."""

from dataclasses import replace

from torch import Tensor

from core.plots.columns import Column, Tile, small
from core.plots.numbers import number, percent
from core.plots.pixels import signed
from core.vision.feature_maps.attribution import Attribution, Explanation
from core.vision.feature_maps.figures.tiles import LARGE, extent, picture_tile

LEAST_RISE = 1e-6
"""Of which a share says something."""


def why_columns(prepared: Tensor, result: Explanation, score: str) -> tuple[Column, ...]:
    """The picture and what each method finds; each on a scale of its own, zero in the middle.

    Args:
        prepared: the picture, (C, H, W) uint8.
        score: what is explained, for the first column.
    """
    outline = prepared[0] if len(prepared) == 1 else None
    first = Column(
        "Picture", (picture_tile(prepared),), (score, "Orange speaks for it, blue against")
    )
    return (first, *(_column(name, result, outline) for name in result.trained))


def _column(name: str, result: Explanation, outline: Tensor | None) -> Column:
    """What a method finds, and beside it the same for random weights, if there is that."""
    trained = result.trained[name]
    tiles, line = (_tile(name, trained, outline),), ""
    if name in result.random:
        random = _tile(f"{name}, random weights", result.random[name], outline)
        tiles = (replace(tiles[0], caption="Trained"), replace(random, caption="Random weights"))
        line = f"Similarity {number(result.similarity[name], 2)}"
    total = f"Sum {number(trained.total, 3)}" if trained.values.any() else "Nothing speaks for it"
    return Column(name, tiles, (total, line), across=len(tiles))


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
        f"{method}: the score of {name} is {number(rise)} above that of a black picture, and the "
        f"values add up to {number(total)}"
    )
    if abs(rise) > LEAST_RISE:
        text += f", {percent(total / rise)} of that"
    return f"{text}. With finer steps the two would be equal."


SIMILARITY_WORDS = (
    "Similarity: the rank correlation of a method's picture with the one for random weights, "
    "signs ignored, where either is not zero. The nearer to 1, the less the picture shows of what "
    "the network has learned (Adebayo and others 2018)."
)
