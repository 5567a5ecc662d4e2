"""The view "Your picture": what a trained network makes of a drawing, of ours, or of an upload."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.data.inputs import blank
from core.plots.columns import Column
from core.plots.theme import Figure
from core.topics import TOPICS, Topic
from core.vision.segmentation.figures.sketch import sketch_figure, square_columns
from core.vision.segmentation.sketch import DRAWN, UPLOADED, Sketching, sketched, square_of
from core.vision.segmentation.sketch_words import PRIVATE, UPLOAD, caption, sentence
from core.vision.segmentation.state import State
from pages.ui import frame, inputs, panels, widgets
from pages.vision.segmentation import networks

SECTIONS: dict = {}
"""What stands under the picture beside what every view has."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = inputs.picker(topic)
    if values["source"] == UPLOADED:
        st.caption(f"Your picture {PRIVATE}")
    values["segmenter"] = networks.choose(topic)
    if values["source"] == DRAWN:
        values["dark"] = widgets.widget(topic, "dark", "Dark line")
    return values


def show(topic: Topic, state: State) -> None:
    """The canvas or the picture, and beside it the mask."""
    setting = state.part(Sketching)
    if setting.source == DRAWN:
        _follow(state)
    elif blank(setting.input):
        frame.nothing(UPLOAD)
        return
    else:
        left, right = _columns()
        with left:
            panels.maps("segmentation.square", _square(setting), widest=420)
        with right:
            _mask(setting)
    st.caption(caption(setting))


@st.fragment
def _follow(state: State) -> None:
    """The mask of a drawing follows the pen."""
    left, right = _columns()
    with left:
        state, _ = inputs.canvas(TOPICS["segmentation"], state)
    with right:
        _mask(state.part(Sketching))


def _columns() -> list:
    return st.columns([1, 1.9], gap="medium")


def _mask(setting: Sketching) -> None:
    frame.sentence(sentence(setting, sketched(setting)))
    with frame.stays("segmentation.sketch"):
        frame.picture(_drawn(setting), "segmentation.sketch", "A picture and its mask")


@lru_cache(maxsize=16)
def _square(setting: Sketching) -> tuple[Column, ...]:
    return square_columns(square_of(setting))


@lru_cache(maxsize=32)
def _drawn(setting: Sketching) -> Figure:
    return sketch_figure(sketched(setting))
