"""Parts of a map of the plane: what a network says all over it, and the points on it."""

from collections.abc import Sequence

from torch import Tensor

from core.plots import theme

CLASSES = (theme.COLORS[1], theme.COLORS[0], *theme.COLORS[2:])
"""The colour of each class: 0 is blue and 1 orange, as on every page."""

SYMBOLS = (
    "circle",
    "diamond",
    "square",
    "triangle-up",
    "x",
    "star",
    "pentagon",
    "hexagon",
    "cross",
)
"""The mark of each class, so that they are told apart without colours too."""

REACH = 6.0
"""The map goes from -REACH to REACH in x and in y."""

MOST_MARKED = 300
"""Points that are drawn; of more, every second, third, ... one."""


def class_color(label: int) -> str:
    """The colour of a class."""
    return CLASSES[label % len(CLASSES)]


def shading(classes: int) -> dict:
    """The colour scale of a map and its ends.

    Args:
        classes: 0 for numbers from -1 to 1; 2 for the probability of class 1; of more, each class
            has a shade from the page's own colour to that of the class.
    """
    if classes <= 2:
        low = -1 if classes == 0 else 0
        return {"colorscale": theme.scale(theme.DIVERGING), "zmin": low, "zmax": 1}
    stops = []
    for label in range(classes):
        stops.append((label / classes, theme.BACKGROUND))
        stops.append(((label + 1) / classes, class_color(label)))
    return {"colorscale": stops, "zmin": 0, "zmax": classes}


def map_trace(shades: Tensor, classes: int, reach: float = REACH, **look) -> dict:
    """The map.

    Args:
        shades: (side, side), row by row from the lowest y up (`core.playground.maps.shade`).
        classes: as for `shading`.
    """
    side = shades.shape[0]
    ends = {"x0": -reach, "dx": 2 * reach / (side - 1), "y0": -reach, "dy": 2 * reach / (side - 1)}
    return {
        "type": "heatmap",
        "z": shades.float().contiguous().numpy(),
        **ends,
        **shading(classes),
        "opacity": 0.6,
        "showscale": False,
        "hoverinfo": "skip",
        **look,
    }


def point_traces(
    inputs: Tensor, targets: Tensor, classes: int, size: int = 7, **look
) -> list[dict]:
    """The points (N, 2) in the colours of their classes, or of their numbers."""
    step = -(-len(inputs) // MOST_MARKED)
    inputs, targets = inputs[::step], targets[::step]
    edge = {"color": theme.BACKGROUND, "width": 1}
    common = {"type": "scatter", "mode": "markers", "hoverinfo": "skip", **look}
    if classes == 0:
        ends = {"colorscale": theme.scale(theme.DIVERGING), "cmin": -1, "cmax": 1}
        edge = {"color": theme.LABEL, "width": 1}
        marker = {"size": size, "color": targets.float().numpy(), "line": edge, **ends}
        return [{**common, **_ends(inputs), "marker": marker, "showlegend": False}]
    return [
        {
            **common,
            **_ends(inputs[targets == label]),
            "name": f"Class {label}",
            "marker": {
                "size": size,
                "color": class_color(label),
                "symbol": SYMBOLS[label % len(SYMBOLS)],
                "line": edge,
            },
        }
        for label in range(classes)
    ]


def _ends(inputs: Tensor) -> dict:
    x, y = inputs.float().unbind(1)
    return {"x": x.contiguous().numpy(), "y": y.contiguous().numpy()}


def plane_axes(
    columns: Sequence[tuple[float, float]] = ((0, 1),), reach: float = REACH
) -> dict[str, dict]:
    """The axes of maps side by side, each with its own share of the width, none of them drawn.

    Args:
        columns: the shares of the width, from 0 to 1.
    """
    axes = {}
    for number, domain in enumerate(columns, 1):
        name = "" if number == 1 else str(number)
        limits = {"range": [-reach, reach], "visible": False, "constrain": "domain"}
        top = {"constraintoward": "top"}  # under what is written over it
        axes[f"xaxis{name}"] = {**limits, "domain": list(domain), "anchor": f"y{name}"}
        axes[f"yaxis{name}"] = {**limits, **top, "anchor": f"x{name}", "scaleanchor": f"x{name}"}
    return axes
