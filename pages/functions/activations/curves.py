"""The view "Curves": several activation functions, their slopes and curvatures."""

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
from core.topics import TOPICS
from pages.ui import frame
from pages.ui.tables import table

LABELS = {
    "functions": "Functions, up to five",
    "quantity": "Show",
    "window": "Range",
    "x": "Input x",
}


def show(state: State) -> None:
    """The picture, and a table of the numbers at the input x."""
    names = [pick.name for pick in state.functions]
    curves = [graph(pick) for pick in state.functions]
    points = [point(pick, state.x) for pick in state.functions]
    frame.sentence(curves_sentence(names, points, state.quantity))
    frame.main_picture(
        curves_figure(names, curves, points, state.quantity, state.window),
        "activations.curves",
        "Activation functions against their input; a vertical line marks the input x",
    )
    table(value_rows(state.functions, points), "values", words=2)
    for pick in state.functions:
        if pick.choice.single:
            st.caption(single_sentence(pick))
    st.caption(
        "A thick band at the bottom marks where a function is saturated: its slope is closer to "
        "zero than 0.01, so almost no gradient gets back through it."
    )


def show_properties(state: State) -> None:
    """What is true of each function, measured; and its kinks and jumps."""
    rows = property_rows(state.functions, [properties(pick) for pick in state.functions])
    table(rows, "properties", words=7)
    for pick in state.functions:
        for kink in kinks(pick):
            st.markdown(kink_sentence(pick.name, kink))
    st.caption("Measured on a fine grid and on normally distributed inputs.")
    reasons = "; ".join(f"{name} ({reason})" for name, reason in LEFT_OUT.items())
    st.caption(f"Not among the functions: {reasons}.")


def show_intuition(state: State) -> None:
    """What each function is, and when it is the right choice."""
    for pick in state.functions:
        words = f"**{pick.name}**. {pick.choice.note} {pick.choice.when}"
        frame.prose(TOPICS["activations"], words)
