"""The card of the training."""

import math

from core.plots.numbers import percent
from core.plots.palette import COLORS, MUTED, TEXT
from core.training.evaluation import answers, confusion
from tests.cards.sheet import HEIGHT, Sheet

NETWORK = "MLP 784-128-10"

LEFT, CELL = 22.0, 18.0
"""Where the matrix begins, and how large a cell of it is."""


def training(sheet: Sheet) -> None:
    """The confusion matrix of a trained network: the more mistakes, the stronger the colour."""
    result = answers(NETWORK)
    table = confusion(result)
    wrong = table.clone().fill_diagonal_(0)
    top = (HEIGHT - 10 * CELL) / 2
    for row, counts in enumerate(wrong.tolist()):
        y = top + row * CELL
        sheet.text(LEFT - 5, y + 14, str(row), TEXT, 13, "end")
        for column, count in enumerate(counts):
            color, strength = COLORS[0], math.sqrt(count / int(wrong.max()))
            if row == column:
                color, strength = COLORS[1], 0.35
            look = {"stroke": MUTED, "stroke_width": 0.5, "fill_opacity": round(strength, 2)}
            sheet.box(LEFT + column * CELL, y, CELL, CELL, color, **look)
    sheet.text(258, 84, percent(float(result.right.double().mean())), TEXT, 24, "middle", 700)
    sheet.text(258, 106, "right", TEXT, 15, "middle")
    sheet.text(258, 140, f"{int(wrong.sum())} mistakes", COLORS[0], 15, "middle", 600)
