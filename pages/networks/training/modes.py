"""The view "Train/eval mode": a network with dropout and batch norm, twice in four ways."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.training import words
from core.networks.training.figures.modes import ways_figure
from core.networks.training.modes import ModeChoice, compare
from core.networks.training.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, widgets
from pages.ui.tables import table

LABELS = {
    "dropout": "Dropout",
    "norm": "Batch norm",
    "mode_batch": "Pictures in the batch",
    "draw": "Seed",
}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}


def show(topic: Topic, state: State) -> None:
    """The scores of one picture, and what each way changes."""
    choice = state.part(ModeChoice)
    frame.sentence(words.modes_sentence(compare(choice), choice))
    frame.main_picture(
        figure(choice), "training.chart.ways", "The scores of one picture, called twice in each way"
    )
    table(words.modes_rows(compare(choice)), "training.ways", words=2)
    st.caption(
        "The network has one hidden layer of 32 units and its first weights. Each way begins with "
        "the same weights and gets the same pictures; the scores are those of the first picture."
    )


@lru_cache(maxsize=64)
def figure(choice: ModeChoice) -> Figure:
    """The scores, each way."""
    return ways_figure(compare(choice))
