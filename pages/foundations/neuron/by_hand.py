"""The view "By hand": the reader moves the line between points of two classes."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.foundations.neuron.examples import OWN
from core.foundations.neuron.figures.board import LIMITS, board
from core.foundations.neuron.figures.fitting import sums_figure
from core.foundations.neuron.fitting import Fit, fit
from core.foundations.neuron.learning_words import fit_sentence
from core.foundations.neuron.neuron import Neuron, bend
from core.foundations.neuron.questions import about_the_fit
from core.foundations.neuron.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.foundations.neuron import samples
from pages.foundations.neuron.single import put
from pages.ui import decision, frame, predict, widgets

LABELS = {"w1": "Weight w1", "w2": "Weight w2", "b": "Bias b"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = samples.choose(topic)
    values |= {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return values | samples.as_text(topic, values["examples"])


def show(topic: Topic, state: State) -> None:
    """The map with the points, and how sure the neuron is of each of them."""
    examples = state.points
    result = fit(state.w1, state.w2, state.b, examples)
    hidden = predict.hides(topic, about_the_fit(result), "fit")
    if not hidden:
        frame.sentence(fit_sentence(result))
    neuron = Neuron(w1=state.w1, w2=state.w2, b=state.b)
    own = state.examples == OWN
    left, right = st.columns(2, gap="small")
    with left, frame.stays("neuron.fit"):
        decision.board(
            "neuron.fit",
            board(neuron, bend(neuron.activation), examples, "point" if own else "", hidden),
            LIMITS,
            lambda numbers: put(topic, {name: numbers[name] for name in LABELS}),
            lambda x1, x2: samples.click(topic, x1, x2),
        )
    with right:
        frame.picture(
            figure(result, examples),
            "neuron.sums",
            "The output for each point, plotted against its sum",
        )
    st.caption(
        "The neuron uses a sigmoid: a sum above 0 means class 1, the orange circles. The dotted "
        "lines show how far each output is from its class. The longer they are, the larger the "
        "loss."
    )


@lru_cache(maxsize=64)
def figure(result: Fit, examples: tuple) -> Figure:
    """How sure the neuron is of each point."""
    return sums_figure(examples, result.sums, result.outputs, result.curve)
