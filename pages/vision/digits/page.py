"""Draw a digit and see what networks make of it, while the pen moves."""

import streamlit as st

from core.plots.boxes import Box
from core.topics import TOPICS
from core.vision.digits import figures
from core.vision.digits import state as digits_state
from core.vision.digits.state import State, read_each
from core.vision.digits.words import MUST_CHOOSE, REQUESTS, page_sentence
from pages.ui import address, frame, inputs, panels, training, widgets
from pages.vision.digits.photo import read_photo, show_picture
from pages.vision.digits.styles import styles
from pages.vision.digits.why import why

TOPIC = TOPICS["digits"]
ASK = {
    "drawing": ("Draw a digit", "The answer follows your pen"),
    "photo": ("Upload a photo", "Of one digit, or of several that stand apart"),
}
SOURCES = {"drawing": "Your drawing", "test digit": "The MNIST example", "photo": "Your photo"}

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


def boxes(state: State) -> tuple[Box, ...]:
    """What to frame on the canvas; nothing where a network cannot be had, which is said below."""
    if digits_state.blank(state):
        return ()
    try:
        readings = read_each(state)
    except ValueError:
        return ()
    return digits_state.boxes(readings, [reading.steps.drawing for reading in readings])


@st.fragment
def following_the_pen(state: State) -> None:
    """Picture and answer; reruns by itself while the pen moves, and the whole page once it is
    lifted.
    """
    say = frame.sentence_to_come("sentence.digits")
    left, right = st.columns([1, 1.2], gap="medium")
    done, number = True, 0
    with left:
        if state.source == "drawing":
            state, drawing = inputs.canvas(TOPIC, state, boxes)
            done, number = drawing.done, drawing.number
        else:
            with st.container(key="digits-input"):
                show_picture(state)
    source = SOURCES[state.source]
    if digits_state.blank(state):
        say(REQUESTS[state.source])
        with right:
            panels.no_answer("digits.answer", *ASK[state.source])
        panels.strip("digits.steps", figures.steps_pixels(None, source), answers=number)
        return
    with frame.reader_mistakes(), frame.unsaid(say):
        readings = read_each(state)
        say(page_sentence(state, readings))
        with right:
            key = "digits.answer" if len(readings) == 1 else "digits.answer.several"
            panels.answers(key, readings, done)
        if len(readings) == 1:
            strip = figures.steps_pixels(readings[0].steps, source)
            panels.strip("digits.steps", strip, answers=number)
        else:
            with right:
                digits = figures.digits_pixels(readings)
                panels.strip("digits.steps", digits, arrows=False, answers=number)


def use(name: str) -> None:
    """Adds a network to those that are shown, in place of the last one if there are three."""
    key = address.key(TOPIC, "models")
    chosen = st.session_state.get(key) or list(State().models)
    st.session_state[key] = [other for other in chosen if other != name][:2] + [name]


SECTIONS = {
    "Why this answer": why,
    "Styles it knows": styles,
    "Train it yourself": lambda state: training.section(TOPIC, use, digits_state.reads_digits),
    "Code": lambda state: frame.code(TOPIC, TOPIC.script(state)),
    "Training code": lambda state: training.code(TOPIC, state.models),
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
