"""Pictures in which a reader can click a point.

Streamlit reports no click on a chart, but it reports the selection of a point. So such a figure has
points that cannot be seen, as `core.plots.surfaces.contour_figure(..., clicks=...)` has, and a
click selects the nearest. What was found in Chromium:

- As soon as points can be selected, Streamlit turns `dragmode` False into "pan". With a mouse that
  changes nothing, since the axes are fixed. But a finger on such a chart does not scroll the page,
  and Plotly takes a tap for the position before it. So on a touch screen the plot lets fingers
  through (`assets/frame.css`): the page scrolls, and the point is set by other controls, which a
  page needs anyway for those who have only a keyboard.
- To Streamlit a figure that has changed is a new chart with nothing selected. So the point is
  handed to a callback, and a page keeps it where its sliders do.
- The points must be of a kind that can be hovered, so not `hoverinfo="skip"`. Empty texts serve as
  well as transparent markers, and cost the browser half as much.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from pages.ui import present, private


def picture(
    figure: Figure,
    key: str,
    alt: str,
    on_click: Callable[[float, float], None],
    height: str = "content",
) -> None:
    """Shows a figure as `frame.picture` does; a click calls `on_click(x, y)` before the page runs
    again.
    """

    def selected() -> None:
        point = clicked(st.session_state[key])
        if point is not None:
            on_click(*point)

    with st.container(key=f"clickable.{key}", height="stretch"):
        st.plotly_chart(
            private.in_the_theme(present.enlarged(figure)),
            key=key,
            alt=alt,
            height=height,
            on_select=selected,
            selection_mode="points",
            config={"displayModeBar": False, "scrollZoom": False},
        )


def clicked(event: Mapping[str, Any]) -> tuple[float, float] | None:
    """The point (x, y) that is selected in a chart, None if there is none. Six digits: it comes as
    float32.
    """
    points = event.get("selection", {}).get("points", ())
    if not points:
        return None
    return float(f"{points[0]['x']:.6g}"), float(f"{points[0]['y']:.6g}")
