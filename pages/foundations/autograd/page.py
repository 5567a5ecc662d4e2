"""The autograd page: the graph that torch builds, and how a gradient comes back through it."""

from functools import partial

import streamlit as st

from core.foundations.autograd.state import VIEWS, State
from core.topics import TOPICS
from pages.foundations.autograd import graph, lines, network, questions
from pages.ui import address, frame, predict, widgets

TOPIC = TOPICS["autograd"]
MODULES = dict(zip(VIEWS, (graph, lines, network, questions), strict=True))
HELD = ("step", "moment", "opened")
"""Settings that no widget holds: a picture of ours does."""


def code(state: State) -> None:
    """The script of a state."""
    frame.code(TOPIC, TOPIC.script(state))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    held = address.remember(TOPIC, *HELD)
    with layout.top, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = widgets.views(TOPIC, "view", "View")
        predicting = predict.switch(TOPIC)
    with layout.controls:  # those of the other views keep theirs
        state = State(view=view, predict=predicting, **held, **MODULES[view].choose(TOPIC))
    with layout.picture, frame.reader_mistakes():
        MODULES[view].show(state)
    frame.sections(TOPIC, MODULES[view].SECTIONS | {"Code": code}, state)
    return state


put_at = partial(address.apply, TOPIC, without_widget=HELD)
frame.page(TOPIC, body, predict.keeping(TOPIC, put_at))
