"""Convolution: kernels over pictures, one number at a time."""

import streamlit as st

from core.data.inputs import blank
from core.topics import TOPICS
from core.vision.convolution.state import ARITHMETIC, KERNELS, VIEWS, State
from pages.ui import frame, inputs, widgets
from pages.vision.convolution import settings
from pages.vision.convolution.arithmetic import arithmetic
from pages.vision.convolution.channels import channels
from pages.vision.convolution.flatten import flatten
from pages.vision.convolution.kernels import kernels
from pages.vision.convolution.one_number import one_number
from pages.vision.convolution.pooling import pooling
from pages.vision.convolution.receptive_field import receptive_field

TOPIC = TOPICS["convolution"]
SHOWN = dict(
    zip(
        VIEWS,
        (kernels, one_number, channels, arithmetic, pooling, flatten, receptive_field),
        strict=True,
    )
)
"""What each view shows of a state."""

NO_CODE = "The code appears here once there is a picture."


def show(state: State) -> State:
    """The picture of a view; the state, with the drawing if there is a canvas beside it."""
    if state.view in (KERNELS, ARITHMETIC):  # they have the canvas within, or no picture at all
        SHOWN[state.view](state)
    elif state.source == "drawing":
        return beside_the_canvas(state)
    elif blank(state):
        frame.sentence(settings.REQUESTS[state.source])
    else:
        SHOWN[state.view](state)
    return state


def beside_the_canvas(state: State) -> State:
    """A view with the canvas at its left; the state with the drawing."""
    left, right = st.columns([1, 3], gap="medium")
    with left:
        state, _ = inputs.canvas(TOPIC, state)
    with right:
        if blank(state):
            frame.sentence(settings.REQUESTS[state.source])
        else:
            SHOWN[state.view](state)
    return state


def code(state: State) -> None:
    """The script of a state, once there is a picture for it to read."""
    if blank(state) and state.view != ARITHMETIC:
        st.caption(NO_CODE)
    else:
        frame.code(TOPIC, TOPIC.script(state))


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.top:
        view = widgets.views(TOPIC, "view", "View")
    with layout.controls:
        state = settings.choose(view)
    with layout.picture, frame.reader_mistakes():
        state = show(state)
    if view != ARITHMETIC:
        inputs.onwards(TOPIC, state)
    frame.sections(TOPIC, {"Code": code}, state)
    return state


frame.page(TOPIC, body, inputs.put_at(TOPIC, settings.HELD))
