"""The view "Make": a tensor, and what it is made from."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.figures.making import tensor_picture
from core.foundations.tensors.making import Making, call_of, code_of, made
from core.foundations.tensors.state import State
from core.foundations.tensors.words import sentence_of
from core.plots.tensors import TensorPicture
from core.prediction import Question, Shape
from core.topics import Topic
from core.torch_message import TorchMessage
from pages.ui import frame, predict, widgets
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message

RULE = (
    "Count from the outside in: how many items are in the outermost brackets, then in one of these "
    "items, and so on. A single number has the shape ()."
)


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
    tensor, call = made(making), call_of(making)
    if isinstance(tensor, TorchMessage):
        frame.sentence("PyTorch cannot make a tensor from this.")
        st.code(code_of(making), language="python")
        torch_message(tensor, "tensors.make")
        return
    question = Question(f"What is the shape of `{call}`?", Shape(tuple(tensor.shape)), RULE)
    if predict.hides(topic, question, "make"):
        return
    frame.sentence(sentence_of(tensor))
    with frame.stays("tensors.make"):
        tensors("tensors.make", picture(making))
    st.code(code_of(making), language="python")


@lru_cache(maxsize=64)
def picture(making: Making) -> TensorPicture:
    """The picture of the tensor."""
    return tensor_picture(made(making))


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
