"""The card of the landscape: the loss around a trained network as a net of lines, from the side."""

from core.jobs.progress import last
from core.networks.landscape.plane import Plane, planes
from core.plots.heights import Heights
from core.plots.palette import COLORS, MUTED
from tests.cards.sheet import WIDTH, Sheet

SIDE = 21


def landscape(sheet: Sheet) -> None:
    """Its rows and its columns, and a dot in the middle."""
    surface = last(planes(Plane(side=SIDE, reach=1.25, digits=200, directions=4))).surfaces[0]
    heights = Heights.of(surface.losses, log=True, floor=0.0, gentle=True)(surface.losses)

    def point(row: int, column: int) -> tuple[float, float]:
        depth = row / (SIDE - 1)
        x = WIDTH / 2 + (column - SIDE // 2) * (9.5 + 4.5 * depth)
        return x, 68 + 132 * depth - 56 * float(heights[row, column])

    for row in range(SIDE):
        sheet.line([point(row, column) for column in range(SIDE)], COLORS[1], 1.5)
    for column in range(SIDE):
        sheet.line([point(row, column) for row in range(SIDE)], MUTED, 1.0)
    sheet.dot(*point(SIDE // 2, SIDE // 2), COLORS[0], 8.0)
