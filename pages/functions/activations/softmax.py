"""The view "Softmax": functions of a whole vector, and how each output changes with each input."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.functions.activations.figures.softmax import (
    jacobian_figure,
    outputs_figure,
    vector_rows,
)
from core.functions.activations.response import response
from core.functions.activations.state import State
from core.functions.activations.words import response_sentence
from core.plots.theme import Figure
from core.topics import TOPICS, Topic
from pages.ui import frame, widgets
from pages.ui.tables import table

LABELS = {f"z{index}": f"Logit z{index}" for index in range(4)}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name. The function is chosen below its
    parameter and the logits, which are what a reader moves first.
    """
    parameters, logits = st.container(), st.container()
    with widgets.more(topic, name_of="vector"):
        vector = widgets.widget(topic, "vector", "Function", parameters=parameters)
    with logits:
        values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return values | {"vector": vector}


def show(state: State) -> None:
    """The outputs, and beside them the Jacobian."""
    result, (bars, cells) = response(state.vector, state.z), figures(state)
    frame.sentence(response_sentence(state.vector.name, result))
    outputs, jacobian = st.columns(2)
    with outputs:
        frame.staying_picture(bars, "activations.outputs", "Outputs of a vector function")
    with jacobian:
        frame.picture(cells, "activations.jacobian", "Heat map of its Jacobian")
    st.caption(
        f"{state.vector.choice.note} The table of slopes is the Jacobian: each row shows how one "
        "output changes with each logit."
    )


@lru_cache(maxsize=64)
def figures(state: State) -> tuple[Figure, Figure]:
    """The outputs and the Jacobian."""
    vector, result = state.vector.choice, response(state.vector, state.z)
    return outputs_figure(vector, result), jacobian_figure(vector, result)


def show_properties(state: State) -> None:
    """What is true of the function at these logits."""
    table(vector_rows(state.vector, response(state.vector, state.z)), "properties", words=7)
    st.caption("Measured at the logits that are set, with the Jacobian that autograd gives.")


def show_intuition(state: State) -> None:
    """What the function is, and what its parameters do."""
    pick = state.vector
    notes = {pick.name: pick.choice.note} | {
        spec.label or name: spec.note for name, spec in pick.choice.parameters.items()
    }
    words = (f"**{name}**. {note}" for name, note in notes.items())
    frame.prose(TOPICS["activations"], *words)
