"""What every layer of a network makes of a picture, where a map comes from, what a unit likes, and
why a network gives an answer.
"""

from contextlib import nullcontext

import streamlit as st

from core.plots.words import plain
from core.vision.feature_maps import capture, subjects
from core.vision.feature_maps.figures.network import TIMES_WORDS, has_times, stage_rows
from core.vision.feature_maps.state import State, is_blank
from core.vision.feature_maps.words import REQUESTS
from pages.ui import downloads, frame, inputs, training, widgets
from pages.ui.tables import table
from pages.vision.feature_maps import choosing, clicks
from pages.vision.feature_maps.controls import VIEWS, choose

TOPIC = choosing.TOPIC
SMALL = 64  # pixels of an input's side: below, a photo loses so much that a reader should know

WITHOUT_WEIGHTS = (
    "Without them you can still look into this network with random weights, and into all the "
    "others."
)


@st.fragment
def following_the_pen(state: State) -> None:
    """The picture of the view; with a canvas it runs by itself while the pen moves."""
    number, right = 0, nullcontext()
    if state.source == "drawing" and state.needs_picture:
        left, right = st.columns([1, 3], gap="medium")
        with left:
            state, drawing = inputs.canvas(TOPIC, state)
            number = drawing.number
    if is_blank(state):
        with right:
            frame.sentence(REQUESTS[state.source])
        return
    with right, frame.reader_mistakes():
        clicked = VIEWS[state.view].show(state, number)
        warn_of_small_inputs(state)
        if clicked:
            st.session_state[clicks.CLICKED] = (state.view, *clicked)
            st.rerun()


def warn_of_small_inputs(state: State) -> None:
    """A line for a photo that a small network sees."""
    subject = subjects.subject(state.network, state.weights)
    height, width = subject.shape[1:]
    is_photo = state.source in ("picture", "photo") and subject.own_source == "picture"
    if state.needs_picture and is_photo and height < SMALL:
        st.caption(
            f"This network sees your picture in {height} × {width} pixels. It knows "
            f"{len(subject.classes)} classes and calls everything one of them: "
            f"{plain(', '.join(subject.classes))}."
        )


def every_step(state: State) -> None:
    """The functions that the network calls, one after the other."""
    run = capture.captured(state)
    table(stage_rows(run), "steps", words=3)
    if has_times(run):
        st.caption(TIMES_WORDS)


def sections(state: State) -> None:
    """What stands under the picture."""
    bodies = {
        "Every step": every_step,
        "Train it yourself": lambda state: training.section(TOPIC, choosing.use),
        "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
        "Training code": lambda state: training.code(TOPIC, (state.network,)),
    }
    if not choosing.is_trained_here(state.network):
        del bodies["Training code"]
    frame.sections(TOPIC, bodies, state)


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    clicks.follow_click()
    with layout.top:
        view = widgets.views(TOPIC, "view", "Look at")
    with layout.controls:
        state = choose(view)
    with layout.picture:
        if is_ready := subjects.is_ready(state.network, state.weights):
            following_the_pen(state)
            inputs.onwards(TOPIC, state)
        else:
            downloads.weights(state.network, WITHOUT_WEIGHTS)
    if is_ready and not is_blank(state):
        sections(state)
    return state


frame.page(TOPIC, body, inputs.put_at(TOPIC, choosing.HELD))
