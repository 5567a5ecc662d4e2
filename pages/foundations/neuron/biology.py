"""A nerve cell beside the formula: which part is which, and where the likeness ends."""

import streamlit as st

from core.foundations.neuron.likeness import ENDS, likeness_rows
from core.foundations.neuron.neuron import Neuron
from core.foundations.neuron.state import State
from pages.ui.components import component

NERVE = component("nerve")


def show(state: State) -> None:
    """The drawing, and its parts one by one."""
    NERVE(key="neuron.nerve", data={"rows": likeness_rows(state.part(Neuron))})
    st.markdown(ENDS)
