"""The view "Between two networks": the loss on the straight line from one to the other."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.networks.landscape.between import Between, Lines, lines
from core.networks.landscape.between_words import between_caption, between_sentence
from core.networks.landscape.figures.between import between_accuracy_figure, between_loss_figure
from core.networks.landscape.state import State
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, jobs, widgets

LABELS = {
    "other": "The second network",
    "width": "Hidden units",
    "first_seed": "Seed of the first",
    "second_seed": "Seed of the second",
}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    return {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}


def show(topic: Topic, state: State) -> None:
    """The losses and the accuracies on both lines."""
    setting = state.part(Between)
    result = jobs.result("landscape.between", lines, setting, gives_up=True)
    if result is None:
        return
    frame.sentence(between_sentence(setting, result))
    losses, accuracies = _figures(result)
    frame.main_picture(losses, "landscape.line", "The loss between two networks")
    frame.picture(accuracies, "landscape.line.accuracy", "The accuracy between two networks")
    st.caption(between_caption(setting, result))


@lru_cache(maxsize=16)
def _figures(result: Lines) -> tuple[Figure, Figure]:
    return between_loss_figure(result), between_accuracy_figure(result)
