"""Switch units off (ablation): the answer without them."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.vision.feature_maps import ablation, capture, words
from core.vision.feature_maps.figures import ablation as figures
from core.vision.feature_maps.state import State
from core.vision.feature_maps.subjects import subject
from pages.ui import address, frame, panels
from pages.vision.feature_maps import choosing, clicks

FOLDED = ("ablation",)


def settings(state: State) -> dict[str, Any]:
    """The widgets of this view."""
    chosen, off = choosing.layer(state), address.held(choosing.TOPIC, "off").split()
    if off:
        with st.container(horizontal=True):
            st.button("Undo", on_click=clicks.switch, args=(off[:-1],), icon=":material/undo:")
            st.button("All on", on_click=clicks.switch, args=([],))
    return chosen


def more(state: State) -> dict[str, Any]:
    """The widgets of this view that stand folded."""
    return {"ablation": choosing.widget("ablation", "Replace with")}


def show(state: State, number: int) -> tuple[str, int] | None:
    """The units and the answers; returns the layer and the unit that were clicked."""
    sentence, columns, caption = seen(state)
    frame.sentence(sentence)
    with frame.stays("feature_maps.off"):
        clicked = panels.maps(
            "feature_maps.columns.off", columns, narrowest=80, stack=True, answers=number
        )
    st.caption(caption)
    return clicked


@lru_cache(maxsize=64)
def seen(state: State) -> tuple[str, tuple[Column, ...], str]:
    """The sentence over the picture, its columns, and what stands under it."""
    run, after = capture.captured(state), ablation.ablated(state)
    layer, classes = capture.layer_name(state, run), subject(state.network, state.weights).classes
    off = [unit for name, unit in ablation.parse_units(state.off) if name == layer]
    effects = ablation.effect_of_each(state)
    sentence = words.ablation_sentence(
        state.network,
        run.probabilities,
        after.probabilities,
        state.off.split(),
        effects,
        classes,
    )
    columns = figures.ablation_columns(run, after, layer, off, effects, classes)
    return sentence, columns, figures.ablation_words(run, effects, classes)
