"""The cards of what networks see: digits, convolution, feature maps."""

import torch
from torch import Tensor

from core.data.handwriting.strokes import BRUSH, SIZE, decode, draw
from core.data.handwriting.styles import written
from core.data.inputs import Input
from core.data.preparation import normalise, prepare
from core.models.tracing import trace
from core.plots.numbers import number
from core.plots.palette import BACKGROUND, COLORS, MUTED, TEXT
from core.training import store
from core.vision.convolution.filtering import Filtering, filter_input
from core.vision.digits.reading import classify
from core.vision.feature_maps.ranking import strongest
from tests.cards.sheet import HEIGHT, Sheet

SEVEN = decode(written("barred 7 with a hook"))
"""The digit that is read on two of the cards."""

SIDE = 128
"""Pixels of the picture that is filtered."""

GLOW = 0.5
"""Of the strongest edge: what is as strong as this has the full colour."""


def digits(sheet: Sheet) -> None:
    """A 7 as the pen draws it, and what a network reads in it."""
    side = HEIGHT - 16
    sheet.box(8, 8, side, side, "#000", rx=8)
    for stroke in SEVEN:
        points = [(8 + x / SIZE * side, 8 + y / SIZE * side) for x, y in stroke]
        sheet.line(points, "#fff", BRUSH / SIZE * side)
    _bars(sheet, classify(draw(SEVEN)), 212, 8, 100, side)


def convolution(sheet: Sheet) -> None:
    """A picture, a kernel that finds vertical edges, and the edges."""
    result = filter_input(Input(), Filtering(side=SIDE))
    middle, side, cell = HEIGHT / 2, 112.0, 22.0
    sheet.picture(result.picture, 6, middle - side / 2, side)
    largest = float(result.output.abs().max()) * GLOW
    sheet.signed(result.output[0], 314 - side, middle - side / 2, side, largest)
    corner = 160 - 1.5 * cell
    for row, weights in enumerate(result.kernel.tolist()):
        for column, weight in enumerate(weights):
            x, y = corner + column * cell, middle - 1.5 * cell + row * cell
            color = COLORS[0] if weight > 0 else COLORS[1] if weight < 0 else BACKGROUND
            look = {"stroke": MUTED, "stroke_width": 1}
            sheet.box(x, y, cell, cell, color, fill_opacity=0.35, **look)
            sheet.text(x + cell / 2, y + 16, number(weight), TEXT, 13, "middle", 600)
    sheet.text(160, middle + 1.5 * cell + 20, "9 weights", TEXT, 13, "middle")


def feature_maps(sheet: Sheet) -> None:
    """A 7, the maps of two layers, and the answer."""
    run = trace(store.load("LeNet"), normalise(prepare(draw(SEVEN))[None]))
    sheet.picture((prepare(draw(SEVEN)) * 255).round().to(torch.uint8), 8, 72, 56)
    left = 76
    for layer, side, count, across in (("conv1", 34, 6, 2), ("conv2", 34, 10, 2)):
        maps = run.end(layer).output[0]
        units = strongest(maps, count)
        rows = -(-len(units) // across)
        top = (HEIGHT - rows * (side + 4) + 4) / 2
        largest = float(maps.abs().max())
        for index, unit in enumerate(units):
            row, column = divmod(index, across)
            x, y = left + column * (side + 4), top + row * (side + 4)
            sheet.signed(maps[unit], x, y, side, largest)
        left += across * (side + 4) + 8
    _bars(sheet, run.probabilities, left, 8, 312 - left, HEIGHT - 16)


def _bars(
    sheet: Sheet, probabilities: Tensor, left: float, top: float, width: float, height: float
) -> None:
    """Ten probabilities, one under the other, each beside its digit."""
    best, step = int(probabilities.argmax()), height / len(probabilities)
    for digit, share in enumerate(probabilities.tolist()):
        y, first = top + digit * step, digit == best
        color = COLORS[0] if first else TEXT
        weight = 700 if first else 400
        sheet.text(left + 10, y + step / 2 + 5, str(digit), color, 14, "end", weight)
        sheet.box(left + 17, y + 3, width - 17, step - 6, MUTED, rx=2, fill_opacity=0.45)
        sheet.box(left + 17, y + 3, max(2.0, share * (width - 17)), step - 6, COLORS[0], rx=2)
        if first:
            room = left + width - 5
            sheet.text(room, y + step / 2 + 5, f"{int(100 * share)} %", BACKGROUND, 13, "end", 700)
