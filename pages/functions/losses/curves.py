"""Losses and their gradients against the prediction."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.catalogue.predictions import KINDS, Quantity
from core.functions.losses.curves import (
    at_prediction,
    chosen,
    graphs,
    kind_of,
    remarks,
    target_on_axis,
)
from core.functions.losses.figures.curves import curve_rows, curves_figure
from core.functions.losses.state import State
from core.functions.losses.words import curves_sentence, named
from core.plots.theme import Figure
from core.topics import Topic
from pages.ui import frame, widgets
from pages.ui.tables import table

NONE = "**No loss is chosen.** Choose one under Losses."


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""

    def number(quantity: Quantity) -> Any:
        return widgets.widget(topic, quantity.setting, quantity.label)

    kind = KINDS[widgets.widget(topic, "kind", "Task")]
    losses = widgets.lines(topic, kind.name, "Losses, up to five")
    numbers = {quantity.setting: number(quantity) for quantity in kind.quantities()}
    folded = widgets.folded(topic, {"batch": "Examples in the batch"})
    return {"kind": kind.words, **numbers, kind.name: losses, **folded}


def show(topic: Topic, state: State) -> None:
    """The picture, what has to be known of a loss there, and a table of formulas, values and
    gradients.
    """
    picks, points = chosen(state), at_prediction(state)
    if not picks:
        frame.nothing(NONE)
        return
    frame.sentence(curves_sentence([named(pick) for pick in picks], points))
    frame.main_picture(
        figure(state),
        f"losses.picture.{kind_of(state).name}",
        "Losses and their gradients against the prediction",
    )
    for name, sentences in remarks(state):
        st.markdown(f":material/info: **{name}**. {sentences}")
    table(curve_rows(picks, points), "curves", words=2)


@lru_cache(maxsize=64)
def figure(state: State) -> Figure:
    """The losses and their gradients."""
    names = [named(pick) for pick in chosen(state)]
    points, target = at_prediction(state), target_on_axis(state)
    return curves_figure(kind_of(state), names, graphs(state), points, target)
