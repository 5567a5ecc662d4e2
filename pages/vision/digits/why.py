"""Why this answer: the saliency of a digit's score, and the output of the first layer."""

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from core.plots.pixels import Pixels
from core.plots.theme import Figure
from core.plots.words import plain
from core.topics import TOPICS
from core.training import store
from core.vision.digits import explanation, figures
from core.vision.digits.state import ANSWER, Reading, State, blank, read_each, verdict
from core.vision.digits.words import NONE, saliency_sentence
from pages.ui import frame, panels, widgets

TOPIC = TOPICS["digits"]


def why(state: State) -> None:
    """At the left the saliency map of a score, at the right the first layer's maps."""
    if blank(state):
        st.caption("Once there is a digit, this shows which pixels the answer depends on.")
        return
    if not state.models:
        st.markdown(NONE)
        return
    index = _index(read_each(state))
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        name = _network(state)
        _saliency(state, index, name)
    with right, frame.reader_mistakes():
        pixels, words = first_layer(state, index, name)
        st.markdown("**Output of the first layer**")
        panels.strip("digits.maps", pixels, arrows=False)
        st.caption(words)


@lru_cache(maxsize=64)
def first_layer(state: State, index: int, name: str) -> tuple[Sequence[Pixels], str]:
    """What the first layer of a network makes of a digit by its index, and words for it."""
    maps = explanation.first_layer(read_each(state)[index].picture, store.load(name))
    return figures.maps_pixels(maps), figures.maps_words(maps)


@lru_cache(maxsize=64)
def saliency(state: State, index: int, name: str, digit: int) -> tuple[str, Figure]:
    """The effect of each pixel on a network's score of `digit`, in words and as a picture."""
    picture = read_each(state)[index].picture
    effect = explanation.saliency(picture, store.load(name), digit)
    return saliency_sentence(effect, digit), figures.saliency_figure(effect, picture[0], digit)


def _index(readings: Sequence[Reading]) -> int:
    """Which of several digits is looked at."""
    if len(readings) == 1:
        return 0
    answers = [verdict(next(iter(reading.answers.values()))).digit for reading in readings]
    return st.segmented_control(
        "Digit from the left",
        range(len(readings)),
        default=0,
        required=True,
        format_func=lambda index: str(answers[index]),
        key=f"digits.why.of.{len(readings)}",
    )


def _network(state: State) -> str:
    """Which of the networks is looked at."""
    if len(state.models) == 1:
        return state.models[0]
    return st.segmented_control(
        "Network",
        state.models,
        default=state.models[0],
        required=True,
        format_func=plain,
        key="digits.why",
    )


def _saliency(state: State, index: int, name: str) -> None:
    """The effect of each pixel on the score of the network's answer, or of any digit."""
    target = widgets.widget(TOPIC, "target", "Score of")
    answers = read_each(state)[index].answers
    digit = verdict(answers[name]).digit if target == ANSWER else int(target)
    sentence, figure = saliency(state, index, name, digit)
    st.markdown(sentence)
    frame.picture(
        figure,
        "digits.saliency",
        "Saliency map: the gradient of a digit's score with respect to each pixel, under the "
        "outline of the drawing",
    )
    st.caption(
        "A saliency map. Orange: more ink here would raise the score. Blue: it would lower it. The "
        "line is the outline of your digit."
    )
