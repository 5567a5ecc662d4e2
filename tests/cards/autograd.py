"""The card of autograd: the graph of a product and a sum, with the gradients on their way back."""

from core.foundations.autograd.figures.graph import graph_picture
from core.foundations.autograd.runs import run
from core.plots.palette import BACKGROUND, COLORS, MUTED, TEXT
from tests.cards.sheet import HEIGHT, WIDTH, Sheet

TITLES = {"AddBackward0": "+", "MulBackward0": "×", "PowBackward0": "( )²"}
"""What the nodes do, in a sign."""

ROWS = 47.0
"""Units from a layer of the graph to the next."""


def autograd(sheet: Sheet) -> None:
    """A loss of w x + b, from its leaves at the top down; each gradient stands at its arrow."""
    result = run("loss = (w * x + b) ** 2", (2.0, 0.5, 1.0))
    picture = graph_picture(result)
    tops = sorted({box.centre[1] for box in picture.boxes})
    row = {top: 26 + ROWS * index for index, top in enumerate(tops)}
    middle = picture.width / 2

    def point(x: float, y: float) -> tuple[float, float]:
        return WIDTH / 2 + 1.12 * (x - middle), row[min(tops, key=lambda top: abs(top - y))]

    centres = {box.name: point(*box.centre) for box in picture.boxes}
    labels = {index: text for scene in picture.scenes for index, text in scene.labels.items()}
    for index, arrow in enumerate(picture.arrows):
        (x, y), (u, v) = centres[arrow.target], centres[arrow.source]
        sheet.line([(x, y + 14), (u, v - 15)], COLORS[0], 2.5)
        side, anchor = (-12, "end") if x < u else (12, "start")
        sheet.text((x + u) / 2 + side, (y + v) / 2 + 9, labels[index], COLORS[0], 16, anchor, 600)
    for box, node in zip(picture.boxes, result.graph.nodes, strict=True):
        x, y = centres[box.name]
        color = COLORS[2] if node.is_leaf else MUTED
        sheet.dot(x, y, color, 15.0)
        text, ink = (node.name, BACKGROUND) if node.is_leaf else (TITLES[node.kind], TEXT)
        sheet.text(x, y + 5, text, ink, 15, "middle", 600)
    assert max(top for _, top in centres.values()) < HEIGHT
