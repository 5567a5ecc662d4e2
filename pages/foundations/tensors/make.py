"""The view "Make": a tensor, and what it is made from."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.figures.making import tensor_picture
from core.foundations.tensors.making import Making, code_of, made, unlike
from core.foundations.tensors.questions import (
    asked_cell,
    made_shape_question,
    made_value_question,
)
from core.foundations.tensors.state import State
from core.foundations.tensors.words import sentence_of, unmade_sentence
from core.plots.tensors import TensorPicture
from core.topics import Topic
from core.torch_message import TorchMessage
from pages.ui import frame, predict, widgets
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    source = widgets.widget(topic, "source", "Made from")
    values = {"source": source}
    if source.choice.shaped:
        values["shape"] = widgets.widget(topic, "shape", "Shape")
    labels = {"dtype": "Type (dtype)", "device": "Device"}
    return values | {name: widgets.widget(topic, name, label) for name, label in labels.items()}


def show(topic: Topic, state: State) -> None:
    """The tensor, or what torch says in its place."""
    making = state.part(Making)
    tensor = made(making)
    if not predict.hides(topic, made_shape_question(making), "make"):
        if isinstance(tensor, TorchMessage):
            frame.sentence(unmade_sentence(unlike(making)))
        else:
            _show_tensor(topic, making)
    st.code(code_of(making), language="python")
    if isinstance(tensor, TorchMessage) and not predict.is_waiting(topic):
        torch_message(tensor, "tensors.make")


def _show_tensor(topic: Topic, making: Making) -> None:
    """The tensor; its numbers only once one of them has been guessed."""
    question = made_value_question(making)
    hidden = question is not None and predict.hides(topic, question, "number")
    frame.sentence(sentence_of(made(making)))
    with frame.stays("tensors.make"):
        tensors("tensors.make", picture(making, hidden), asked_cell(made(making)))


@lru_cache(maxsize=64)
def picture(making: Making, hidden: bool) -> TensorPicture:
    """The picture of the tensor, with its numbers or without."""
    return tensor_picture(made(making), hidden=hidden)


def show_intuition(topic: Topic, state: State) -> None:
    """What the source is, and what a tensor is."""
    pick = state.source
    frame.prose(topic, f"**{pick.name}**. {pick.choice.note}")
    frame.prose(
        topic,
        "**Tensor**. A box of numbers of one type, in rows of equal length. With no dimensions it "
        "is a single number (a scalar), with one a row (a vector), with two a grid (a matrix), "
        "with three a stack of grids. Networks compute with tensors only: inputs, weights and "
        "gradients are all tensors.",
    )
