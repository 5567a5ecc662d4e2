"""Tensors: what they are, how they are made, and what becomes of them."""

import streamlit as st

from core.foundations.tensors.conversions import SPEED
from core.foundations.tensors.state import (
    BRIDGES,
    BROADCASTING,
    MAKE,
    MEMORY,
    OPERATE,
    PUZZLING,
    TYPES,
    State,
)
from core.topics import TOPICS
from pages.foundations.tensors import (
    broadcasting,
    conversions,
    dtypes,
    make,
    memory,
    operations,
    puzzles,
)
from pages.ui import address, frame, predict, widgets

TOPIC = TOPICS["tensors"]

SHOWN = {
    MAKE: make,
    OPERATE: operations,
    BROADCASTING: broadcasting,
    MEMORY: memory,
    TYPES: dtypes,
    PUZZLING: puzzles,
    BRIDGES: conversions,
}
"""The module of each view: `choose(topic, above)` gives the values of its controls by name, some of
which may stand above the picture, `show(topic, state)` the picture, `show_intuition(topic, state)`
what stands under it.
"""

HELD = ("cell", "solved")
"""Settings that no widget holds."""


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = widgets.views(TOPIC, "view", "View")
        hides = predict.switch(TOPIC, offered=_predicts(view))
    above = layout.picture.container()
    with layout.controls:
        state = State(view=view, predict=hides, **SHOWN[view].choose(TOPIC, above))
    with layout.picture, frame.reader_mistakes():
        SHOWN[state.view].show(TOPIC, state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


def _predicts(view: str) -> bool:
    """Whether there is something to predict: not in puzzles, nor in how long something takes."""
    if view == BRIDGES:
        return widgets.current(TOPIC, "about") != SPEED
    return view != PUZZLING


def intuition(state: State) -> None:
    """What is to be seen, in words."""
    SHOWN[state.view].show_intuition(TOPIC, state)


def code(state: State) -> None:
    """The script of a state."""
    frame.code(TOPIC, TOPIC.script(state))


SECTIONS = {"Intuition": intuition, "Code": code}


def put_at(state: State) -> None:
    """Puts the page at a state. Puzzles that are solved stay so: a step of the guide is no reason
    to lose them.
    """
    solved = address.held(TOPIC, "solved") or state.solved
    address.apply(TOPIC, state.replace(solved=solved), without_widget=HELD)


frame.page(TOPIC, body, predict.keeping(TOPIC, put_at))
