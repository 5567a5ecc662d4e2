"""Playground: networks of the plane, trained, looked into and broken."""

import streamlit as st

from core.networks.playground.state import (
    BREAK_IT,
    EVALUATION,
    REPRESENTATION,
    STEP,
    SWEEP,
    TRAIN,
    State,
)
from core.topics import TOPICS
from pages.networks.playground import (
    break_it,
    evaluation,
    one_step,
    representation,
    session,
    sweep,
    train,
    written,
)
from pages.ui import address, frame, widgets

TOPIC = TOPICS["playground"]

SHOWN = {
    TRAIN: train,
    REPRESENTATION: representation,
    EVALUATION: evaluation,
    STEP: one_step,
    SWEEP: sweep,
    BREAK_IT: break_it,
}
"""The module of each view: `choose(topic, above)` gives the values of its controls by name, some of
which may stand above the picture, `show(topic, state)` the picture, and the state that it has come
to if that is another; `show_intuition(topic, state)` what stands under it.
"""

HELD = ("course", "depth", "cell_truth", "cell_answer")
"""Settings that no widget holds."""


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    if address.went_back():
        written.forget()
    written.keep()
    with layout.top, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = widgets.views(TOPIC, "view", "View")
    above = layout.picture.container()
    with layout.controls:
        state = State(view=view, **SHOWN[view].choose(TOPIC, above))
    with layout.picture, frame.reader_mistakes():
        state = SHOWN[state.view].show(TOPIC, state) or state
    frame.sections(TOPIC, SECTIONS, state)
    return state


def intuition(state: State) -> None:
    """What is to be seen, in words."""
    SHOWN[state.view].show_intuition(TOPIC, state)


def code(state: State) -> None:
    """The script of a state."""
    frame.code(TOPIC, TOPIC.script(state))


SECTIONS = {"Intuition": intuition, "Code": code}


def put_at(state: State) -> None:
    """Puts the page at a state."""
    session.forget()
    address.apply(TOPIC, state, without_widget=HELD)


frame.page(TOPIC, body, put_at)
