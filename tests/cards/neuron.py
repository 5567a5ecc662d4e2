"""The card of the neuron."""

import torch

from core.foundations.neuron.neuron import Neuron, bend, line
from core.plots.palette import BACKGROUND, COLORS, TEXT
from tests.cards.sheet import HEIGHT, WIDTH, Axes, Sheet

POINTS = ((-2, -1.2, 0), (-1.3, 0.4, 0), (-0.4, -0.9, 0), (2, -0.3, 1), (0.9, 1.2, 1))
"""Places on the map, each with a class."""


def neuron(sheet: Sheet) -> None:
    """What a neuron answers over its two inputs, the line in between, and points of two classes."""
    unit = Neuron(w1=1.6, w2=1.1, b=-0.5)
    axes = Axes((-3.2, 3.2), (-2.0, 2.0), (0, 0, WIDTH, HEIGHT))
    x1 = torch.linspace(-3.2, 3.2, 40)
    x2 = x1.flip(0)  # the map is a square, of which the drawing shows the middle
    sums = unit.w1 * x1[None, :] + unit.w2 * x2[:, None] + unit.b
    curve = bend(unit.activation)
    sheet.signed(torch.sigmoid(sums) - curve.middle, 0, (HEIGHT - WIDTH) / 2, WIDTH, curve.reach)
    ends = line(unit.w1, unit.w2, unit.b, -3.2, 3.2)
    sheet.line([axes.point(*end) for end in ends], TEXT, 3.5)
    for x, y, label in POINTS:
        sheet.dot(*axes.point(x, y), COLORS[0] if label else COLORS[1], 9.0)
    sheet.box(10, 10, 196, 30, BACKGROUND, rx=6, fill_opacity=0.88)
    sheet.text(18, 31, "w1·x1 + w2·x2 + b", TEXT, 17, "start", 600)
