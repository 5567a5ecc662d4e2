"""Numbers of a dtype: whole ones as they are counted, those with fractions with their neighbours;
and the dtype that two of them give.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

import plotly.graph_objects as go

from core.foundations.tensors.dtypes import (
    DTYPES,
    PYTHON,
    SHORT,
    Outcome,
    Sum,
    dtype_of,
    limits,
    neighbours,
    promotions,
    wrapped,
)
from core.foundations.tensors.dtypes_words import beside, exact_number, written_number
from core.plots import theme

HEIGHT = 270

SIDE = 2
"""Neighbours to either side of a number on its line."""

HEIGHTS = (0.36, -0.34, 0.62, -0.6, 0.36)
"""Of their labels: they have up to 19 characters, and stand on a phone too."""

FAR = 2 * SIDE
"""Steps beyond which nothing is drawn."""

MOST_COUNTED, LINE = 13, 90
"""Whole numbers in a row at most, and characters of all of them."""

FLAT = {"visible": False, "showgrid": False, "zeroline": False}


def result_figure(result: Outcome) -> go.Figure:
    """The result of two numbers among those that its dtype has."""
    if dtype_of(result.dtype).is_floating_point:
        return _line_figure(result)
    return _counting_figure(result)


def _line_figure(result: Outcome) -> go.Figure:
    """The neighbours of the result, and where the exact result lies between them.

    Positions are in steps from the middle one: the numbers themselves differ too little.
    """
    around = neighbours(_middle(result), dtype_of(result.dtype), SIDE)
    numbers = tuple(dict.fromkeys(around))  # beyond the largest there is one infinity
    positions = [_position(value, around) for value in numbers]
    same = [value == result.value for value in numbers]
    traces = [_neighbours(positions, same, f"Numbers of {result.dtype}")]
    words = [
        _word(position, HEIGHTS[at], beside(value, result.dtype, result.exact), each)
        for at, (position, value, each) in enumerate(zip(positions, numbers, same, strict=True))
    ]
    if result.exact is not None:
        exact = _position(result.exact, around)
        exact = min(max(exact, -SIDE - 0.7), SIDE + 0.7)
        traces.append(_exact_mark(exact, result.exact))
    return theme.figure(
        *traces,
        height=HEIGHT,
        shapes=[_axis()],
        annotations=words,
        legend=theme.LEGEND,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        xaxis={"range": [-SIDE - 1, SIDE + 1], **FLAT},
        yaxis={"range": [-1, 1], **FLAT},
    )


def _middle(result: Outcome) -> float:
    """The number in the middle: the result, or the largest where that is infinite."""
    if math.isnan(result.value):
        return 0.0
    if math.isinf(result.value):
        return math.copysign(limits(result.dtype).high, result.value)
    return result.value


def _neighbours(positions: Sequence[float], same: Sequence[bool], name: str) -> go.Scatter:
    """A dot for each number; the result is larger and orange."""
    marker = {
        "size": [22 if each else 14 for each in same],
        "color": [theme.POSITIVE if each else theme.LABEL for each in same],
    }
    return go.Scatter(
        x=list(positions),
        y=[0] * len(positions),
        mode="markers",
        marker=marker,
        name=name,
        hoverinfo="skip",
    )


def _position(value: Fraction | float, around: Sequence[float]) -> float:
    """Steps from the middle one of the neighbours; infinity stands where the next number would."""
    middle = around[SIDE]
    if isinstance(value, float) and math.isinf(value):
        sign = math.copysign(1.0, value)
        between = [each for each in around if math.isfinite(each) and sign * (each - middle) > 0]
        return sign * (len(between) + 1)
    below = around[SIDE - 1] if math.isfinite(around[SIDE - 1]) else around[SIDE + 1]
    step = abs(Fraction(middle) - Fraction(below)) or Fraction(1)
    steps = (Fraction(value) - Fraction(middle)) / step
    return float(min(max(steps, Fraction(-FAR)), Fraction(FAR)))


def _word(x: float, y: float, text: str, strong: bool) -> dict:
    text = f"<b>{text}</b>" if strong else text
    font = {"size": 14 if strong else 12, "color": theme.TEXT}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font}


def _axis() -> dict:
    line = {"color": theme.MUTED, "width": 1.5}
    ends = {"x0": -SIDE - 1, "x1": SIDE + 1, "y0": 0, "y1": 0}
    return {"type": "line", **ends, "line": line, "layer": "below"}


def _exact_mark(x: float, exact: Fraction) -> go.Scatter:
    return go.Scatter(
        x=[x],
        y=[0.13],
        mode="markers",
        marker={"symbol": "triangle-down", "size": 16, "color": theme.NEGATIVE},
        name=f"Exactly {exact_number(exact)}",
        hoverinfo="skip",
    )


def _counting_figure(result: Outcome) -> go.Figure:
    """Whole numbers from the first one to the exact result, and under each what the dtype has in
    its place.
    """
    start, end = int(result.left.item()), int(result.exact or 0)
    values = _counted(start, end, result.dtype)
    held = [wrapped(value, result.dtype) for value in values]
    strong = [value == end for value in values]
    words = [
        _word(value, height, written_number(number, result.dtype), each)
        for height, row in ((0.32, values), (-0.32, held))
        for value, number, each in zip(values, row, strong, strict=True)
    ]
    reach = max(abs(values[-1] - values[0]), 1)
    traces = [
        _marks(values, 0.12, theme.LABEL, "circle", "Counted exactly"),
        _marks(values, -0.12, theme.POSITIVE, "square", f"In {result.dtype}"),
    ]
    return theme.figure(
        *traces,
        height=HEIGHT - 100,
        annotations=[*words, *_row_names(result.dtype, values[0] - 0.06 * reach)],
        showlegend=False,
        **_shapes(_seams(values, held)),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"range": [values[0] - 0.28 * reach, values[-1] + 0.1 * reach], **FLAT},
        yaxis={"range": [-0.6, 0.6], **FLAT},
    )


def _counted(start: int, end: int, dtype: str) -> list[int]:
    """Whole numbers from one to the other, both among them, as many as can be read."""
    low, high = min(start, end), max(start, end)
    longest = max(len(written_number(value, "")) for value in (low, high, int(limits(dtype).low)))
    most = max(2, min(MOST_COUNTED, LINE // (longest + 2)))
    step = max(1, -(-(high - low) // (most - 1)))
    values = [*range(start, end, step if start <= end else -step), end]
    if len(values) > 2 and abs(values[-1] - values[-2]) < 0.6 * step:
        values.pop(-2)
    return sorted(values)


def _marks(values: Sequence[int], y: float, color: str, symbol: str, name: str) -> go.Scatter:
    marker = {"size": 10, "color": color, "symbol": symbol}
    return go.Scatter(
        x=list(values),
        y=[y] * len(values),
        mode="markers",
        marker=marker,
        name=name,
        hoverinfo="skip",
    )


def _seams(values: Sequence[int], held: Sequence[int]) -> list[dict]:
    """A line where the dtype comes to its end and begins again."""
    pairs = zip(values, values[1:], held, held[1:], strict=False)
    return [
        theme.upright((first + second) / 2, "dash", theme.NEGATIVE)
        for first, second, before, after in pairs
        if int(after) - int(before) != second - first
    ]


def _shapes(shapes: Sequence[dict]) -> dict:
    """Shapes of a layout, which Plotly does not have where there are none."""
    return {"shapes": list(shapes)} if shapes else {}


def _row_names(dtype: str, x: float) -> list[dict]:
    font = {"size": 13, "color": theme.LABEL}
    rows = ((0.32, "Exactly"), (-0.32, f"In {dtype}"))
    return [
        {"x": x, "y": y, "text": text, "xanchor": "right", "showarrow": False, "font": font}
        for y, text in rows
    ]


def promotion_figure(numbers: Sum, hidden: bool = False) -> go.Figure:
    """The dtype that tensors of two dtypes give; the pair that is set is framed.

    Args:
        hidden: whether the dtypes are still to be guessed.
    """
    names = [SHORT[name] for name in DTYPES]
    table = promotions()
    texts = [["?" if hidden else SHORT[name] for name in row] for row in table]
    kinds = [[0 if hidden else _kind(name) for name in row] for row in table]
    cells = go.Heatmap(
        x=names,
        y=names,
        z=kinds,
        zmin=0,
        zmax=9,
        colorscale=theme.scale(theme.SEQUENTIAL),
        showscale=False,
        xgap=2,
        ygap=2,
        text=texts,
        texttemplate="%{text}",
        textfont={"size": 13},
        hovertemplate="%{y} and %{x} give %{text}<extra></extra>",
    )
    names_along = {"tickfont": {"size": 13}, "type": "category", "ticks": ""}
    framed = []
    if numbers.second_dtype != PYTHON:
        framed = [_frame(DTYPES.index(numbers.second_dtype), DTYPES.index(numbers.first_dtype))]
    return theme.figure(
        cells,
        height=400,
        **_shapes(framed),
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        xaxis={"side": "top", **names_along},
        yaxis={"autorange": "reversed", **names_along},
    )


def _kind(name: str) -> int:
    """The shade of a dtype: bool, whole numbers, numbers with fractions."""
    dtype = dtype_of(name)
    if dtype.is_floating_point:
        return 3
    return 0 if name == "bool" else 1


def _frame(x: int, y: int) -> dict:
    sides = {"x0": x - 0.5, "x1": x + 0.5, "y0": y - 0.5, "y1": y + 0.5}
    return {"type": "rect", **sides, "line": {"color": theme.NEGATIVE, "width": 3}}
