"""The view "Broadcasting": shapes aligned, the tensors stretched, and what comes out."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.broadcasting import Broadcast, Shapes, broadcast
from core.foundations.tensors.broadcasting_script import code_of
from core.foundations.tensors.broadcasting_words import broadcasting_sentence, question_of
from core.foundations.tensors.figures.broadcasting import (
    alignment_figure,
    broadcast_picture,
    operands_picture,
)
from core.foundations.tensors.state import State
from core.plots.tensors import TensorPicture
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, predict, widgets
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message

LABELS = {"shape_a": "Shape of a", "shape_b": "Shape of b"}

THIRD = {"shape_c": "Shape of c, if there is one"}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    values["combination"] = combination = widgets.widget(topic, "combination", "Operation")
    if combination.choice.takes > len(LABELS):
        values |= widgets.folded(topic, THIRD)
    return values


def show(topic: Topic, state: State) -> None:
    """The alignment, and the tensors; or what torch says where they do not fit."""
    shapes = state.part(Shapes)
    result, code = broadcast(shapes), code_of(shapes)
    if predict.hides(topic, question_of(shapes, code, result), "broadcasting"):
        with frame.stays_whole("operands"):
            tensors("tensors.picture.operands", operands_picture(result))
        return
    frame.sentence(broadcasting_sentence(shapes, result))
    with frame.stays_whole("broadcasting"):
        aligned, cells = pictures(shapes)
        frame.picture(aligned, "tensors.picture.alignment", "The shapes, aligned at the right")
        if not result.fits:
            torch_message(result.result, "tensors.picture.broadcasting", about=f"`{code}`")
        tensors("tensors.picture.broadcast", cells)
    for number, warning in enumerate(result.warnings):
        torch_message(warning, f"tensors.broadcasting.{number}", about=f"`{code}`")


@lru_cache(maxsize=64)
def pictures(shapes: Shapes) -> tuple[Figure, TensorPicture]:
    """The alignment and the tensors."""
    result: Broadcast = broadcast(shapes)
    return alignment_figure(result), broadcast_picture(shapes, result)


def show_intuition(topic: Topic, state: State) -> None:
    """The rule, and why it is there."""
    frame.prose(
        topic,
        "**The rule**. Write the shapes under each other, aligned at the right. In each column the "
        "sizes must be equal, or 1, or missing. A size of 1 is stretched to match the other, and "
        "so is a missing one. If a column has two different sizes and neither is 1, PyTorch raises "
        "an error.",
    )
    frame.prose(
        topic,
        "**Stretched, not copied**. A stretched dimension has the stride 0: PyTorch reads the same "
        "cells of memory again and again. The dashed cells are these repetitions.",
    )
    frame.prose(
        topic,
        "**When it hurts**. (n,) against (n, 1) gives (n, n) without an error: every number meets "
        "every other. Check the shapes before you compute a loss, and make them equal with "
        "`squeeze(1)` or `unsqueeze(1)`.",
    )
    st.caption("The numbers count up from 0. When a and b are added, those of a count in tens.")
