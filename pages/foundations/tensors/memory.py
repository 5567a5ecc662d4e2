"""The view "Memory": the cells in which numbers lie, and each tensor's way through them."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.figures.memory import memory_figure, memory_picture, start_figure
from core.foundations.tensors.memory import Chain, memory
from core.foundations.tensors.memory_words import memory_rows, memory_sentence, question_of
from core.foundations.tensors.sharing import sharing
from core.foundations.tensors.state import State
from core.plots.tensors import TensorPicture, index_of
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import address, frame, predict, widgets
from pages.ui.tables import table
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message

LABELS = {
    "base": "Shape of x",
    "chain": "y, made from x",
    "write_at": "Write into y at",
    "written": "Number to write",
}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    hints = {"write_at": {"placeholder": "0, 1"}}
    return {
        name: widgets.widget(topic, name, label, **hints.get(name, {}))
        for name, label in LABELS.items()
    }


def show(topic: Topic, state: State) -> None:
    """The strips of memory, and the tensors; or what torch says where there is none."""
    chain = state.part(Chain)
    result = memory(chain)
    if predict.hides(topic, question_of(result), "memory"):
        with frame.stays_whole("start"):
            figure, words = start_figure(result), "The cells of x in memory"
            frame.picture(figure, "tensors.picture.start", words)
        return
    frame.sentence(memory_sentence(chain, result))
    strips, cells = pictures(chain)
    with frame.stays_whole("memory"):
        frame.picture(
            strips,
            "tensors.picture.memory",
            "Cells of memory, and the order in which each tensor reads them",
        )
        tensors("tensors.picture.cells", cells, on_edit=partial(_write, topic, chain))
    if not result.last.fits:
        torch_message(result.last.tensor, "tensors.picture.chain", about=f"`{result.last.code}`")
    if result.refused is not None:
        torch_message(
            result.refused,
            "tensors.picture.write",
            about=f"`y[{chain.write_at}] = {chain.written}`",
        )
    st.caption("Choose a cell of y and type a number to write it there.")
    table(memory_rows(result), "memory", words=2)


def _write(topic: Topic, chain: Chain, position: int, number: int) -> None:
    """Writes a number into the cell of y at a position, within the limits of the control. For a
    callback.
    """
    last = next(step for step in reversed(memory(chain).steps) if step.fits)
    spec = widgets.spec_of(topic, "written")
    index = ", ".join(map(str, index_of(position, last.tensor.shape)))
    st.session_state[address.key(topic, "write_at")] = index
    st.session_state[address.key(topic, "written")] = min(max(number, spec.low), spec.high)


@lru_cache(maxsize=64)
def pictures(chain: Chain) -> tuple[Figure, TensorPicture]:
    """The strips and the tensors."""
    result = memory(chain)
    return memory_figure(result), memory_picture(result)


def show_intuition(topic: Topic, state: State) -> None:
    """What storage and strides are, and which operations copy."""
    frame.prose(
        topic,
        "**Storage and strides**. Memory is one long row of cells. A tensor is a piece of it, its "
        "storage, and a rule for reading it: start at the offset, and for each step along a "
        "dimension move on by its stride. The numbers under the cells show the order in which the "
        "tensor reads them.",
    )
    frame.prose(
        topic,
        "**View or copy**. An operation that only changes this rule returns a view: it shares the "
        "cells and costs almost nothing, and writing into one also changes the other. All other "
        "operations copy. This table was measured on a tensor of shape (2, 3), by comparing "
        "storage addresses:",
    )
    rows = [
        {
            "Operation": row.code,
            "Memory": "x itself" if row.same else "shared" if row.shares else "copied",
            "Because": row.reason,
        }
        for row in sharing()
    ]
    table(rows, "sharing", words=3)
