"""Activation functions over each other, with their slopes, and what is true of each."""

import streamlit as st

from core.functions.activations import kinks, properties
from core.functions.activations_state import ORDERS, State, graph, probed, twin
from core.plots import activations as plots
from core.topics import TOPICS
from pages.ui import controls, frame

topic = TOPICS["activations"]


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    functions = controls.widget(topic, "functions", "Functions, up to five")
    return State(functions, controls.widget(topic, "order", "Show"), controls.widget(topic, "probe", "Probe x"))


def table(state: State) -> None:
    """What is true of each function, computed; and the kinks."""
    rows = plots.properties_rows(state.functions, [properties(pick) for pick in state.functions])
    st.dataframe(rows, hide_index=True)
    for pick in state.functions:
        for kink in kinks(pick):
            st.markdown(plots.kink_words(pick, kink))
    st.caption("Computed, not looked up: on a fine grid, far out for the range, and for a standard normal input.")


def intuition(state: State) -> None:
    """What each function is, and when it is chosen."""
    for pick in state.functions:
        st.markdown(f"**{pick.name}**. {pick.choice.note} {pick.choice.facts.get('when', '')}")


frame.head(topic)
picture, side = frame.columns()
with side:
    state = choose()
with picture:
    names, probes = [pick.name for pick in state.functions], [probed(pick, state.probe) for pick in state.functions]
    curves = [graph(pick) for pick in state.functions]
    frame.picture(plots.curves_figure(names, curves, probes, ORDERS.index(state.order)), "activations.curves",
                  "Activation functions against their input, with a probe")
    st.dataframe(plots.probe_rows(names, probes), hide_index=True)
    st.caption("The thick band at the bottom marks where a function is saturated: its slope is below 0.01, and almost "
               "no gradient gets back through it.")
frame.presets(topic)
frame.sections(topic, {
    "Properties": table,
    "Intuition": intuition,
    "Code": lambda state: frame.code(topic, twin(state)),
    "Link": lambda state: frame.link(topic, state),
}, state)
