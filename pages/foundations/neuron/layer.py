"""The view "A layer": `nn.Linear` as a matrix, and a batch that goes through it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.foundations.neuron.figures.layer import layer_cells
from core.foundations.neuron.layer import product
from core.foundations.neuron.layer_questions import about_the_parameters, about_the_shape
from core.foundations.neuron.layer_words import layer_sentence
from core.foundations.neuron.state import State
from core.topics import Topic
from pages.ui import address, frame, panels, predict, widgets

LABELS = {"ins": "Inputs", "outs": "Outputs", "batch": "Batch"}
TRACED = ("output_row", "output_column")
"""The settings that a click in the outputs decides; they have no widget."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return values | address.remember(topic, *TRACED)


def show(topic: Topic, state: State) -> None:
    """The matrix product, in which each output leads to what it is made of."""
    result = product(state.ins, state.outs, state.batch)
    hides = predict.hides(topic, about_the_parameters(result), "parameters")
    hides = hides or predict.hides(topic, about_the_shape(result), "shape")
    if hides:
        frame.nothing(f"**?** `nn.Linear({state.ins}, {state.outs})`")
        return
    frame.sentence(layer_sentence(result))
    with frame.stays("neuron.layer"):
        panels.cells("neuron.layer", layer_cells(result), state.traced, _choose_output(topic))
    st.caption(
        "Each row of the weight matrix belongs to one output: it is a neuron as in the view One "
        "neuron, without an activation. Click an output, or step through them, to see its row. The "
        "weights are PyTorch's initial ones, rounded."
    )


def _choose_output(topic: Topic) -> Callable[[int, int], None]:
    """What a click on an output sets."""

    def chosen(row: int, column: int) -> None:
        for name, value in zip(TRACED, (row, column), strict=True):
            address.keep(topic, name, value)

    return chosen
