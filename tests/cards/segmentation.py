"""The card of segmentation: a picture goes down and up the U, and a mask comes out."""

import torch

from core.plots.palette import COLORS, MUTED
from core.vision.segmentation.pictures import draw_shapes
from tests.cards.sheet import Sheet

SIDE = 72.0
"""Of the picture and of the mask."""

TOP, HEIGHTS, GAP = 14.0, (72.0, 46.0, 30.0), 14.0
"""Where the U begins, how high its slabs are, level by level, and the room between them."""

SEED = 6


def segmentation(sheet: Sheet) -> None:
    """Picture, U and mask."""
    pictures, masks = draw_shapes(1, 0.05, 64, torch.Generator().manual_seed(SEED))
    sheet.picture((pictures[0] * 255).round().to(torch.uint8), 4, TOP, SIDE)
    sheet.picture((masks * 255).to(torch.uint8), 316 - SIDE, TOP, SIDE)
    for start, end in ((4 + SIDE, 84.0), (236.0, 316 - SIDE)):
        sheet.line([(start + 1, TOP + SIDE / 2), (end - 1, TOP + SIDE / 2)], MUTED, 2)
    top = TOP
    for level, height in enumerate(HEIGHTS[:-1]):
        _level(sheet, level, top, height)
        top += height + GAP
    sheet.box(145, top, 30.0, HEIGHTS[-1], COLORS[3], rx=1.5)
    sheet.text(40, 112, "A picture", anchor="middle")
    sheet.text(280, 112, "Its mask", anchor="middle")


def _level(sheet: Sheet, level: int, top: float, height: float) -> None:
    """A skip between its two slabs, and the ways down and up at its ends."""
    left, right = 84.0 + 29 * level, 236.0 - 29 * level
    width = 7.0 + 5 * level
    sheet.box(left + width, top, right - left - 2 * width, height, COLORS[1], fill_opacity=0.18)
    for x, color in ((left, COLORS[1]), (right - width, COLORS[0])):
        sheet.box(x, top, width, height, color, rx=1.5)
    below = top + height
    down, up = left + 38, right - width / 2
    sheet.line([(left + width, below - 2), (down, below - 2), (down, below + 6)], COLORS[1], 2)
    sheet.area([(down - 4, below + 6), (down + 4, below + 6), (down, below + 12)], COLORS[1])
    across = below + GAP + 12
    sheet.line([(right - 28, across), (up, across), (up, below + 8)], COLORS[0], 2)
    sheet.area([(up - 4, below + 8), (up + 4, below + 8), (up, below + 2)], COLORS[0])
