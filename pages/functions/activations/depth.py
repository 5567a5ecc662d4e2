"""The view "Depth": what becomes of a signal on its way through many layers, and of the
gradient on its way back.
"""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.functions.activations.depth import BATCH, DeepNetwork, Flow, flow
from core.functions.activations.figures.depth import depth_figure, flow_sentences
from core.functions.activations.state import State
from core.plots.theme import Figure
from core.topics import TOPICS, Topic
from pages.functions.activations.curves import intuition_of, properties_of
from pages.ui import cached, frame, widgets

LABELS = {
    "activation": "Activation",
    "initialisation": "Initialisation",
    "layers": "Layers",
    "width": "Width",
    "bias": "Bias",
}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return values | widgets.folded(topic, {"seed": "Seed"})


def show(state: State) -> None:
    """The signal and the gradient, layer by layer."""
    bar = st.empty()
    result = cached.last(
        flow,
        state.part(DeepNetwork),
        lambda snapshot: bar.progress(snapshot.done, "Through the layers and back"),
    )
    bar.empty()
    frame.sentence(flow_sentences(result))
    frame.main_picture(
        figure(result),
        "activations.flow",
        "Standard deviation and histogram of activations and gradients, layer by layer",
    )
    start = state.initialisation
    st.caption(
        f"{BATCH} standard normal inputs enter at the first layer, a "
        "standard normal gradient enters at the last. A unit is dead if its slope is closer to "
        f"zero than 0.01 for every input. {start.name}: {start.choice.note}"
    )


@lru_cache(maxsize=32)
def figure(result: Flow) -> Figure:
    """The signal and the gradient."""
    return depth_figure(result)


def show_properties(state: State) -> None:
    """What is true of the activation between the layers."""
    properties_of([state.activation])


def show_intuition(state: State) -> None:
    """What the activation is, and the initialisation."""
    intuition_of([state.activation])
    start = state.initialisation
    frame.prose(TOPICS["activations"], f"**{start.name}**. {start.choice.note}")
