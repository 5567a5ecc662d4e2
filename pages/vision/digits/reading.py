"""The digit, what networks read in it, and its way to them; follows the pen."""

from collections.abc import Sequence

import streamlit as st

from core.plots.boxes import Box
from core.topics import TOPICS
from core.vision.digits import figures
from core.vision.digits import state as digits_state
from core.vision.digits.state import Reading, State, read_each
from core.vision.digits.words import REQUESTS, page_sentence
from pages.ui import frame, inputs, panels
from pages.vision.digits.photo import show_picture

TOPIC = TOPICS["digits"]
ASK = {
    "drawing": ("Draw a digit", "The answer follows your pen"),
    "photo": ("Upload a photo", "Of one digit, or of several that stand apart"),
}
CHOOSE = ("No network", "Choose one under Networks")
SOURCES = {"drawing": "Your drawing", "test digit": "The MNIST example", "photo": "Your photo"}


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
            answer(state, readings, done)
        if len(readings) == 1:
            strip = figures.steps_pixels(readings[0].steps, source)
            panels.strip("digits.steps", strip, answers=number)
        else:
            with right:
                digits = figures.digits_pixels(readings)
                panels.strip("digits.steps", digits, arrows=False, answers=number)


def answer(state: State, readings: Sequence[Reading], done: bool) -> None:
    """The answer of each network to each digit; what to choose where there is no network."""
    if not state.models:
        panels.no_answer("digits.answer", *CHOOSE)
        return
    key = "digits.answer" if len(readings) == 1 else "digits.answer.several"
    panels.answers(key, readings, done)
