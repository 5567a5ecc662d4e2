"""What is right and what is wrong about a mask, pixel by pixel."""

from itertools import cycle, islice

from torch import Tensor

from core.plots import theme
from core.vision.segmentation.figures.panels import Panel, told
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, where

NAMES = ("Background, right", "Shape, right", "False positive", "False negative")
TONES = (theme.GRID, theme.LABEL, theme.POSITIVE, theme.NEGATIVE)
"""Of right background, right shape, false positives and false negatives."""

SIGNS = {FALSE_ALARM: "x-thin-open", MISSED: "circle-open"}
"""On the wrong pixels, so that they are told apart without their colours too."""

MOST_NAMES = 64 * 64
"""Pixels up to which each has its name."""

MOST_SIGNS = 1500
"""Of a kind; where more pixels are wrong, signs would cover them."""


def outcome_panel(outcome: Tensor, title: str = "Right and wrong") -> Panel:
    """Each pixel by what it is, (H, W); the wrong ones are counted in the legend."""
    pixels = labels_trace(outcome, TONES, NAMES)
    return Panel(title, tuple(outcome.shape), (pixels, *_marks(outcome)))


def labels_trace(labels: Tensor, tones: tuple[str, ...], names: tuple[str, ...]) -> dict:
    """Labels (H, W), uint8, each in its colour; the pointer tells its name where there are not too
    many pixels to send a name for each.
    """
    most = len(tones)
    edges = [(index / most, (index + 1) / most) for index in range(most)]
    scale = [(edge, tones[index]) for index, pair in enumerate(edges) for edge in pair]
    trace = {
        "type": "heatmap",
        "z": labels.numpy(),
        "zmin": -0.5,
        "zmax": most - 0.5,
        "colorscale": scale,
        "showscale": False,
    }
    if labels.numel() > MOST_NAMES:
        return trace | {"hoverinfo": "skip"}
    text = [[names[kind] for kind in row] for row in labels.tolist()]
    return trace | {"text": text, "hovertemplate": told("%{text}")}


def labels_panel(
    title: str, labels: Tensor, tones: tuple[str, ...], names: tuple[str, ...]
) -> Panel:
    """Labels (H, W), uint8, each in its colour."""
    return Panel(title, tuple(labels.shape), (labels_trace(labels, tones, names),))


def class_panel(title: str, labels: Tensor, names: tuple[str, ...]) -> Panel:
    """The class of each pixel (H, W), uint8; `names` has the background first."""
    colors = islice(cycle(theme.COLORS), len(names) - 1)
    return labels_panel(title, labels, (theme.GRID, *colors), names)


def _marks(outcome: Tensor) -> list[dict]:
    """Signs on the wrong pixels, with their names in the legend."""
    marks = []
    for kind, sign in SIGNS.items():
        rows, columns = where(outcome, kind)
        few = len(rows) <= MOST_SIGNS
        line = {"color": TONES[kind], "width": 1.5}
        marks.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": f"{NAMES[kind]} ({len(rows):,})",
                "x": columns if few and rows else [None],
                "y": rows if few and rows else [None],
                "marker": {"symbol": sign, "size": 5, "color": TONES[kind], "line": line},
                "hoverinfo": "skip",
            }
        )
    return marks
