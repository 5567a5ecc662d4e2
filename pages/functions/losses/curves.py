"""Losses and their gradients against the prediction."""

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
from core.topics import Topic
from pages.ui import frame, widgets
from pages.ui.tables import table


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""

    def number(quantity: Quantity) -> Any:
        return widgets.widget(topic, quantity.setting, quantity.label)

    kind = KINDS[widgets.widget(topic, "kind", "Task")]
    numbers = {quantity.setting: number(quantity) for quantity in kind.quantities()}
    losses = widgets.widget(topic, kind.name, "Losses, up to five")
    batch = widgets.widget(topic, "batch", "Examples in the batch")
    return {"kind": kind.words, **numbers, kind.name: losses, "batch": batch}


def show(topic: Topic, state: State) -> None:
    """The picture, what has to be known of a loss there, and a table of formulas, values and
    gradients.
    """
    kind, picks, points = kind_of(state), chosen(state), at_prediction(state)
    names = [pick.name for pick in picks]
    frame.main_picture(
        curves_figure(kind, names, graphs(state), points, target_on_axis(state)),
        f"losses.picture.{kind.name}",
        "Losses and their gradients against the prediction",
    )
    for name, sentences in remarks(state):
        st.markdown(f":material/info: **{name}**. {sentences}")
    table(curve_rows(picks, points), "curves", words=2)
