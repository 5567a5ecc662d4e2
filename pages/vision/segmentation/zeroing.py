"""The view "Skips": what a trained network makes of a picture without some of its skips."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.figures.zeroing import maps_figure, zeroing_figure
from core.vision.segmentation.state import State
from core.vision.segmentation.zeroing import Zeroing, each_skip, seen
from core.vision.segmentation.zeroing_words import CAPTION, maps_sentence, rows, sentence
from pages.ui import frame, widgets
from pages.ui.tables import table

LABELS = {"zeroed": "Skips with zeros", "carrying": "Maps of level", "probed": "Picture"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}


def show(topic: Topic, state: State) -> None:
    """The mask with all skips and without these, and what meets at a level."""
    setting = state.part(Zeroing)
    above, below = _figures(setting)
    frame.sentence(sentence(setting, seen(setting)))
    frame.main_picture(above, "segmentation.zeroing", "A picture, its mask, and two masks")
    frame.picture(below, "segmentation.maps", "Maps of a skip, and maps from below")
    st.caption(maps_sentence(setting, seen(setting)))
    st.caption(CAPTION)


@lru_cache(maxsize=32)
def _figures(setting: Zeroing) -> tuple[Figure, Figure]:
    return zeroing_figure(seen(setting)), maps_figure(seen(setting))


def compare(state: State) -> None:
    """The scores with each skip zeroed."""
    table(rows(each_skip()), "segmentation.skips")


SECTIONS = {"Each skip": compare}
"""What stands under the picture beside what every view has."""
