"""Activation functions over each other and softmax, with their slopes; and a signal in a deep stack
of them.
"""

import streamlit as st

from core.catalogue.activations import LEFT_OUT
from core.functions.activations import figures as plots
from core.functions.activations.curves import kinks, properties
from core.functions.activations.depth import BATCH, Stack, flow
from core.functions.activations.response import response
from core.functions.activations.state import ORDERS, VIEWS, State, graph, probed
from core.topics import TOPICS
from pages.ui import cached, controls, frame

topic = TOPICS["activations"]
LABELS = {
    "functions": "Functions, up to five",
    "order": "Show",
    "probe": "Probe x",
    "vector": "Function",
    "activation": "Activation",
    "initialisation": "Initialisation",
    "layers": "Layers",
    "width": "Width",
    "bias": "Bias",
    "seed": "Seed",
    **{f"z{place}": f"Logit z{place}" for place in range(4)},
}
CONTROLS = dict(
    zip(
        VIEWS,
        (
            ("functions", "order", "probe"),
            ("vector", "z0", "z1", "z2", "z3"),
            tuple(name for name, _ in Stack.specs()),
        ),
        strict=True,
    )
)


def choose() -> State:
    """The controls at the right of the picture, and the state they are at; those of the other views
    keep theirs.
    """
    view = controls.widget(topic, "view", "Look at")
    shown = {name: controls.widget(topic, name, LABELS[name]) for name in CONTROLS[view]}
    return State(view=view, **shown)


def curves(state: State) -> None:
    """f, f' or f'' of several functions."""
    names, probes = (
        [pick.name for pick in state.functions],
        [probed(pick, state.probe) for pick in state.functions],
    )
    figure = plots.curves_figure(
        names, [graph(pick) for pick in state.functions], probes, ORDERS.index(state.order)
    )
    frame.picture(
        figure, "activations.curves", "Activation functions against their input, with a probe"
    )
    st.dataframe(plots.probe_rows(state.functions, probes), hide_index=True)
    st.caption(
        "The thick band at the bottom marks where a function is saturated: its slope is below "
        "0.01, and almost no gradient gets back through it."
    )


def softmax(state: State) -> None:
    """Logits, outputs and the Jacobian."""
    found = response(state.vector, state.z)
    bars, cells = st.columns(2)
    with bars:
        frame.picture(
            plots.outputs_figure(state.vector, found),
            "activations.outputs",
            "Outputs of a vector function",
        )
    with cells:
        frame.picture(
            plots.jacobian_figure(state.vector, found),
            "activations.jacobian",
            "Heat map of its Jacobian",
        )
    st.caption(
        f"{state.vector.choice.note} Each row of the Jacobian tells how one output moves with "
        "each logit."
    )


def depth(state: State) -> None:
    """The signal and the gradient, layer by layer."""
    place = st.empty()
    found = cached.last(
        flow, state.stack, lambda one: place.progress(one.done, "Through the layers and back")
    )
    place.empty()
    frame.picture(
        plots.depth_figure(found, state.layers),
        "activations.flow",
        "Standard deviation and histogram of activations and gradients, layer by layer",
    )
    st.caption(
        f"{plots.depth_words(found)} {BATCH} standard normal inputs go up, a standard normal "
        "gradient comes down. A unit is dead if its slope is below 0.01 for every input."
    )


def table(state: State) -> None:
    """What is true of each function, computed; and the kinks."""
    rows = plots.properties_rows(state.functions, [properties(pick) for pick in state.functions])
    st.dataframe(rows, hide_index=True)
    for pick in state.functions:
        for kink in kinks(pick):
            st.markdown(plots.kink_words(pick, kink))
    st.caption(
        "Computed, not looked up: on a fine grid, far out for the range, and for a standard "
        "normal input."
    )
    st.caption(f"Left out: {'; '.join(f'{name} ({reason})' for name, reason in LEFT_OUT.items())}.")


def intuition(state: State) -> None:
    """What each function is, and when it is chosen."""
    for pick in state.functions:
        st.markdown(f"**{pick.name}**. {pick.choice.note} {pick.choice.facts.get('when', '')}")


frame.head(topic)
picture, side = frame.columns()
with side:
    state = choose()
with picture:
    {"curves": curves, "softmax": softmax, "depth": depth}[state.view](state)
frame.presets(topic)
frame.sections(
    topic,
    {
        "Properties": table,
        "Intuition": intuition,
        "Code": lambda state: frame.code(topic, topic.content.write_script(state)),
        "Link": lambda state: frame.link(topic, state),
    },
    state,
)
