"""The view "A network": layers in a row, written in two ways, and their parameters."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.foundations.neuron.figures.counts import layers_figure
from core.foundations.neuron.layer_questions import about_the_network
from core.foundations.neuron.layer_words import layer_rows, network_sentence
from core.foundations.neuron.network import (
    OWN,
    class_text,
    compare,
    sequential_text,
)
from core.foundations.neuron.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, predict, widgets
from pages.ui.tables import table

PLAIN = None
"""Of code in one colour: some of those that Streamlit gives it are hard to read in the light theme.
"""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    name = widgets.widget(topic, "mlp", "Layers")
    values = {"mlp": name}
    if name == OWN:
        values["sizes"] = widgets.widget(topic, "sizes", "Sizes")
    return values


def show(topic: Topic, state: State) -> None:
    """The parameters, layer by layer, and the network in both ways of writing it."""
    sizes, result = state.layers, compare(state.layers)
    name = "-".join(map(str, sizes))
    hidden = predict.hides(topic, about_the_network(name, result), "network-size")
    if not hidden:
        frame.sentence(network_sentence(name, result))
        frame.staying_picture(figure(sizes), "neuron.layers", "The parameters of each layer")
    table(layer_rows(result.layers, hidden), "layers")
    left, right = st.columns([1, 1.55], gap="small")  # the lines of the class are longer
    with left:
        st.markdown("**As a list of modules**")
        st.code(sequential_text(sizes), language=PLAIN, wrap_lines=True)
    with right:
        st.markdown("**As a class**")
        st.code(class_text(sizes), language=PLAIN, wrap_lines=True)
    st.caption(
        "With the same weights both give the same outputs, to the last digit. The class describes "
        "the computation in its forward method, so it can do more than run the layers one after "
        "the other."
    )


@lru_cache(maxsize=16)
def figure(sizes: tuple[int, ...]) -> Figure:
    """The parameters of each layer."""
    return layers_figure(compare(sizes).layers)
