"""Points and lines, as the pictures of the surface and of the outlier have them."""

import numpy as np
from torch import Tensor


def line(x: Tensor, y: Tensor, **look) -> dict:
    """The trace of a line through (x, y), both (N,)."""
    return {
        "type": "scatter",
        "x": array(x),
        "y": array(y),
        "mode": "lines",
        "hoverinfo": "skip",
        **look,
    }


def dots(x: Tensor, y: Tensor, name: str = "", **marker) -> dict:
    """The trace of points (x, y), both (N,)."""
    return {
        "type": "scatter",
        "x": array(x),
        "y": array(y),
        "mode": "markers",
        "hoverinfo": "skip",
        "name": name,
        "showlegend": False,
        "marker": marker,
    }


def array(values: Tensor) -> np.ndarray:
    """As Plotly sends it at the least size: float32."""
    return values.float().contiguous().numpy()
