"""The view "Your drawing": the canvas, and what a trained network takes for shapes."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import TOPICS, Topic
from core.vision.segmentation.figures.sketch import sketch_figure
from core.vision.segmentation.sketch import Sketching, sketched
from core.vision.segmentation.sketch_words import CAPTION, sentence
from core.vision.segmentation.state import State
from pages.ui import address, frame, inputs, widgets
from pages.vision.segmentation import networks

HELD = ("strokes",)
"""Settings that no widget holds."""

SECTIONS: dict = {}
"""What stands under the picture beside what every view has."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    if address.went_back():
        inputs.redraw(topic)
    return {
        **address.remember(topic, *HELD),
        "segmenter": networks.choose(topic, classes=2),
        "brush": widgets.widget(topic, "brush", "Brush"),
        "dark": widgets.widget(topic, "dark", "Dark line"),
    }


def show(topic: Topic, state: State) -> None:
    """The canvas, and beside it the mask, which follows the pen."""
    _follow(state)
    st.caption(CAPTION)


@st.fragment
def _follow(state: State) -> None:
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        state, _ = inputs.canvas(TOPICS["segmentation"], state)
    setting = state.part(Sketching)
    with right:
        frame.sentence(sentence(setting, sketched(setting)))
        frame.picture(_drawn(setting), "segmentation.sketch", "A drawing and its mask")


@lru_cache(maxsize=32)
def _drawn(setting: Sketching) -> Figure:
    return sketch_figure(sketched(setting))
