"""The view "One neuron": its sum, its line and its output."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.foundations.neuron import words
from core.foundations.neuron.figures.board import LIMITS, board
from core.foundations.neuron.figures.space import output_figure
from core.foundations.neuron.neuron import Neuron, activity, bend, surface
from core.foundations.neuron.questions import about_the_output, about_the_sum
from core.foundations.neuron.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import address, decision, frame, predict, widgets
from pages.ui.tables import table

LABELS = {"w1": "Weight w1", "w2": "Weight w2", "b": "Bias b", "activation": "Activation"}
INPUTS = {"x1": "Input x1", "x2": "Input x2"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    with widgets.more(topic, *INPUTS, title="Inputs"):
        values |= {name: widgets.widget(topic, name, label) for name, label in INPUTS.items()}
    return values | widgets.folded(topic, {"camera_angle": "Rotate"})


def show(topic: Topic, state: State) -> None:
    """The sum, the map with the line, the surface, and the sum part by part."""
    neuron = state.part(Neuron)
    result = activity(neuron)
    hides_sum = predict.hides(topic, about_the_sum(neuron, result), "sum")
    hides_output = hides_sum or predict.hides(topic, about_the_output(neuron, result), "output")
    if not hides_sum:
        sentence = words.sum_without_output if hides_output else words.sum_sentence
        frame.sentence(sentence(neuron, result))
    flat, high = st.columns(2, gap="small")
    with flat, frame.stays("neuron.map"):
        decision.board(
            "neuron.map",
            board(neuron, bend(neuron.activation), hidden=hides_output),
            LIMITS,
            lambda numbers: put(topic, numbers),
        )
    with high:
        frame.picture(
            figure(state, hides_output), "neuron.surface", "The output over both inputs, in 3-D"
        )
    table(words.sum_rows(neuron, result, hides_sum, hides_output), "sum", words=2)


def put(topic: Topic, numbers: dict[str, float]) -> None:
    """Puts the sliders where the picture was moved to. For a callback."""
    st.session_state.update({address.key(topic, name): value for name, value in numbers.items()})


@lru_cache(maxsize=64)
def figure(state: State, hidden: bool) -> Figure:
    """The surface in 3-D; without the input while its output is to be guessed."""
    neuron = state.part(Neuron)
    return output_figure(
        surface(neuron),
        neuron,
        activity(neuron),
        bend(neuron.activation),
        state.camera_angle,
        hidden,
    )
