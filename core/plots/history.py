"""Pictures of trainings: loss and accuracy against the step, and several trainings on one axis."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.plots import theme

Curve = Sequence[tuple[float, float, float]]
"""Points of step or epoch, loss and accuracy."""

LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}

TICKS = tuple(step * 10**power for power in range(-4, 3) for step in (1, 2, 5))
"""Of a logarithmic axis."""

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""Of lines that are compared, so that they are told apart without their colours too."""


def history_figure(history: Curve, steps: int, test_accuracy: float | None = None) -> go.Figure:
    """Loss (left axis) and accuracy (right axis) of each batch so far; `history` holds (step, loss,
    accuracy). At the end of a training its accuracy on held-out pictures stands beside them.
    """
    at, losses, accuracies = zip(*history, strict=True) if history else ((), (), ())
    traces = [
        go.Scatter(
            x=at,
            y=losses,
            name="Loss",
            line={"color": theme.COLORS[0], "width": 2},
            hovertemplate="Step %{x}: loss %{y:.4f}<extra></extra>",
        ),
        go.Scatter(
            x=at,
            y=_percentages(accuracies),
            name="Accuracy",
            yaxis="y2",
            line={"color": theme.COLORS[1], "width": 2, "dash": "dot"},
            hovertemplate="Step %{x}: accuracy %{y:.1f} %<extra></extra>",
        ),
    ]
    if test_accuracy is not None:
        traces.append(_test_accuracy(steps, test_accuracy))
    return theme.figure(
        *traces,
        height=240,
        legend=LEGEND,
        xaxis={"title": "Step", "range": [0, max(1, steps)]},
        yaxis={"title": "Training loss", "range": [0, 2.5]},
        yaxis2={
            "title": "Accuracy",
            "range": [0, 100],
            "ticksuffix": " %",
            "overlaying": "y",
            "side": "right",
            "showgrid": False,
        },
    )


def _percentages(shares: Sequence[float]) -> list[float]:
    return [100 * share for share in shares]


def _test_accuracy(steps: int, accuracy: float) -> go.Scatter:
    """The accuracy on held-out pictures, at the end of the axis of steps."""
    return go.Scatter(
        x=[steps],
        y=_percentages([accuracy]),
        name="Test accuracy",
        yaxis="y2",
        mode="markers",
        cliponaxis=False,
        marker={"color": theme.COLORS[2], "size": 11, "symbol": "diamond"},
        hovertemplate="Test accuracy %{y:.2f} %<extra></extra>",
    )


def loss_comparison_figure(curves: Mapping[str, Curve]) -> go.Figure:
    """The training losses of networks by name on one axis, which is logarithmic; their curves hold
    (epoch, loss, accuracy).
    """
    traces = [_line(name, curve, 1, number) for number, (name, curve) in enumerate(curves.items())]
    axis = {"title": "Training loss (logarithmic)", "type": "log", "tickvals": TICKS}
    return _comparison(traces, axis)


def accuracy_comparison_figure(
    curves: Mapping[str, Curve], test_accuracies: Mapping[str, float]
) -> go.Figure:
    """The training accuracies of networks by name on one axis, and at the end of each curve a
    diamond for its accuracy on held-out pictures.
    """
    traces = []
    for number, (name, curve) in enumerate(curves.items()):
        line = _line(name, curve, 2, number)
        line.y = _percentages(line.y)
        traces += [line, _end(curve[-1][0], test_accuracies[name], number)]
    return _comparison(traces, {"title": "Training accuracy,<br>◆ test", "ticksuffix": " %"})


def _line(name: str, curve: Curve, column: int, number: int) -> go.Scatter:
    return go.Scatter(
        x=[point[0] for point in curve],
        y=[point[column] for point in curve],
        name=name,
        line={"color": theme.COLORS[number], "width": 2, "dash": DASHES[number]},
        hovertemplate="Epoch %{x:.1f}: %{y:.4~f}<extra></extra>",
    )


def _end(epoch: float, accuracy: float, number: int) -> go.Scatter:
    return go.Scatter(
        x=[epoch],
        y=_percentages([accuracy]),
        mode="markers",
        cliponaxis=False,
        showlegend=False,
        marker={"color": theme.COLORS[number], "size": 11, "symbol": "diamond"},
        hovertemplate="Test accuracy %{y:.2f} %<extra></extra>",
    )


def _comparison(traces: Sequence[go.Scatter], yaxis: dict) -> go.Figure:
    return theme.figure(
        *traces,
        height=300,
        legend=LEGEND,
        showlegend=True,
        xaxis={"title": "Epoch", "rangemode": "tozero"},
        yaxis=yaxis,
    )
