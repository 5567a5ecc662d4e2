"""The view "Operations": what goes in, what comes out, and which cells made which."""

from functools import lru_cache
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.figures.operating import inputs_picture, operation_picture
from core.foundations.tensors.operating import (
    Operating,
    call_of,
    chosen,
    clashes,
    links,
    made_of,
    operated,
    written_out,
)
from core.foundations.tensors.questions import shape_question, value_question
from core.foundations.tensors.state import State
from core.foundations.tensors.words import operation_sentence, refusal_sentence
from core.plots.tensors import TensorPicture
from core.topics import TOPICS, Topic
from core.torch_message import TorchMessage
from pages.ui import address, frame, predict, widgets
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message

LABELS = {"x_shape": "Shape of x", "y_shape": "Shape of y"}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    operation = widgets.widget(topic, "operation", "Operation")
    values = {
        name: widgets.widget(topic, name, label, placeholder=usual)
        for (name, label), usual in zip(LABELS.items(), operation.choice.shapes, strict=False)
    }
    return values | {"operation": operation} | address.remember(topic, "cell")


def show(topic: Topic, state: State) -> None:
    """The inputs and the result; or what torch says, and what does not fit."""
    operating = state.part(Operating)
    operation, call = operated(operating), call_of(operating)
    if predict.hides(topic, shape_question(operating), "shape"):
        with frame.stays("tensors.inputs"):
            tensors("tensors.inputs", inputs_picture(operation))
        return
    if operation.message:
        _refused(operating, operation.message)
        return
    hidden, cell = False, chosen(operating)
    if any(output.numel() for output in operation.outputs.values()):
        hidden = predict.hides(topic, value_question(operating), "value")
    counts = made_of(operating)
    written = "" if hidden else written_out(operating)
    frame.sentence(operation_sentence(call, operation.inputs, operation.outputs, counts, written))
    with frame.stays("tensors.operations"):
        tensors("tensors.operations", picture(operating, hidden), cell, choose_cell)
    for number, warning in enumerate(operation.warnings):
        torch_message(warning, f"tensors.operations.{number}", about=f"`{call}`")


def _refused(operating: Operating, message: TorchMessage) -> None:
    operation = operated(operating)
    frame.sentence(refusal_sentence(call_of(operating), operation.inputs))
    with frame.stays("tensors.refused"):
        tensors("tensors.refused", inputs_picture(operation, clashes(operating)))
        torch_message(message, "tensors.operations")


def choose_cell(position: int) -> None:
    """Takes the cell of the result that a reader chooses. For a callback."""
    address.keep(TOPICS["tensors"], "cell", position)


@lru_cache(maxsize=64)
def picture(operating: Operating, hidden: bool) -> TensorPicture:
    """The picture of an operation, with the numbers of the result or without."""
    return operation_picture(operated(operating), links(operating), hidden)


def show_intuition(topic: Topic, state: State) -> None:
    """What the operation does, and the rule for its shape."""
    pick = state.operation
    frame.prose(topic, f"**{pick.name}**. {pick.choice.note}")
    if pick.choice.rule:
        hidden = predict.is_hidden(topic, shape_question(state.part(Operating)), "shape")
        frame.prose(topic, f"**Shape**. {predict.LATER if hidden else pick.choice.rule}")
    frame.prose(
        topic,
        "**Where a number comes from**. The page changes the cells of the input one at a time and "
        "watches the result. The cells that change a number are the ones it comes from.",
    )
