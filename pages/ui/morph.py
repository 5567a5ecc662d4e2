"""Points that move from layer to layer of a network: our component plays the way between the layers
and lets a reader move along it, with no rerun.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.ui.components import MALFORMED, component

MORPH = component("morph")


def morph(
    key: str, data: Mapping[str, Any], depth: float, on_depth: Callable[[float], None]
) -> None:
    """Shows the points.

    Args:
        key: of the element.
        data: what is drawn (`core.networks.playground.figures.representing`).
        depth: what is shown: 1 is the second stage, 1.5 half of the way to the third.
        on_depth: is called with the depth that a reader has come to.
    """
    last = len(data["stages"]) - 1

    def moved() -> None:
        depth = read_depth(st.session_state[key].get("depth"), last)
        if depth is not None:
            on_depth(depth)

    MORPH(key=key, data={**data, "depth": min(depth, last)}, on_depth_change=moved)


def read_depth(message: Any, last: int) -> float | None:
    """The depth in a browser's message; None if our component would not send it."""
    try:
        depth = float(message)
    except MALFORMED:
        return None
    return round(depth, 2) if math.isfinite(depth) and 0 <= depth <= last else None
