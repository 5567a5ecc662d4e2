"""Shapes aligned from the right, and the tensors with the numbers that stretching repeats."""

import plotly.graph_objects as go
from torch import Tensor

from core.foundations.tensors.broadcasting import NAMES, Broadcast, Column, Shapes, Stretched
from core.foundations.tensors.shapes import written
from core.plots import theme
from core.plots.tensors import TensorPanel, TensorPicture
from core.plots.words import counted

ROW, EDGE = 44, 34
"""Pixels of a row, and above the first."""

BOX = 0.42
"""Half the width and the height of a box, of the distance between two."""

WIDEST = 5
"""Dimensions that fill the width; fewer are as wide as these."""

RESULT = "result"

SIGNS = {"*": "×", "-": "−", "==": "="}
"""How people write a sign of Python."""


def alignment_figure(result: Broadcast) -> go.Figure:
    """A row for each shape and one for the result, a column for each dimension."""
    rows = len(result.tensors) + 1
    shapes, words = [], []
    for dim, column in enumerate(result.columns):
        for row in range(rows):
            shapes.append(_box(dim, row, *_look(column, row)))
            words.append(_word(dim, row, _text(column, row)))
    dims = len(result.columns)
    names = [f"<b>{name}</b>" for name in NAMES[: rows - 1]] + ["<b>Result</b>"]
    return theme.figure(
        go.Scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", showlegend=False),
        height=EDGE + ROW * rows + 8,
        shapes=shapes,
        annotations=words,
        margin={"l": 8, "r": 8, "t": EDGE, "b": 4},
        xaxis={
            "range": [-0.6, max(dims, WIDEST) - 0.4],
            "tickvals": list(range(dims)),
            "ticktext": [f"dim {dim}" for dim in range(dims)],
            "side": "top",
            "showgrid": False,
            **theme.NO_ZERO_LINE,
            "tickfont": {"size": 13},
        },
        yaxis={
            "range": [rows - 0.5, -0.5],
            "tickvals": list(range(rows)),
            "ticktext": names,
            "showgrid": False,
            **theme.NO_ZERO_LINE,
            "tickfont": {"size": 14},
        },
    )


def _look(column: Column, row: int) -> tuple[str, str]:
    """The colour and the dash of a box's edge."""
    if column.size is None:
        clashes = row < len(column.sizes) and column.sizes[row] not in (None, 1)
        return (
            (theme.POSITIVE, "solid")
            if clashes or row == len(column.sizes)
            else (theme.LABEL, "solid")
        )
    if row < len(column.sizes) and column.stretched[row]:
        return theme.NEGATIVE, "dash"
    return theme.LABEL, "solid"


def _text(column: Column, row: int) -> str:
    """What stands in a box: a size, what it is stretched to, or that it does not fit."""
    if row == len(column.sizes):
        return "✗" if column.size is None else f"<b>{column.size}</b>"
    size = column.sizes[row]
    before = "·" if size is None else str(size)
    return f"{before} → {column.size}" if column.stretched[row] else before


def _box(x: int, y: int, color: str, dash: str) -> dict:
    sides = {"x0": x - BOX, "x1": x + BOX, "y0": y - BOX, "y1": y + BOX}
    width = 1 if color == theme.LABEL else 2.5
    return {"type": "rect", **sides, "line": {"color": color, "width": width, "dash": dash}}


def _word(x: int, y: int, text: str) -> dict:
    font = {"size": 16, "color": theme.TEXT}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font}


def operands_picture(result: Broadcast) -> TensorPicture:
    """The tensors alone, while what becomes of them is to be guessed."""
    names = NAMES[: len(result.tensors)]
    return TensorPicture(
        tuple(
            TensorPanel(name, f"{name}: {written(tensor.shape)}", tensor)
            for name, tensor in zip(names, result.tensors, strict=True)
        )
    )


def broadcast_picture(shapes: Shapes, result: Broadcast) -> TensorPicture:
    """The tensors, stretched ones with their repetitions, and what is made of them; tensors that do
    not fit as they are, with the dimensions marked that clash.
    """
    sign = SIGNS.get(shapes.combination.choice.sign, shapes.combination.choice.sign) or ","
    if not result.fits:
        return TensorPicture(tuple(_unfitting(result, index, sign) for index in _all(result)))
    panels = tuple(
        _operand(NAMES[index], stretched, sign if index else "")
        for index, stretched in enumerate(result.stretched)
    )
    title = "Squared error" if result.loss is not None else "Result"
    made = TensorPanel(RESULT, f"{title}: {written(result.result.shape)}", result.result, sign="=")
    links = {NAMES[index]: _links(stretched) for index, stretched in enumerate(result.stretched)}
    return TensorPicture((*panels, made), (RESULT,), links)


def _all(result: Broadcast) -> range:
    return range(len(result.tensors))


def _operand(name: str, stretched: Stretched, sign: str) -> TensorPanel:
    own, shape = stretched.tensor.numel(), written(stretched.tensor.shape)
    copies = _positions(~stretched.own)
    title = f"{name}: {shape}"
    if copies:
        title += f" → {written(stretched.values.shape)}, still {counted(own, 'number')}"
    return TensorPanel(name, title, stretched.values, sign=sign, copies=copies)


def _positions(mask: Tensor) -> list[int]:
    return mask.flatten().nonzero().flatten().tolist()


def _links(stretched: Stretched) -> list[list[int]]:
    """For each element of the result the cell that is shown at the same index, and the tensor's own
    one, which it repeats.
    """
    own = _positions(stretched.own)
    sources = stretched.sources.flatten().tolist()
    return [sorted({position, own[source]}) for position, source in enumerate(sources)]


def _unfitting(result: Broadcast, index: int, sign: str) -> TensorPanel:
    tensor, name = result.tensors[index], NAMES[index]
    missing = len(result.columns) - tensor.dim()
    marked = [
        column - missing
        for column in result.clashes
        if result.columns[column].sizes[index] not in (None, 1)
    ]
    title = f"{name}: {written(tensor.shape)}"
    return TensorPanel(name, title, tensor, sign=sign if index else "", marked=marked)
