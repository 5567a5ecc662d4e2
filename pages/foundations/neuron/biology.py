"""A nerve cell beside the formula: which part is which, and where the likeness ends."""

from pathlib import Path

import streamlit as st

from core.foundations.neuron.likeness import ENDS, likeness_rows
from core.foundations.neuron.state import State
from pages.ui.tables import table

DRAWING = (Path(__file__).parents[3] / "assets" / "neuron.svg").read_text("utf-8")


def show(state: State) -> None:
    """The drawing, and its parts one by one."""
    drawing, parts = st.columns([1, 1.1], gap="medium")
    with drawing:
        st.html(DRAWING)
    with parts:
        table(likeness_rows(state), "likeness", words=3)
        st.markdown(ENDS)
