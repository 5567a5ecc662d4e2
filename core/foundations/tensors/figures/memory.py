"""The cells of memory in a row, and the way of each tensor through them."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.foundations.tensors.memory import Buffer, Memory, Step
from core.foundations.tensors.shapes import written
from core.plots import theme
from core.plots.numbers import number
from core.plots.tensors import TensorPanel, TensorPicture

STRIP, EDGE = 108, 8
"""Pixels of the height of one tensor's way, and above the first."""

TALLEST = 4
"""Strips that are drawn: the first and the last ones of a longer chain."""

CURVE = 12
"""Points of a bow from cell to cell."""

MOST_NUMBERED = 2
"""Times that a cell is read whose numbers in the order are all written down."""

APART, CELL, BOW = 2.4, 0.55, 0.95
"""Distance of two strips, and in it the height of a cell and of the highest bow."""

SAME = "in the same cell of memory as"

WIDEST = 9
"""Cells that fill the width; fewer are as wide as these."""


def start_figure(result: Memory) -> go.Figure:
    """The strip of `x` alone, while the strides of the last tensor are to be guessed; without those
    of `x` where `x` is that tensor.
    """
    start = Memory(result.steps[:1], result.buffers[:1])
    return memory_figure(start, hidden=len(result.steps) == 1)


def memory_figure(result: Memory, hidden: bool = False) -> go.Figure:
    """A strip for each tensor: the cells of its storage with their numbers; bows lead from each
    cell to the next that the tensor reads, and the number over a cell says when it is read.

    Args:
        hidden: whether the strides are to be guessed.
    """
    steps = [step for step in result.steps if step.fits]
    steps = steps if len(steps) <= TALLEST else [steps[0], *steps[1 - TALLEST :]]
    cells = max(len(result.buffers[step.buffer].values) for step in steps)
    shapes, words, bows = [], [], []
    for row, step in enumerate(steps):
        top = -APART * row
        buffer = result.buffers[step.buffer]
        shapes += [_cell(at, top, _fill(step, buffer, at)) for at in range(len(buffer.values))]
        words += _numbers(step, buffer, top) + [_heading(step, top, hidden)]
        bows += _bows(step.path, top)
    return theme.figure(
        _line(bows),
        height=EDGE + STRIP * len(steps),
        shapes=shapes,
        annotations=words,
        margin={"l": 4, "r": 4, "t": EDGE, "b": 0},
        showlegend=False,
        xaxis={"range": [-0.7, max(cells, WIDEST) - 0.3], "visible": False},
        yaxis={"range": [1.52 - APART * len(steps), 1.6], "visible": False},
    )


def _fill(step: Step, buffer: Buffer, at: int) -> str:
    """The colour of a cell: changed, read or passed over."""
    if buffer.changed[at]:
        return theme.SEQUENTIAL[3]
    return theme.DIVERGING[3] if at in step.path else theme.BACKGROUND


def _cell(at: int, top: float, fill: str) -> dict:
    sides = {"x0": at - 0.46, "x1": at + 0.46, "y0": top - CELL, "y1": top}
    return {"type": "rect", **sides, "fillcolor": fill, "line": {"color": theme.LABEL, "width": 1}}


def _numbers(step: Step, buffer: Buffer, top: float) -> list[dict]:
    """The number in each cell, and over it when it is read."""
    order: dict[int, list[int]] = {}
    for index, cell in enumerate(step.path):
        order.setdefault(cell, []).append(index)
    inside = [
        _word(at, top - CELL / 2, number(value), 15, theme.TEXT)
        for at, value in enumerate(buffer.values)
    ]
    over = [
        _word(at, top - CELL - 0.16, _times(each), 12, theme.NEGATIVE) for at, each in order.items()
    ]
    return inside + over


def _times(order: Sequence[int]) -> str:
    """The numbers in the order at which a cell is read; of many the first."""
    shown = ", ".join(map(str, order[:MOST_NUMBERED]))
    return shown if len(order) <= MOST_NUMBERED else f"{shown} …"


def _word(x: float, y: float, text: str, size: int, color: str) -> dict:
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"size": size, "color": color},
    }


def _heading(step: Step, top: float, hidden: bool) -> dict:
    """What the strip shows: the tensor, its strides and its offset."""
    tensor = step.tensor
    where = "memory of x" if step.shares else "memory of its own"
    strides = "?" if hidden else written(tensor.stride())
    text = f"<b>{step.code}</b>: strides {strides}, offset {tensor.storage_offset()}, in {where}"
    return _word(-0.5, top + BOW + 0.36, text, 14, theme.TEXT) | {"xanchor": "left"}


def _bows(path: Sequence[int], top: float) -> list[tuple[float | None, float | None]]:
    """Points of a bow from each cell that is read to the next."""
    longest = max((abs(b - a) for a, b in zip(path, path[1:], strict=False)), default=1) or 1
    points: list[tuple[float | None, float | None]] = []
    for start, end in zip(path, path[1:], strict=False):
        height = BOW * (0.25 + 0.75 * abs(end - start) / longest)
        points += [
            (start + (end - start) * t / CURVE, top + 4 * height * t / CURVE * (1 - t / CURVE))
            for t in range(CURVE + 1)
        ]
        points.append((None, None))
    return points


def _line(points: Sequence[tuple[float | None, float | None]]) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _ in points] or [None],
        y=[y for _, y in points] or [None],
        mode="lines",
        line={"color": theme.NEGATIVE, "width": 2},
        hoverinfo="skip",
    )


def memory_picture(result: Memory) -> TensorPicture:
    """`x` and the last tensor, whose cells show where in `x` the same memory is."""
    first, last = result.steps[0], next(step for step in reversed(result.steps) if step.fits)
    panels = [_panel("x", "x", first)]
    if last is first:
        return TensorPicture(tuple(panels))
    panels.append(_panel("y", f"y = {last.code}", last))
    links = {"x": [_same(first, cell) for cell in last.path]} if last.shares else {}
    return TensorPicture(tuple(panels), ("y",), links, SAME, f"is {SAME}")


def _panel(name: str, title: str, step: Step) -> TensorPanel:
    title = f"{title}: {written(step.tensor.shape)}"
    return TensorPanel(name, title, step.tensor, sign="→" if name == "y" else "")


def _same(first: Step, cell: int) -> list[int]:
    """The elements of the first tensor that lie in a cell of its memory."""
    return [index for index, other in enumerate(first.path) if other == cell]
