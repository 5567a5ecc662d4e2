"""The map of a neuron's output, in which a reader moves its line, its weights and its input."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.ui.components import MALFORMED, component

DECISION = component("decision")


def board(
    key: str,
    data: Mapping[str, Any],
    limits: Mapping[str, float],
    on_move: Callable[[dict[str, float]], None],
    on_point: Callable[[float, float], None] | None = None,
) -> None:
    """The map.

    Args:
        key: of the element.
        data: what the component draws (`core.foundations.neuron.figures.board`).
        limits: how far each number of the neuron goes, either way.
        on_move: is called with these numbers once something was moved.
        on_point: is called with a point that was tapped.
    """

    def moved() -> None:
        numbers = read_numbers(st.session_state[key].get("neuron"), limits)
        if numbers is not None:
            on_move(numbers)

    def tapped() -> None:
        reach = dict.fromkeys("xy", data["reach"])
        point = read_numbers(st.session_state[key].get("point"), reach)
        if point is not None and on_point is not None:
            on_point(point["x"], point["y"])

    DECISION(key=key, data=data, on_neuron_change=moved, on_point_change=tapped)


def read_numbers(message: Any, limits: Mapping[str, float]) -> dict[str, float] | None:
    """Numbers by name in a browser's message; None if our component would not send it."""
    try:
        numbers = {name: float(message[name]) for name in limits}
    except MALFORMED:
        return None
    allowed = all(
        math.isfinite(value) and abs(value) <= limits[name] for name, value in numbers.items()
    )
    return numbers if allowed else None
