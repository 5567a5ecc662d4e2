"""The view "Checkerboard": how evenly ways to double a picture cover it."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import Topic
from core.vision.segmentation.doubling import DRAWN, Doubling, doubled
from core.vision.segmentation.doubling_words import CAPTION, rows, sentence
from core.vision.segmentation.figures.doubling import doubling_figure
from core.vision.segmentation.state import State
from pages.ui import frame, widgets
from pages.ui.tables import table


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {
        "layers": widgets.widget(topic, "layers", "Layers"),
        "weights": widgets.widget(topic, "weights", "Weights"),
    }
    if values["weights"] == DRAWN:
        values["draw"] = widgets.widget(topic, "draw", "Seed of the weights")
    return values


def show(topic: Topic, state: State) -> None:
    """What each way to double makes of a picture of ones, and its numbers."""
    setting = state.part(Doubling)
    frame.sentence(sentence(setting))
    frame.main_picture(
        _drawn(setting), "segmentation.doubling", "A picture of ones, doubled in four ways"
    )
    st.caption(CAPTION)


def tell(state: State) -> None:
    """The numbers of each way."""
    table(rows(state.part(Doubling)), "segmentation.doubling")


SECTIONS = {"In numbers": tell}
"""What stands under the picture beside what every view has."""


@lru_cache(maxsize=32)
def _drawn(setting: Doubling) -> Figure:
    return doubling_figure(doubled(setting))
