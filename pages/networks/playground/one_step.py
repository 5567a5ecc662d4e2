"""The view "One step": a point goes through the network, its gradient comes back, and the optimizer
takes its step.
"""

from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.networks.playground.figures.stepping import nearest_link, network_figure
from core.networks.playground.state import State
from core.networks.playground.stepping import Stepping, Traced, trace
from core.networks.playground.stepping_words import stepping_sentence, weight_name, weight_rows
from core.networks.playground.training import Training
from core.plots.theme import Figure
from core.topics import Topic
from pages.networks.playground.networks import choose_network, run_of
from pages.ui import address, clicks, frame, widgets
from pages.ui.tables import table

WEIGHT = {"weight_layer": "Layer", "weight_to": "Neuron", "weight_from": "Input"}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    with above:
        values = {"stage": widgets.views(topic, "stage", "Stage")}
    values["example"] = widgets.widget(topic, "example", "Point")
    with widgets.more(topic, *WEIGHT, title="Weight"):
        values |= {name: widgets.widget(topic, name, label) for name, label in WEIGHT.items()}
    return values | choose_network(topic)


def show(topic: Topic, state: State) -> None:
    """The network with its numbers, and all about the chosen weight."""
    run = run_of(state.part(Training))
    if run is None:
        return
    traced = trace(run, state.part(Stepping))
    frame.sentence(stepping_sentence(traced, state.stage))
    with frame.room("playground.step.low"):
        clicks.picture(
            figure(traced, state.stage),
            "playground.step.network",
            "The network with the numbers of one point",
            partial(choose_link, topic, traced),
            height="stretch",
        )
    frame.prose(topic, f"**The weight {weight_name(traced)}.** Click a link to choose another.")
    table(weight_rows(traced), "weight", words=2)


@lru_cache(maxsize=32)
def figure(traced: Traced, stage: str) -> Figure:
    """The picture of a step."""
    return network_figure(traced, stage)


def choose_link(topic: Topic, traced: Traced, x: float, y: float) -> None:
    """Takes the weight that was clicked. For a callback."""
    for name, number in zip(WEIGHT, nearest_link(traced, x, y), strict=True):
        st.session_state[address.key(topic, name)] = number


def show_intuition(topic: Topic, state: State) -> None:
    """What one step of a training consists of, and what of it is simplified."""
    frame.prose(
        topic,
        "**Forward.** Each neuron multiplies its inputs by their weights, adds them up with its "
        "bias, and bends the sum with its activation. The loss says how wrong the answer is.",
    )
    frame.prose(
        topic,
        "**Backward.** The chain rule goes the other way. δ of a neuron is the slope of its "
        "activation times a sum: each δ of the next layer, multiplied by the weight between. The "
        "gradient of a weight is δ times its input, nothing else.",
    )
    frame.prose(
        topic,
        "**Optimizer.** It turns the gradients, and what it remembers of earlier ones, into a "
        "step.",
    )
    frame.prose(
        topic,
        "**What is simplified.** A training uses the mean loss of a batch; here it is the loss of "
        "one point. Dropout is off, and batch norm uses its running statistics. Values and "
        "gradients are computed in float64, and the optimizer's step in float32 as in the "
        "training.",
    )
