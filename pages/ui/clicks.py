"""Pictures in which a reader can click or tap a point.

Streamlit reports no click on a chart, only the selection of one of its points; and Plotly takes a
tap for the position before it. So a component of ours listens: it finds where on the axes a mouse
or a finger was, whatever is drawn there. A finger that moves scrolls the page as elsewhere. Who has
only a keyboard sets the point by other controls, which a page needs anyway.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from pages.ui import frame
from pages.ui.components import MALFORMED, component

TAP = component("tap")


def picture(
    figure: Figure,
    key: str,
    alt: str,
    on_click: Callable[[float, float], None],
    height: str = "content",
) -> None:
    """Shows a figure as `frame.picture` does; a click or a tap calls `on_click(x, y)` before the
    page runs again.

    Args:
        figure: its axes have ranges, and are linear.
    """
    ranges = {name: figure.range_of(f"{name}axis") for name in "xy"}
    listener = f"{key}.tap"

    def tapped() -> None:
        point = read_point(st.session_state[listener].get("tap"), **ranges)
        if point is not None:
            on_click(*point)

    with st.container(key=f"clickable.{key}", height="stretch", gap=None):
        frame.picture(figure, key, alt, height)
        TAP(key=listener, data={"chart": key, **ranges}, on_tap_change=tapped)


def read_point(
    message: Mapping[str, Any] | None, x: list[float], y: list[float]
) -> tuple[float, float] | None:
    """The point (x, y) in a browser's message; None if our component would not send it: it lies
    within the ranges of both axes.
    """
    try:
        point = float(message["x"]), float(message["y"])
    except MALFORMED:
        return None
    inside = all(low <= value <= high for value, (low, high) in zip(point, (x, y), strict=True))
    return point if inside and all(map(math.isfinite, point)) else None
