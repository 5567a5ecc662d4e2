"""The losses page: losses over each other, as surfaces over two parameters, beside an outlier, and
of classes.
"""

from functools import partial

import streamlit as st

from core.functions.losses.curves import chosen
from core.functions.losses.state import CLASSIFICATION, CURVES, OUTLIER, SURFACE, State
from core.topics import TOPICS
from pages.functions.losses import classification, curves, outlier, sections, surface
from pages.ui import address, frame, widgets

TOPIC = TOPICS["losses"]
MODULES = {
    CURVES: curves,
    SURFACE: surface,
    OUTLIER: outlier,
    CLASSIFICATION: classification,
}


def code(state: State) -> None:
    """The script of a state, if there is something for it to show."""
    if state.view == CURVES and not chosen(state):
        st.markdown(curves.NONE)
    else:
        frame.code(TOPIC, TOPIC.script(state))


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at; those of the other views
    keep theirs.
    """
    return State(view=view, **MODULES[view].choose(TOPIC))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:
        state = choose(view)
    with layout.picture, frame.reader_mistakes():
        MODULES[state.view].show(TOPIC, state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


SECTIONS = {
    "Which loss?": sections.show_choice,
    "All losses": sections.show_all,
    "Worked examples": sections.show_examples,
    "Code": code,
}

frame.page(TOPIC, body, partial(address.apply, TOPIC, without_widget=surface.POINTS))
