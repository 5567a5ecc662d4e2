"""Digits written in the styles that people have, to train a network on and to show.

The styles are the templates of `core.data.handwriting.templates`; a hand writes each anew.
"""

from bisect import bisect
from itertools import accumulate

import torch
from torch import Tensor

from core.data.handwriting.hand import write
from core.data.handwriting.strokes import BRUSH, Strokes, draw, encode
from core.data.handwriting.templates import STYLES
from core.data.preparation import steps


def digits(
    count: int, generator: torch.Generator, styles: tuple[str, ...] | None = None
) -> tuple[Tensor, ...]:
    """Digits written in the styles, drawn as the canvas draws and prepared as the page prepares.

    Every digit comes equally often, and the styles of a digit about as often as they say.

    Args:
        styles: names from STYLES; all of them if None.

    Returns:
        pictures (count, 28, 28) uint8, labels (count,) int64, index of the style in STYLES (count,)
        int64.
    """
    names = list(STYLES)
    allowed = [names.index(name) for name in styles or names]
    of_digit = [
        [index for index in allowed if STYLES[names[index]].digit == digit] for digit in range(10)
    ]
    of_digit = [indices for indices in of_digit if indices]
    often = [list(accumulate(STYLES[names[i]].often for i in indices)) for indices in of_digit]
    turn = torch.arange(count) % len(of_digit)
    chance = torch.rand(count, generator=generator).tolist()
    style = torch.tensor(
        [
            of_digit[k][bisect(often[k], c * often[k][-1])]
            for k, c in zip(turn.tolist(), chance, strict=True)
        ],
        dtype=torch.int64,
    )
    pictures = torch.zeros(count, 28, 28, dtype=torch.uint8)
    for index in style.unique().tolist():
        rows = (style == index).nonzero().flatten().tolist()
        drawings = write(STYLES[names[index]].template, len(rows), generator)
        brushes = _brushes(drawings, generator)
        for row, drawing, brush in zip(rows, drawings, brushes, strict=True):
            pictures[row] = steps(draw(drawing, brush)).placed
    labels = torch.tensor([STYLES[name].digit for name in names])[style]
    return pictures, labels, style


def _brushes(drawings: list[Strokes], generator: torch.Generator) -> list[float]:
    """Half of them the canvas's own, the others from a fine to a very thick line, 5 to 30 % of the
    digit's size.
    """
    own = torch.rand(len(drawings), generator=generator) < 0.5
    share = 0.05 + 0.25 * torch.rand(len(drawings), generator=generator)
    spans = [torch.tensor(sum(drawing, ())) for drawing in drawings]
    size = torch.tensor([float((points.amax(0) - points.amin(0)).max()) for points in spans])
    return torch.where(own, float(BRUSH), share * size).tolist()


def written(style: str, scale: float = 1.0, left: int = 0, top: int = 0) -> str:
    """A style's bare template as an encoded drawing, as it stands or scaled and put with its corner
    at (left, top).
    """
    drawing = write(STYLES[style].template, 1, torch.Generator(), variation=0)[0]
    if scale != 1:
        low = [min(point[axis] for stroke in drawing for point in stroke) for axis in (0, 1)]
        drawing = tuple(
            tuple(
                (round((x - low[0]) * scale) + left, round((y - low[1]) * scale) + top)
                for x, y in stroke
            )
            for stroke in drawing
        )
    return encode(drawing)
