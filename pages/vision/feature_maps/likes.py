"""What a unit likes: its top-activating images, and a picture made for it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.plots.columns import Column
from core.plots.theme import Figure
from core.vision.feature_maps import capture, gallery, visualization, words
from core.vision.feature_maps.capture import LayerChoice
from core.vision.feature_maps.figures import visualization as figures
from core.vision.feature_maps.gallery import TopActivating
from core.vision.feature_maps.state import State
from core.vision.feature_maps.visualization import Visualization, VisualizationRequest
from pages.ui import cached, frame, panels
from pages.vision.feature_maps import choosing, growing

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
    """The images and the picture. Until they are found and made they are shown as they come."""
    layer = capture.layer_name(state, capture.anatomy(state.network, state.weights))
    say, bar = frame.sentence_to_come("sentence.feature_maps.likes"), st.empty()
    search, ascent = state.part(LayerChoice), state.part(VisualizationRequest)
    is_searched = cached.is_done(gallery.search, search) or not gallery.can_search(search)
    is_ready = is_searched and cached.is_done(visualization.visualize, ascent)
    room = growing.room(is_ready)
    if not is_ready:
        say(words.likes_to_come(state.unit, layer, gallery.can_search(search)))
    made, best = ascended(ascent, room, bar), None
    try:
        best = searched(state, made, room, bar)
    except ValueError as error:
        frame.mistake(str(error))
    bar.empty()
    sentence, columns, curve = seen(state, made, best)
    say(sentence)
    with growing.inside(room, is_ready):
        shown("columns.likes", columns, number)
        frame.picture(curve, "feature_maps.ascent", "Activation of the unit after each step")
        st.caption(figures.likes_words(state.unit, layer))


@lru_cache(maxsize=32)
def seen(
    state: State, made: Visualization, best: TopActivating | None
) -> tuple[str, tuple[Column, ...], Figure]:
    """The sentence over the picture, its columns, and the curve under it; once all is there."""
    best = ((), ()) if best is None else gallery.of_unit(state, best)
    layer = capture.layer_name(state, capture.anatomy(state.network, state.weights))
    return (
        words.likes_sentence(state.unit, layer, best[1], made),
        figures.likes_columns(*best, made),
        figures.ascent_figure(made, state.steps),
    )


def shown(name: str, columns: Sequence[Column], number: int = 0) -> None:
    """The columns, under a name of their own."""
    with frame.stays(f"feature_maps.{name}"):
        panels.maps(f"feature_maps.{name}", columns, widest=110, stack=True, answers=number)


def ascended(
    request: VisualizationRequest, room: DeltaGenerator, bar: DeltaGenerator
) -> Visualization:
    """The picture made for the unit, which grows in the room while it is made."""

    def show(now: Visualization) -> None:
        steps = len(now.activations) - 1
        bar.progress(now.done, f"Making a picture for it: step {steps} of {request.steps}")
        with room.container():
            shown(f"columns.likes.step.{steps}", figures.likes_columns((), (), now))

    return cached.last(visualization.visualize, request, growing.paced(show))


def searched(
    state: State, made: Visualization, room: DeltaGenerator, bar: DeltaGenerator
) -> TopActivating:
    """The top-activating images of the layer; those of the unit are in the room as they are best.

    Raises:
        ValueError: there are no test pictures to search.
    """

    def show(now: TopActivating) -> None:
        bar.progress(now.done, "Looking for the top-activating images")
        with room.container():
            columns = figures.likes_columns(*gallery.of_unit(state, now), made)
            shown(f"columns.likes.search.{now.done}", columns)

    return cached.last(gallery.search, state.part(LayerChoice), growing.paced(show))
