"""The activations page: functions and their slopes, functions of a vector, and a signal in a deep
network.
"""

from functools import partial

import streamlit as st

from core.functions.activations.state import VIEWS, State
from core.topics import TOPICS
from pages.functions.activations import curves, depth, softmax
from pages.ui import address, frame, widgets

TOPIC = TOPICS["activations"]
MODULES = dict(zip(VIEWS, (curves, softmax, depth), strict=True))
CURVES, *_ = VIEWS


def code(state: State) -> None:
    """The script of a state, if there is something for it to show."""
    if state.view == CURVES and not state.functions:
        st.markdown(curves.NONE)
    else:
        frame.code(TOPIC, TOPIC.script(state))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:  # those of the other views keep theirs
        state = State(view=view, **MODULES[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        MODULES[state.view].show(state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


SECTIONS = {
    "Properties": lambda state: MODULES[state.view].show_properties(state),
    "Intuition": lambda state: MODULES[state.view].show_intuition(state),
    "Code": code,
}

frame.page(TOPIC, body, partial(address.apply, TOPIC))
