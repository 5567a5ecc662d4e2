"""Draw a digit and see what networks make of it, while the pen moves."""

import streamlit as st

from core.topics import TOPICS
from core.vision.digits import state as digits_state
from core.vision.digits.state import State
from core.vision.digits.words import MUST_CHOOSE, NONE
from pages.ui import address, frame, inputs, training, widgets
from pages.vision.digits.photo import read_photo
from pages.vision.digits.reading import following_the_pen
from pages.vision.digits.styles import styles
from pages.vision.digits.why import why

TOPIC = TOPICS["digits"]

WORDS = (
    "The network never sees your drawing itself, only 784 numbers: your digit, prepared just as "
    "the digits of MNIST were. It gives ten scores, which softmax turns into probabilities."
)


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    chosen = inputs.picker(TOPIC, "Input", upload="A photo of one or more digits", read=read_photo)
    models = widgets.widget(TOPIC, "models", "Networks (up to three)")
    others = {name: address.held(TOPIC, name) for name in ("target", "style")}
    return State(**chosen, models=models, **others)


def use(name: str) -> None:
    """Adds a network to those that are shown, in place of the last one if there are three."""
    key = address.key(TOPIC, "models")
    chosen = st.session_state.get(key, list(State().models))
    st.session_state[key] = [other for other in chosen if other != name][:2] + [name]


def training_code(state: State) -> None:
    """The script that trained one of the networks."""
    if state.models:
        training.code(TOPIC, state.models)
    else:
        st.markdown(NONE)


SECTIONS = {
    "Why this answer": why,
    "Styles it knows": styles,
    "Train it yourself": lambda state: training.section(TOPIC, use, digits_state.reads_digits),
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
    "Training code": training_code,
}


def body(layout: frame.Layout) -> State:
    """The picture, its controls and its sections."""
    with layout.controls:
        state = choose()
    with layout.picture:
        following_the_pen(state)
        st.caption(f"{MUST_CHOOSE} {WORDS}")
        inputs.onwards(TOPIC, state)
    frame.sections(TOPIC, SECTIONS, state)
    return state


frame.page(TOPIC, body, inputs.put_at(TOPIC))
