"""Tensors: what they are, how they are made, and what becomes of them."""

from functools import partial

import streamlit as st

from core.foundations.tensors.state import MAKE, OPERATE, State
from core.topics import TOPICS
from pages.foundations.tensors import make, operations
from pages.ui import address, frame, predict, widgets

TOPIC = TOPICS["tensors"]

SHOWN = {MAKE: make, OPERATE: operations}
"""The module of each view: `choose(topic)` gives the values of its controls by name,
`show(topic, state)` the picture, `show_intuition(topic, state)` what stands under it.
"""


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = widgets.views(TOPIC, "view", "View")
        hides = predict.switch(TOPIC)
    with layout.controls:
        state = State(view=view, predict=hides, **SHOWN[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        SHOWN[state.view].show(TOPIC, state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


def intuition(state: State) -> None:
    """What is to be seen, in words."""
    SHOWN[state.view].show_intuition(TOPIC, state)


def code(state: State) -> None:
    """The script of a state."""
    frame.code(TOPIC, TOPIC.script(state))


SECTIONS = {"Intuition": intuition, "Code": code}

HELD = ("cell",)
"""Settings that no widget holds."""

put_at = partial(address.apply, TOPIC, without_widget=HELD)
frame.page(TOPIC, body, predict.keeping(TOPIC, put_at))
