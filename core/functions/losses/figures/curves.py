"""Losses over each other against the prediction, and which loss for which task."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import plotly.graph_objects as go
from torch import Tensor

from core.catalogue.losses import formula
from core.functions.losses.choice import Task
from core.functions.losses.curves import Curve, Kind
from core.plots import theme
from core.plots.numbers import number
from core.plots.theme import LEGEND
from core.registry import Choice, Pick


def curves_figure(
    kind: Kind,
    names: Sequence[str],
    graphs: Sequence[Curve],
    probes: Sequence[Curve],
    target: float | None = None,
) -> go.Figure:
    """Losses above, their gradients below, against the same prediction; the values at the probe in
    the legend.

    Args:
        kind: says what is seen of them.
        names: of the losses.
        graphs, probes: over the span of the picture, and at the one prediction.
        target: where it is a place on the axis of predictions.
    """
    marks = [(float(probes[0].x), "dot"), *([] if target is None else [(target, "solid")])]
    named = {
        "x": target,
        "y": kind.values[1],
        "yanchor": "top",
        "xanchor": "left",
        "text": "target",
        "showarrow": False,
    }
    return theme.figure(
        *(
            trace
            for place, one in enumerate(zip(names, graphs, probes, strict=True))
            for trace in _curve(theme.COLORS[place], *one)
        ),
        height=480,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        hovermode="x unified",
        legend=LEGEND,
        xaxis={
            "title": kind.title,
            "range": kind.span,
            "fixedrange": True,
            "zeroline": False,
            "anchor": "y2",
        },
        yaxis={
            "title": "loss",
            "range": kind.values,
            "domain": [0.44, 1],
            "fixedrange": True,
            "zeroline": True,
        },
        yaxis2={
            "title": "gradient",
            "range": kind.slopes,
            "domain": [0, 0.38],
            "fixedrange": True,
            "zeroline": True,
        },
        shapes=[theme.upright(x, dash) for x, dash in marks],
        **({} if target is None else {"annotations": [named]}),
    )


def _curve(color: str, name: str, graph: Curve, probe: Curve) -> list[dict]:
    """The traces of one loss: above and below the line, and the point on it."""
    value, slope = float(probe.values), float(probe.slopes)
    legend, traces = f"{name}: {number(value)}, gradient {number(slope)}", []
    for axis, line, height in (("y", graph.values, value), ("y2", graph.slopes, slope)):
        traces.append(
            {
                "x": graph.x.float().numpy(),
                "y": line.float().numpy(),
                "yaxis": axis,
                "mode": "lines",
                "name": legend,
                "legendgroup": name,
                "showlegend": axis == "y",
                "line": {"color": color, "width": 3, "simplify": False},
                "hovertemplate": "%{y:.4g}<extra>" + name + "</extra>",
            }
        )
        traces.append(
            {
                "x": probe.x.float().numpy(),
                "y": [height],
                "yaxis": axis,
                "mode": "markers",
                "legendgroup": name,
                "showlegend": False,
                "hoverinfo": "skip",
                "marker": {
                    "color": color,
                    "size": 11,
                    "line": {"color": theme.BACKGROUND, "width": 2},
                },
            }
        )
    return traces


def curve_rows(picks: Sequence[Pick], probes: Sequence[Curve]) -> list[dict[str, str]]:
    """A row a loss: its formula, its value and its gradient."""
    return [
        {
            "loss": pick.name,
            "of one example": formula(pick).replace("**", "^").replace(" * ", " · "),
            "value": number(float(probe.values), 6),
            "gradient": number(float(probe.slopes), 6),
        }
        for pick, probe in zip(picks, probes, strict=True)
    ]


@lru_cache(maxsize=1)
def choice_figure(tasks: tuple[Task, ...]) -> go.Figure:
    """Tasks by what is predicted, each with its losses at the end of its branch."""
    groups = list(dict.fromkeys(task.group for task in tasks))
    traces, boxes = [], []
    for place, name in enumerate(groups):
        color, rows = (
            theme.COLORS[place],
            [-row for row, task in enumerate(tasks) if task.group == name],
        )
        middle = sum(rows) / len(rows)
        branches = [
            point
            for row in rows
            for point in ((0.14, middle), (0.24, row), (0.32, row), (None, None))
        ]
        dots = [point for row in rows for point in ((0.56, row), (0.62, row), (None, None))]
        for points, line in (
            (branches, {"shape": "spline", "smoothing": 0.6}),
            (dots, {"dash": "dot"}),
        ):
            x, y = zip(*points, strict=True)
            traces.append(
                {
                    "x": x,
                    "y": y,
                    "mode": "lines",
                    "hoverinfo": "skip",
                    "line": {"color": color, "width": 2, **line},
                }
            )
        boxes.append(_box(0.0, middle, f"<b>{name}</b>", color))
    for row, task in enumerate(tasks):
        boxes.append(_box(0.3, -row, f"{task.name}<br><i>{task.output}</i>"))
        boxes.append(
            _box(
                0.62,
                -row,
                "<br>".join(f"<b>{loss}</b>" for loss in task.losses),
                theme.COLORS[groups.index(task.group)],
            )
        )
    return theme.figure(
        *traces,
        height=44 * len(tasks),
        showlegend=False,
        annotations=boxes,
        xaxis={"visible": False, "range": [0, 1], "fixedrange": True},
        yaxis={"visible": False, "range": [0.6 - len(tasks), 0.6], "fixedrange": True},
    )


def _box(x: float, y: float, text: str, color: str | None = None) -> dict:
    return {
        "x": x,
        "y": y,
        "text": text,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "borderpad": 4,
        "font": {"color": theme.TEXT},
        "bgcolor": theme.BACKGROUND,
        **({"bordercolor": color, "borderwidth": 1.5} if color else {}),
    }


def losses_words(losses: Mapping[str, Choice]) -> str:
    """A list of losses: what each is, what it wants, and when it is chosen."""
    return "\n".join(
        (
            f"- **{name}**. {choice.note} {choice.facts['when']} *Prediction: "
            f"{choice.facts['prediction']}. Target: {choice.facts['target']}.*"
        )
        for name, choice in losses.items()
    )


def example_rows(columns: Mapping[str, Tensor]) -> list[dict[str, str]]:
    """The columns of a worked example, a row each place."""
    return [
        {name: f"{value:.6g}".replace("-", "−") for name, value in zip(columns, row, strict=True)}
        for row in zip(*(column.tolist() for column in columns.values()), strict=True)
    ]
