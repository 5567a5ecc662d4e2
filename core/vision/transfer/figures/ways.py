"""What learns, stage by stage, and how good each way of training gets as the seconds go by."""

from collections.abc import Mapping, Sequence
from statistics import fmean

import plotly.graph_objects as go

from core.plots import theme
from core.plots.numbers import number, percent
from core.plots.words import capitalised
from core.vision.transfer.by_count import ByCount
from core.vision.transfer.stages import Stage
from core.vision.transfer.ways import Course

HEIGHT = 400

ROOM = 1.6
"""Of the longest bar: what it says of itself stands behind it."""

DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS = ("star", "circle", "square", "diamond", "triangle-up")
"""Of the ways, in their order."""


def stages_figure(stages: Sequence[Stage], moved: Mapping[str, float]) -> go.Figure:
    """How many parameters each stage has, from front to back: those that learn, and the frozen.

    Args:
        moved: how far stages have moved, by their titles, where that is known.
    """
    rows = list(range(len(stages)))[::-1]
    learns = _bars("Learns", theme.COLORS[0], stages, [each.trainable for each in stages], moved)
    frozen = [each.parameters - each.trainable for each in stages]
    traces = [learns, _bars("Frozen", theme.MUTED, stages, frozen, {})]
    return theme.figure(
        *traces,
        height=HEIGHT,
        margin={"t": 30},
        barmode="stack",
        legend=theme.LEGEND,
        xaxis={
            "title": "Parameters",
            "nticks": 4,
            "exponentformat": "SI",
            "range": [0, ROOM * max(stage.parameters for stage in stages)],
        },
        yaxis={
            "tickvals": rows,
            "ticktext": [capitalised(stage.title) for stage in stages],
            "showgrid": False,
            **theme.NO_ZERO_LINE,
        },
    )


def _bars(
    name: str,
    color: str,
    stages: Sequence[Stage],
    counts: Sequence[int],
    moved: Mapping[str, float],
) -> dict:
    """A bar for each stage, with how far it has moved, if that is known."""
    titles = [stage.title for stage in stages]
    told = zip(titles, counts, strict=True)
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(counts),
        "y": list(range(len(stages)))[::-1],
        "marker": {"color": color},
        "customdata": [f"{capitalised(title)}: {count:,} parameters" for title, count in told],
        "hovertemplate": f"%{{customdata}}, {name.lower()}<extra></extra>",
        "text": [
            f"moved {percent(moved[title])}" if count and moved.get(title) else ""
            for title, count in zip(titles, counts, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
    }


def courses_figure(courses: Sequence[Course], raw: float | None) -> go.Figure:
    """The share of held-out pictures that is right against the seconds, a line for each way.

    Args:
        raw: the share that a head on raw pixels gets right, if it is known.
    """
    traces = [_trace(course, index) for index, course in enumerate(courses) if course.points]
    longest = max((point[0] for course in courses for point in course.points), default=60.0)
    end = 1.1 * longest  # so that no mark is cut
    if raw is not None:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [0, end],
                "y": [100 * raw] * 2,
                "name": f"Head on raw pixels: {percent(raw)}",
                "line": {"color": theme.MUTED, "width": 2},
                "hoverinfo": "skip",
            }
        )
    return theme.figure(
        *traces,
        height=HEIGHT,
        margin={"t": 50},
        showlegend=True,
        legend={**theme.LEGEND, "font": {"size": 12}},
        xaxis={"title": "Seconds of training", "range": [0, end]},
        yaxis={"title": "Held-out pictures right", "range": [0, 102], "ticksuffix": " %"},
    )


def _trace(course: Course, index: int) -> dict:
    seconds, shares = zip(*course.points, strict=True)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [round(each, 2) for each in seconds],
        "y": [100 * share for share in shares],
        "name": f"{course.name}: {percent(shares[-1])}",
        "line": {"color": theme.COLORS[index], "width": 2.5, "dash": DASHES[index]},
        "marker": {"color": theme.COLORS[index], "size": 11, "symbol": SYMBOLS[index]},
        "customdata": [
            f"{course.name}, after {number(each, 3)} s: {percent(share)}"
            for each, share in course.points
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def by_count_figure(result: ByCount, tuned: Mapping[str, Sequence[tuple[int, float]]]) -> go.Figure:
    """The share of held-out pictures that is right against the pictures of a class to learn from.

    Args:
        tuned: the same of other ways to train, by their names.
    """
    lines = {
        "Head on features": _means(result.counts, result.features),
        "Head on raw pixels": _means(result.counts, result.pixels),
        **tuned,
    }
    most = max(count for points in lines.values() for count, _ in points)
    traces = [_line(name, points, index) for index, (name, points) in enumerate(lines.items())]
    for trace, rows in zip(traces, (result.features, result.pixels), strict=False):
        trace["error_y"] = _spread(rows)
    return theme.figure(
        *traces,
        height=HEIGHT,
        margin={"t": 50},
        showlegend=True,
        legend={**theme.LEGEND, "font": {"size": 12}},
        xaxis={"title": "Pictures per class to learn from", "range": [0, 1.06 * max(most, 20)]},
        yaxis={"title": "Held-out pictures right", "range": [0, 102], "ticksuffix": " %"},
    )


def _means(counts: Sequence[int], rows: Sequence[Sequence[float]]) -> tuple[tuple[int, float], ...]:
    return tuple((count, fmean(row)) for count, row in zip(counts, rows, strict=True))


def _spread(rows: Sequence[Sequence[float]]) -> dict:
    """From the lowest to the highest of the seeds."""
    return {
        "type": "data",
        "array": [100 * (max(row) - fmean(row)) for row in rows],
        "arrayminus": [100 * (fmean(row) - min(row)) for row in rows],
        "thickness": 1.5,
    }


def _line(name: str, points: Sequence[tuple[int, float]], index: int) -> dict:
    counts, shares = zip(*points, strict=True)
    color, kind = theme.COLORS[index % len(theme.COLORS)], index % len(DASHES)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(counts),
        "y": [100 * share for share in shares],
        "name": f"{name}: {percent(shares[-1])}",
        "line": {"color": color, "width": 2.5, "dash": DASHES[kind]},
        "marker": {"color": color, "size": 10, "symbol": SYMBOLS[kind]},
        "customdata": [
            f"{name}, {count} pictures of each class: {percent(share)}" for count, share in points
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
