"""One map, and all that it is made of."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.vision.feature_maps import capture, words
from core.vision.feature_maps.figures import sums as figures
from core.vision.feature_maps.state import State, shown_sum
from pages.ui import frame, panels
from pages.vision.feature_maps import choosing

FOLDED = ("inputs_shown",)


def settings(state: State) -> dict[str, Any]:
    """The widgets of this view."""
    return choosing.layer_and_unit(state)


def more(state: State) -> dict[str, Any]:
    """The widgets of this view that stand folded."""
    return {"inputs_shown": choosing.widget("inputs_shown", "Inputs shown")}


def show(state: State, number: int) -> tuple[str, int] | None:
    """The sum; returns the layer and the unit that were clicked."""
    result = shown_sum(state)
    frame.sentence(words.map_sentence(result))
    with frame.stays("feature_maps.map"):
        clicked = panels.maps(
            "feature_maps.columns.map", columns(state), narrowest=44, widest=104, answers=number
        )
    st.markdown(figures.sum_words(result))
    return clicked


@lru_cache(maxsize=64)
def columns(state: State) -> tuple[Column, ...]:
    """The map, and each that it is the sum of."""
    result = shown_sum(state)
    source = capture.source_layer(capture.captured(state), result.name)
    return tuple(figures.sum_columns(result, source, state.inputs_shown))
