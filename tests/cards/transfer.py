"""The card of transfer learning: a few drawings, and how often each head is right."""

from core.plots.columns import small
from core.plots.numbers import percent
from core.plots.palette import COLORS, MUTED, TEXT
from core.vision.transfer.heads import result
from core.vision.transfer.pictures import choose, pictures_of
from core.vision.transfer.task import Task
from tests.cards.sheet import Sheet

SIDE, GAP = 72.0, 5.0
SHOWN = (0, 4, 5, 8)
"""Classes of which a drawing is on the card."""

LEFT, RIGHT, BARS = 8.0, 312.0, 114.0
"""Where the bars begin and end, and their upper edge."""


def transfer(sheet: Sheet) -> None:
    """Drawings that it learns from, and the accuracy on features beside that on raw pixels."""
    pictures, task = pictures_of("Clip art"), Task()
    chosen = choose(pictures.train_labels, 1, 3)
    for number, index in enumerate(chosen[list(SHOWN)].tolist()):
        sheet.picture(small(pictures.train[index], 64), LEFT + number * (SIDE + GAP), 14, SIDE)
    trained = result(task)
    rows = (("Features", trained.right, COLORS[0]), ("Raw pixels", trained.raw_right, COLORS[1]))
    for number, (name, right, color) in enumerate(rows):
        share, y = right / len(trained.labels), BARS + 36 * number
        start, end = LEFT + 78, RIGHT - 62
        sheet.text(start - 8, y + 17, name, TEXT, 14, "end")
        sheet.box(start, y, end - start, 24, MUTED, rx=4, fill_opacity=0.2)
        sheet.box(start, y, (end - start) * share, 24, color, rx=4)
        sheet.text(end + 8, y + 17, percent(share, 0), TEXT, 16, "start", 600)
