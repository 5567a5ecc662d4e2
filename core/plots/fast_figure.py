"""A figure that is made fast: its parts are taken as they are, unchecked, and written uncopied.

Plotly checks each part of a figure, and copies it twice before it is written, which takes more time
than all else on a slider's way. What leaves this out is not public: where Plotly does not have it,
the figure is made and written as Plotly does. The tests put the figures of every preset and section
through Plotly's checks.
"""

import base64
from typing import Any

import plotly.graph_objects as go

ARRAY = "__array_interface__"
"""What arrays have."""

PLAIN = (float, int, str, type(None))
"""What a list may hold that is written as it is."""

KINDS = {
    "float32": "f4",
    "float64": "f8",
    "int8": "i1",
    "int16": "i2",
    "int32": "i4",
    "uint8": "u1",
    "uint16": "u2",
    "uint32": "u4",
}
"""What plotly.js calls the kinds of arrays that it reads."""


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
        try:
            figure = _written({"data": self._data, "layout": self._layout})
        except AttributeError:  # a Plotly that has them elsewhere
            figure = super().to_dict()
        layout = {**figure["layout"], **self._animation.get("layout", {})}
        return {**figure, **self._animation, "layout": layout}


def _written(part: Any) -> Any:
    """A part of a figure in lists and dictionaries of its own, its arrays as plotly.js reads them:
    packed, but as lists within a list.
    """
    if isinstance(part, dict):
        return {
            name: _packed(value) if hasattr(value, ARRAY) else _written(value)
            for name, value in part.items()
        }
    if isinstance(part, list | tuple):
        return [value if isinstance(value, PLAIN) else _written(value) for value in part]
    return part.tolist() if hasattr(part, ARRAY) else part


def _packed(array: Any) -> dict[str, str] | list:
    """An array of numbers as its bytes in base64; as a list if plotly.js has no such kind."""
    kind = KINDS.get(str(array.dtype))
    if kind is None or not array.ndim:
        return array.tolist()
    packed = {"dtype": kind, "bdata": base64.b64encode(array.tobytes()).decode("ascii")}
    return packed if array.ndim == 1 else {**packed, "shape": ", ".join(map(str, array.shape))}


def unchecked(traces: list, layout: dict[str, Any]) -> FastFigure:
    """A figure of traces, dictionaries with a `type`, and of a layout as plotly.js takes it."""
    try:
        return FastFigure(traces, layout, _validate=False)
    except (TypeError, ValueError):  # a Plotly that has no such argument
        return FastFigure(traces, layout)
