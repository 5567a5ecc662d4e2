"""The view "Hidden layer": two neurons, and a third that reads them."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.foundations.neuron.examples import OWN, tensors
from core.foundations.neuron.figures.hidden import hidden_figure, inputs_figure, loss_figure
from core.foundations.neuron.fitting import best
from core.foundations.neuron.hidden import (
    Lesson,
    hidden_outputs,
    learn,
    over_hidden,
    over_inputs,
)
from core.foundations.neuron.learning_words import hidden_sentence
from core.foundations.neuron.questions import about_the_network
from core.foundations.neuron.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.foundations.neuron import samples
from pages.ui import clicks, frame, predict, widgets

LABELS = {"epoch": "Epoch"}
FOLDED = {"rate": "Learning rate", "seed": "Seed"}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = samples.choose(topic)
    values |= {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    values["hidden"] = widgets.widget(topic, "hidden", "Activation")
    values |= samples.as_text(topic, values["examples"])
    return values | widgets.folded(topic, FOLDED)


def lesson_of(state: State) -> Lesson:
    """What gradient descent makes of the network."""
    return learn(state.points, state.hidden, state.rate, state.seed)


def show(topic: Topic, state: State) -> None:
    """The inputs with both lines, the plane that the hidden neurons make, and the loss."""
    lesson, examples = lesson_of(state), state.points
    question = about_the_network(int(lesson.right[state.epoch]), len(examples))
    if not predict.hides(topic, question, "network"):
        frame.sentence(hidden_sentence(lesson, state.epoch, len(examples), best(examples)))
    inputs, plane, losses = figures(state)
    left, right = st.columns(2, gap="small")
    with left, frame.stays("half.square.inputs", inputs.height):
        _inputs(topic, state, inputs)
    with right, frame.stays("half.square.plane", plane.height):
        alt = "The points at the outputs of the hidden neurons"
        frame.picture(plane, "neuron.plane", alt, height="stretch")
    frame.picture(losses, "neuron.losses", "The loss over the epochs")
    st.caption(
        "Each hidden neuron draws one line: that of h1 is solid, that of h2 is dashed. Their "
        "outputs, h1 and h2, are the coordinates of each point in the plane on the right. There "
        "the line of the output neuron separates the classes."
    )


def _inputs(topic: Topic, state: State, figure: Figure) -> None:
    key, alt = "neuron.inputs", "The inputs, with the line of each hidden neuron"
    if state.examples == OWN:
        clicks.picture(figure, key, alt, partial(samples.click, topic), height="stretch")
    else:
        frame.picture(figure, key, alt, height="stretch")


@lru_cache(maxsize=64)
def figures(state: State) -> tuple[Figure, Figure, Figure]:
    """The inputs, the plane of the hidden neurons, and the loss."""
    lesson, examples = lesson_of(state), state.points
    network = lesson.networks[state.epoch]
    points = hidden_outputs(network, state.hidden, tensors(examples)[0])
    above = over_hidden(network, lesson.limits)
    return (
        inputs_figure(examples, network, over_inputs(network, state.hidden)),
        hidden_figure(examples, points, network, above, lesson.limits),
        loss_figure(lesson.losses, state.epoch),
    )
