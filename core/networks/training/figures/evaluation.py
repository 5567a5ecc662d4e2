"""How good a trained network is: how often it is right on each class, and whether its confidence
can be trusted.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.networks.training.evaluated import Bin, ClassAccuracy, Example
from core.plots import theme
from core.plots.columns import Column, Tile
from core.plots.confusion import names_axis
from core.plots.hover import DECIMALS
from core.plots.numbers import percent, probability
from core.plots.words import counted

HEIGHT = 460


def classes_figure(accuracies: Sequence[ClassAccuracy]) -> go.Figure:
    """The accuracy on each class, with its 95 % confidence interval."""
    shares = [100 * each.share for each in accuracies]
    return theme.figure(
        {
            "mode": "markers",  # a bar would have to begin at 0, where no difference is seen
            "x": list(range(len(accuracies))),
            "y": shares,
            "marker": {"color": theme.COLORS[1], "size": 11},
            "error_y": {
                "type": "data",
                "array": [100 * (each.high - each.share) for each in accuracies],
                "arrayminus": [100 * (each.share - each.low) for each in accuracies],
                "color": theme.TEXT,
            },
            "customdata": [f"{each.name}: {each.right:,} of {each.count:,}" for each in accuracies],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        height=HEIGHT,
        showlegend=False,
        xaxis=names_axis([each.name for each in accuracies], "True class"),
        yaxis={
            "title": "Accuracy, 95 % interval",
            "range": [max(0, min(100 * each.low for each in accuracies) - 1), 100.2],
            "ticksuffix": " %",
        },
    )


def calibration_figure(bins: Sequence[Bin]) -> go.Figure:
    """The share of right answers over the confidence, bin by bin, beside the line where both are
    equal; below it how many pictures are in each bin.
    """
    common = {
        "type": "bar",
        "x": [each.middle for each in bins],
        "width": WIDTH,
        "customdata": [_told(each) for each in bins],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    accuracies = {
        **common,
        "y": [each.accuracy for each in bins],
        "name": "Right answers",
        "marker": {"color": theme.COLORS[1]},
    }
    counts = {
        **common,
        "y": [each.count for each in bins],
        "yaxis": "y2",
        "showlegend": False,
        "marker": {"color": theme.MUTED},
    }
    return theme.figure(
        accuracies,
        _confidences(bins),
        DIAGONAL,
        counts,
        height=HEIGHT,
        margin={"t": 30},
        legend=theme.LEGEND,
        xaxis={"title": "Confidence", "range": [0, 1.02], "anchor": "y2", **DECIMALS},
        yaxis={"title": "Share of right answers", "range": [0, 1.05], "domain": [0.36, 1]},
        yaxis2=COUNTS,
    )


WIDTH = 0.06
"""Of a bar: bins are a fifteenth wide."""

DIAGONAL = {
    "x": [0, 1],
    "y": [0, 1],
    "mode": "lines",
    "name": "Perfectly calibrated",
    "line": {"color": theme.TEXT, "width": 1.5, "dash": "dot"},
    "hoverinfo": "skip",
}

COUNTS = {
    "title": "Pictures",
    "type": "log",
    "range": [-0.3, 4.3],
    "domain": [0, 0.26],
    "tickvals": [1, 10, 100, 1000, 10_000],
    "ticktext": ["1", "10", "100", "1,000", "10,000"],
}
"""The axis of how many pictures are in a bin."""


def _confidences(bins: Sequence[Bin]) -> dict:
    """A diamond for each bin on the line: where its accuracy should be."""
    middles = [each.confidence for each in bins]
    return {
        "x": middles,
        "y": middles,
        "mode": "markers",
        "name": "Mean confidence",
        "marker": {"color": theme.COLORS[0], "size": 9, "symbol": "diamond"},
        "hoverinfo": "skip",
    }


def _told(each: Bin) -> str:
    return (
        f"Confidence {percent(each.confidence)}: {percent(each.accuracy)} right, "
        f"{counted(each.count, 'picture')}"
    )


def examples_columns(examples: Sequence[Example]) -> tuple[Column, ...]:
    """Test pictures side by side, each with the network's answer and its confidence."""
    return tuple(map(_column, examples))


def _column(example: Example) -> Column:
    """A picture with what is to be said of it."""
    image, sure = example.image, probability(example.confidence)
    is_grey = len(image) == 1
    read = f"{example.truth} read as {example.answer}"
    tile = Tile(
        f"Test picture {example.index}: {read}, {sure}",
        image[0] if is_grey else image,
        "grey" if is_grey else "colour",
    )
    return Column(f"{read}, {sure}", (tile,))
