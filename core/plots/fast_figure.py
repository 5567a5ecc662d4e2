"""A figure that is made fast: its parts are taken as they are, unchecked.

Plotly checks each part of a figure, which takes more time than all else on a slider's way. The
argument that leaves the checks out is not public: where Plotly does not take it, the figure is made
with them. The tests put the figures of every preset and section through Plotly's checks.
"""

from typing import Any

import plotly.graph_objects as go


class FastFigure(go.Figure):
    """A figure to which frames and their controls are added as they are.

    Plotly's checks of an animation take 20 ms.
    """

    _animation: dict[str, Any] = {}

    def animate(self, frames: list[dict], **layout: Any) -> None:
        """Adds frames and parts of the layout, as plain dictionaries."""
        self._animation = {"frames": frames, "layout": layout}

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly has it, with the frames and controls that were added."""
        figure = super().to_dict()
        layout = {**figure["layout"], **self._animation.get("layout", {})}
        return {**figure, **self._animation, "layout": layout}


def unchecked(traces: list, layout: dict[str, Any]) -> FastFigure:
    """A figure of traces, dictionaries with a `type`, and of a layout as plotly.js takes it."""
    try:
        return FastFigure(traces, layout, _validate=False)
    except (TypeError, ValueError):  # a Plotly that has no such argument
        return FastFigure(traces, layout)
