"""Which loss for which task, as a tree; and all losses in words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import plotly.graph_objects as go

from core.catalogue.loss import Loss
from core.functions.losses.choice import Task
from core.plots import theme

Point = tuple[float | None, float | None]
GAP: Point = (None, None)


@lru_cache(maxsize=1)
def choice_figure(tasks: tuple[Task, ...]) -> go.Figure:
    """Tasks by what is predicted, each with its losses at the end of its branch."""
    groups = list(dict.fromkeys(task.group for task in tasks))
    colors = dict(zip(groups, theme.COLORS, strict=False))
    traces, boxes = [], []
    for group in groups:
        heights = [-row for row, task in enumerate(tasks) if task.group == group]
        middle = sum(heights) / len(heights)
        traces += _branches(middle, heights, colors[group])
        boxes.append(_box(0.0, middle, f"<b>{group}</b>", colors[group]))
    for row, task in enumerate(tasks):
        losses = "<br>".join(f"<b>{loss}</b>" for loss in task.losses)
        boxes.append(_box(0.3, -row, f"{task.name}<br><i>{task.output}</i>"))
        boxes.append(_box(0.62, -row, losses, colors[task.group]))
    return theme.figure(
        *traces,
        height=44 * len(tasks),
        showlegend=False,
        annotations=boxes,
        xaxis={"visible": False, "range": [0, 1]},
        yaxis={"visible": False, "range": [0.6 - len(tasks), 0.6]},
    )


def _branches(middle: float, heights: Sequence[float], color: str) -> list[dict]:
    """The lines from a group to its tasks, and from each task to its losses."""
    to_tasks = [
        point
        for height in heights
        for point in ((0.14, middle), (0.24, height), (0.32, height), GAP)
    ]
    to_losses = [point for height in heights for point in ((0.56, height), (0.62, height), GAP)]
    return [
        _line(to_tasks, {"color": color, "width": 2, "shape": "spline", "smoothing": 0.6}),
        _line(to_losses, {"color": color, "width": 2, "dash": "dot"}),
    ]


def _line(points: Sequence[Point], look: dict) -> dict:
    x, y = zip(*points, strict=True)
    return {"x": x, "y": y, "mode": "lines", "hoverinfo": "skip", "line": look}


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


def losses_words(losses: Mapping[str, Loss]) -> str:
    """A list of losses: what each is, what it expects, and when to choose it."""
    return "\n".join(_words(name, loss) for name, loss in losses.items())


def _words(name: str, loss: Loss) -> str:
    expects = {"Prediction": loss.prediction, "Target": loss.target}
    ends = " ".join(f"{label}: {text}." for label, text in expects.items() if text)
    sentences = [f"- **{name}**.", loss.note, loss.when, f"*{ends}*" if ends else ""]
    return " ".join(sentence for sentence in sentences if sentence)
