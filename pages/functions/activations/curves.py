"""The view "Curves": several activation functions, their slopes and curvatures."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import streamlit as st

from core.catalogue.activations import LEFT_OUT
from core.functions.activations.figures.curves import (
    curves_figure,
    kink_sentence,
    property_rows,
    single_sentence,
    value_rows,
)
from core.functions.activations.kinks import kinks
from core.functions.activations.properties import properties
from core.functions.activations.state import State, graph, point
from core.functions.activations.words import curves_sentence
from core.plots.theme import Figure
from core.registry import Pick
from core.topics import TOPICS, Topic
from pages.ui import frame, widgets
from pages.ui.tables import table

NONE = "**No function is chosen.** Choose one under Functions."


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    functions = widgets.lines(topic, "functions", "Functions, up to five")
    labels = {"quantity": "Show", "x": "Input x"}
    values = {name: widgets.widget(topic, name, label) for name, label in labels.items()}
    return values | {"functions": functions} | widgets.folded(topic, {"window": "Range"})


def show(state: State) -> None:
    """The picture, and a table of the numbers at the input x."""
    if not state.functions:
        frame.nothing(NONE)
        return
    names = [pick.name for pick in state.functions]
    points = [point(pick, state.x) for pick in state.functions]
    frame.sentence(curves_sentence(names, points, state.quantity))
    frame.main_picture(
        figure(state),
        "activations.curves",
        "Activation functions against their input; a vertical line marks the input x",
    )
    table(value_rows(state.functions, points), "values", words=2)
    for pick in state.functions:
        if pick.choice.single:
            st.caption(single_sentence(pick))
    st.caption(
        "Thick bands mark saturation: slopes within 0.01 of zero let almost no gradient back."
    )


@lru_cache(maxsize=64)
def figure(state: State) -> Figure:
    """The functions, or their slopes or curvatures."""
    names = [pick.name for pick in state.functions]
    curves = [graph(pick) for pick in state.functions]
    points = [point(pick, state.x) for pick in state.functions]
    return curves_figure(names, curves, points, state.quantity, state.window)


def show_properties(state: State) -> None:
    """What is true of the functions in the picture."""
    properties_of(state.functions)


def show_intuition(state: State) -> None:
    """What the functions in the picture are."""
    intuition_of(state.functions)


def properties_of(functions: Sequence[Pick]) -> None:
    """What is true of each function, measured; and its kinks and jumps."""
    if not functions:
        st.markdown(NONE)
        return
    table(property_rows(functions, [properties(pick) for pick in functions]), "properties", words=7)
    for pick in functions:
        for kink in kinks(pick):
            st.markdown(kink_sentence(pick.name, kink))
    st.caption("Measured on a fine grid and on normally distributed inputs.")
    reasons = "; ".join(f"{name} ({reason})" for name, reason in LEFT_OUT.items())
    st.caption(f"Not among the functions: {reasons}.")


def intuition_of(functions: Sequence[Pick]) -> None:
    """What each function is, and when it is the right choice."""
    if not functions:
        st.markdown(NONE)
        return
    words = (f"**{pick.name}**. {pick.choice.note} {pick.choice.when}" for pick in functions)
    frame.prose(TOPICS["activations"], *words)
