"""The whole network at a glance."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.vision.feature_maps import capture, words
from core.vision.feature_maps.figures import network as figures
from core.vision.feature_maps.state import WEIGHTS, State
from core.vision.feature_maps.subjects import subject
from pages.ui import frame, inputs, panels
from pages.vision.feature_maps import choosing

FOLDED = {"scale": "Colour scale", "maps_per_layer": "Maps per layer"}


def settings(state: State) -> dict[str, Any]:
    """The widgets of this view."""
    return {"shown": choosing.widget("shown", "Thumbnails")}


def more(state: State) -> dict[str, Any]:
    """The widgets of this view that stand folded."""
    return {name: choosing.widget(name, label) for name, label in FOLDED.items()}


def show(state: State, number: int) -> tuple[str, int] | None:
    """The columns; returns the layer and the unit that were clicked."""
    run, weights = capture.captured(state), state.shown == WEIGHTS
    classes = subject(state.network, state.weights).classes
    frame.sentence(words.network_sentence(state.network, run, classes))
    with frame.stays("feature_maps.whole"):
        clicked = panels.maps(
            "feature_maps.columns",
            columns(state),
            answers=number,
            sight=state.layer,
            revision=inputs.revision(choosing.TOPIC),
        )
    st.caption(figures.network_words(run, weights, state.scale))
    return clicked


@lru_cache(maxsize=64)
def columns(state: State) -> tuple[Column, ...]:
    """The picture, the layers and the answer."""
    return tuple(
        figures.network_columns(
            capture.captured(state),
            capture.prepared(state),
            subject(state.network, state.weights).classes,
            state.scale,
            state.maps_per_layer,
            state.shown == WEIGHTS,
        )
    )
