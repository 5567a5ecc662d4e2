"""A figure that is made fast: its parts are taken as they are, unchecked, and written uncopied.

Plotly checks each part of a figure, and copies it twice before it is written, which takes more time
than all else on a slider's way. Here it does so only when somebody asks for a part of the figure,
as tests do: they put the figures of every preset and section through Plotly's checks.
"""

import base64
import json
from functools import lru_cache, wraps
from threading import RLock
from typing import Any

import plotly.graph_objects as go
from plotly import io

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

MAKING = RLock()
"""Sessions are threads, and show the same figures."""


class FastFigure(go.Figure):
    """A figure of traces, dictionaries or Plotly's objects, and of a layout as plotly.js takes it.
    Its frames and their controls are added with `animate`.
    """

    _animation: dict[str, Any] = {}
    _text: str | None = None

    def __init__(self, data: Any = None, layout: Any = None, frames: Any = None, **more: Any):
        self._parts = {"data": data, "layout": layout, "frames": frames, **more}

    def __getattr__(self, name: str) -> Any:
        """What Plotly makes of the parts. From then on the figure is Plotly's, and may change."""
        with MAKING:
            parts = vars(self).pop("_parts", None)
            if parts is not None:
                super().__init__(**parts)
        return super().__getattribute__(name)

    @property
    def height(self) -> int:
        """Pixels, which Plotly need not be asked for."""
        parts = vars(self).get("_parts")
        return self.layout.height if parts is None else parts["layout"]["height"]

    def range_of(self, axis: str) -> list[float]:
        """The ends of an axis that has them, such as "xaxis"; Plotly need not be asked for them."""
        parts = vars(self).get("_parts")
        return list(self.layout[axis].range if parts is None else parts["layout"][axis]["range"])

    def animate(self, frames: list[dict], **layout: Any) -> None:
        """Adds frames and parts of the layout, as plain dictionaries. Plotly's checks of them take
        20 ms.
        """
        self._animation, self._text = {"frames": frames, "layout": layout}, None

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly has it, with the frames and controls that were added."""
        return json.loads(self.text) if "_parts" in vars(self) else self._whole()

    @property
    def text(self) -> str:
        """The figure as Plotly writes it; kept as long as it cannot change, since most figures are
        shown more than once.
        """
        text = self._text
        if text is None or "_parts" not in vars(self):
            text = self._text = io.to_json(self._whole(), validate=False)
        return text

    def _whole(self) -> dict[str, Any]:
        parts = vars(self).get("_parts")
        figure = super().to_dict() if parts is None else _untouched(parts)
        layout = {**figure["layout"], **self._animation.get("layout", {})}
        return {**figure, **self._animation, "layout": layout}


class Written(go.Figure):
    """A figure for Streamlit, which asks it for its parts, and Plotly to write them: it says that
    it is high, and holds what is written.
    """

    def __init__(self, figure: FastFigure):
        vars(self).update(height=figure.height, text=figure.text)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def to_dict(self) -> "Parts":
        """What is asked for, with the text."""
        parts = Parts(data=[{}], layout={"height": self.height})
        parts.text = self.text
        return parts


class Parts(dict):
    """The parts of a figure that somebody asks for, and the text of the whole."""

    text = ""


def shown(figure: FastFigure) -> FastFigure | Written:
    """A figure for Streamlit that Plotly need not write whenever a page runs: of a page with five
    charts a tenth of the time. Itself where it may have changed, and before `write_once`.
    """
    is_ready = hasattr(io.to_json, "of") and isinstance(figure, FastFigure)
    return Written(figure) if is_ready and "_parts" in vars(figure) else figure


def write_once() -> None:
    """Has Plotly take the text of a figure that is written already."""
    write = io.to_json
    if hasattr(write, "of"):
        return

    @wraps(write)
    def to_json(fig: Any, *arguments: Any, **options: Any) -> str:
        return fig.text if isinstance(fig, Parts) else write(fig, *arguments, **options)

    to_json.of = Parts
    io.to_json = to_json


def _untouched(parts: dict[str, Any]) -> dict[str, Any]:
    """A figure of which nobody has asked Plotly for anything, with the template in use."""
    data = [{"type": "scatter", **_written(trace)} for trace in parts["data"] or []]
    layout = _written(parts["layout"] or {})
    if io.templates.default is not None:
        layout = {"template": _template(io.templates.default), **layout}
    return {"data": data, "layout": layout}


@lru_cache(maxsize=4)
def _template(name: str) -> dict[str, Any]:
    return io.templates[name].to_plotly_json()


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
    if hasattr(part, "to_plotly_json"):
        return _written(part.to_plotly_json())
    return part.tolist() if hasattr(part, ARRAY) else part


def _packed(array: Any) -> dict[str, str] | list:
    """An array of numbers as its bytes in base64; as a list if plotly.js has no such kind."""
    kind = KINDS.get(str(array.dtype))
    if kind is None or not array.ndim:
        return array.tolist()
    packed = {"dtype": kind, "bdata": base64.b64encode(array.tobytes()).decode("ascii")}
    return packed if array.ndim == 1 else {**packed, "shape": ", ".join(map(str, array.shape))}
