"""Why this answer: the saliency of a digit's score, and the output of the first layer."""

from collections.abc import Sequence

import streamlit as st

from core.topics import TOPICS
from core.training import store
from core.vision.digits import explanation, figures
from core.vision.digits.state import ANSWER, Reading, State, blank, read_each, verdict
from core.vision.digits.words import saliency_sentence
from pages.ui import frame, panels, widgets

TOPIC = TOPICS["digits"]


def why(state: State) -> None:
    """At the left the saliency map of a score, at the right the first layer's maps."""
    if blank(state):
        st.caption("Once there is a digit, this shows which pixels the answer depends on.")
        return
    reading = _reading(read_each(state))
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        name = _network(state)
        _saliency(reading, name)
    with right, frame.reader_mistakes():
        maps = explanation.first_layer(reading.picture, store.load(name))
        st.markdown("**Output of the first layer**")
        panels.strip("digits.maps", figures.maps_pixels(maps), arrows=False)
        st.caption(figures.maps_words(maps))


def _reading(readings: Sequence[Reading]) -> Reading:
    """Which of several digits is looked at."""
    if len(readings) == 1:
        return readings[0]
    answers = [verdict(next(iter(reading.answers.values()))).digit for reading in readings]
    index = st.segmented_control(
        "Digit from the left",
        range(len(readings)),
        default=0,
        required=True,
        format_func=lambda index: str(answers[index]),
        key=f"digits.why.of.{len(readings)}",
    )
    return readings[index]


def _network(state: State) -> str:
    """Which of the networks is looked at."""
    if len(state.models) == 1:
        return state.models[0]
    return st.segmented_control(
        "Network", state.models, default=state.models[0], required=True, key="digits.why"
    )


def _saliency(reading: Reading, name: str) -> None:
    """The effect of each pixel on the score of the network's answer, or of any digit."""
    target = widgets.widget(TOPIC, "target", "Score of")
    digit = verdict(reading.answers[name]).digit if target == ANSWER else int(target)
    saliency = explanation.saliency(reading.picture, store.load(name), digit)
    st.markdown(saliency_sentence(saliency, digit))
    frame.picture(
        figures.saliency_figure(saliency, reading.picture[0], digit),
        "digits.saliency",
        "Saliency map: the gradient of a digit's score with respect to each pixel, under the "
        "outline of the drawing",
    )
    st.caption(
        "A saliency map. Orange: more ink here would raise the score. Blue: it would lower it. The "
        "line is the outline of your digit."
    )
