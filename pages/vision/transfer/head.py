"""The view "New head": how often a head on features is right, and what it takes for what."""

from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.plots.columns import Column
from core.plots.confusion import confusion_figure
from core.plots.theme import Figure
from core.topics import Topic
from core.training.evaluation import confusion
from core.vision.transfer.examples import cell_examples, cells
from core.vision.transfer.figures import pictures as figures
from core.vision.transfer.heads import Heads
from core.vision.transfer.seen import UPLOAD
from core.vision.transfer.state import PICTURE, CellChoice, State, cell_text, open_cell
from core.vision.transfer.task import Task
from core.vision.transfer.words import cell_words, heads_sentence
from pages.ui import address, clicks, frame, panels, widgets
from pages.vision.transfer import choosing

HEIGHT = 440
"""Pixels of the matrix."""

Cell = tuple[int, int]


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    labels = {"dataset": "Pictures", "network": "Network", "per_class": "Pictures per class"}
    values = {name: widgets.widget(topic, name, label) for name, label in labels.items()}
    values |= widgets.folded(topic, {"seed": "Seed"})
    st.button(
        "Try it on your own picture",
        key="transfer.try",
        icon=":material/add_photo_alternate:",
        width="stretch",
        on_click=choosing.go,
        kwargs={"view": PICTURE, "source": UPLOAD},
    )
    return values


def show(topic: Topic, state: State) -> None:
    """The confusion matrix, beside it the accuracies and the pictures of the open cell."""
    trained = choosing.trained(state)
    if trained is None:
        return
    cell = open_cell(state.part(CellChoice), trained)
    frame.sentence(heads_sentence(state.part(Task), trained))
    left, right = st.columns([1.35, 1], gap="medium")
    with left, frame.stays("transfer.matrix", HEIGHT):
        clicks.picture(
            _matrix(trained, cell),
            "transfer.matrix",
            "How many held-out pictures of each class got each answer",
            partial(_open, topic, len(trained.classes)),
            height="stretch",
        )
    with right:
        frame.picture(_accuracies(trained), "transfer.accuracy", "The accuracy of both heads")
        _choose_cell(topic, trained, cell)
        _pictures(trained, state.dataset, cell)


def _choose_cell(topic: Topic, trained: Heads, cell: Cell) -> None:
    """The widget for the open cell, which a click on the matrix opens too."""
    counts = {(row, column): count for row, column, count in cells(trained)}
    options = list(counts)
    if cell not in counts:
        options, counts = [cell, *options], counts | {cell: 0}
    key = f"{address.key(topic, 'cell')}.widget"
    st.session_state[key] = cell
    st.selectbox(
        "Pictures of the open cell",
        options,
        format_func=lambda each: cell_words(trained, each, counts[each]),
        key=key,
        on_change=lambda: address.keep(topic, "cell", cell_text(*st.session_state[key])),
    )


def _pictures(trained: Heads, dataset: str, cell: Cell) -> None:
    column = _column(trained, dataset, cell)
    if not column.tiles:
        st.caption("No picture is in this cell.")
        return
    if clicked := panels.maps("transfer.cell", (column,), widest=420):
        choosing.look_at(clicked[1])


def _open(topic: Topic, count: int, x: float, y: float) -> None:
    """Opens the cell that was clicked. For a callback."""
    column, row = (min(max(round(value), 0), count - 1) for value in (x, y))
    address.keep(topic, "cell", cell_text(count - 1 - row, column))


@lru_cache(maxsize=32)
def _matrix(trained: Heads, cell: Cell) -> Figure:
    table = confusion(trained.answered)
    return confusion_figure(table, trained.classes, cell, "taken for")


@lru_cache(maxsize=32)
def _accuracies(trained: Heads) -> Figure:
    return figures.accuracy_figure(trained.accuracies)


@lru_cache(maxsize=32)
def _column(trained: Heads, dataset: str, cell: Cell) -> Column:
    return figures.examples_column(cell_examples(trained, dataset, cell))
