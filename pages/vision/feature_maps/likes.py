"""What a unit likes: its top-activating images, and a picture made for it."""

from typing import Any

import streamlit as st

from core.vision.feature_maps import capture, gallery, visualization, words
from core.vision.feature_maps.capture import LayerChoice
from core.vision.feature_maps.figures import visualization as figures
from core.vision.feature_maps.state import State
from core.vision.feature_maps.visualization import VisualizationRequest
from pages.ui import cached, frame, panels
from pages.vision.feature_maps import choosing

FOLDED = {
    "steps": "Steps",
    "lr": "Learning rate",
    "jitter": "Jitter",
    "blur": "Blur",
    "variation": "Smoothness (total variation)",
    "seed": "Seed",
}


def settings(state: State) -> dict[str, Any]:
    """The widgets of this view."""
    return choosing.layer_and_unit(state)


def more(state: State) -> dict[str, Any]:
    """The widgets of this view that stand folded."""
    st.caption("Feature visualization")
    return {name: choosing.widget(name, label) for name, label in FOLDED.items()}


def show(state: State, number: int) -> None:
    """The images and the picture, with progress while they are searched and made."""
    over = st.container()
    bar = st.empty()
    pictures, captions = (), ()
    try:
        result = cached.last(
            gallery.search,
            state.part(LayerChoice),
            lambda now: bar.progress(now.done, "Looking for the top-activating images"),
        )
        pictures, captions = gallery.of_unit(state, result)
    except ValueError as error:
        frame.mistake(str(error))
    made = cached.last(
        visualization.visualize,
        state.part(VisualizationRequest),
        lambda now: bar.progress(now.done, "Making a picture for it"),
    )
    bar.empty()
    run = capture.anatomy(state.network, state.weights)
    layer = capture.layer_name(state, run)
    with over:
        frame.sentence(words.likes_sentence(state.unit, layer, captions, made))
    columns = figures.likes_columns(pictures, captions, made)
    with frame.stays("feature_maps.likes"):
        panels.maps("feature_maps.columns.likes", columns, widest=110, stack=True, answers=number)
    frame.picture(
        figures.ascent_figure(made, state.steps),
        "feature_maps.ascent",
        "Activation of the unit after each step",
    )
    st.caption(figures.likes_words(state.unit, layer))
