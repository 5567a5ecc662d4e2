"""The view "Skips": what a trained network makes of a picture without some of its skips."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.figures.zeroing import maps_figure, zeroing_figure
from core.vision.segmentation.segmenters import segmenter
from core.vision.segmentation.state import TRAIN, State
from core.vision.segmentation.zeroing import (
    Zeroed,
    Zeroing,
    config_without,
    each_skip,
    seen,
    trained_without,
    without,
)
from core.vision.segmentation.zeroing_words import CAPTION, maps_sentence, named, rows, sentence
from pages.ui import frame, inputs, widgets
from pages.ui.tables import table

LABELS = {"zeroed": "Skips with zeros", "carrying": "Maps of level", "probed": "Picture"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}


def show(topic: Topic, state: State) -> None:
    """The masks with all skips and without these in both ways, and the maps."""
    setting = state.part(Zeroing)
    result = seen(setting)
    masks, maps = _figures(setting, result)
    frame.sentence(sentence(setting, result))
    left, right = st.columns([2, 1], gap="small")
    with left:
        with frame.staying_room("segmentation.zeroing"):
            alt = "A picture, its mask, and four masks"
            frame.picture(masks, "segmentation.zeroing", alt, height="stretch")
        if setting.levels and result.cut_levels != setting.levels:
            st.button(
                f"Train one without {named(setting.levels)}",
                key="segmentation.without",
                on_click=_to_training,
                args=(topic, setting.levels),
            )
        st.caption(CAPTION)
    with right:
        frame.picture(maps, "segmentation.maps", "Maps that the skips carry")
        st.caption(maps_sentence(setting, result))


@lru_cache(maxsize=32)
def _figures(setting: Zeroing, result: Zeroed) -> tuple[Figure, Figure]:
    return zeroing_figure(result, setting.levels), maps_figure(result)


def _to_training(topic: Topic, levels: tuple[int, ...]) -> None:
    """Puts the page at the training without these skips. For a callback."""
    config = config_without(levels)
    settings = {name: getattr(config, name) for name, _ in config.specs()}
    inputs.put_at(topic)(State(view=TRAIN, **settings))


def compare(state: State) -> None:
    """The scores with each skip zeroed, and of the network that was trained without."""
    name = without(state.part(Zeroing).levels)
    cut = segmenter(name).config.cut_levels
    table(rows(each_skip(), cut, trained_without(name)), "segmentation.skips")


SECTIONS = {"Each skip": compare}
"""What stands under the picture beside what every view has."""
