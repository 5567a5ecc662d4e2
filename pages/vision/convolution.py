"""Convolution: kernels over pictures, one number at a time."""

import streamlit as st

from core.plots import convolution as plots
from core.topics import TOPICS
from core.vision import kernels
from core.vision.convolution_state import State, cell, found, twin
from core.vision.inputs import blank
from pages.ui import controls, frame, inputs, panels

topic = TOPICS["convolution"]
KEPT = (*inputs.KEPT, "grid")
LABELS = {"kernel": "Kernel", "side": "Pixels a side", "colour": "Per colour channel", "stride": "Stride",
          "padding": "Padding", "padding_mode": "Padding mode", "dilation": "Dilation", "bias": "Bias",
          "after": "Activation after it", "shown": "Show the output", "row": "Row", "column": "Column"}


def edited(rows: list[list[float]]) -> None:
    """Takes a grid that the reader made; a mistake in it is kept to be shown."""
    try:
        controls.keep(topic, "grid", kernels.written(kernels.tensor(rows)))
        st.session_state[controls.key(topic, "kernel")] = kernels.YOURS
    except ValueError as error:
        st.session_state["convolution.mistake"] = str(error)


def chose(row: int, column: int) -> None:
    for name, value in (("row", row), ("column", column)):
        st.session_state[controls.key(topic, name)] = value


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    chosen = inputs.picker(topic)
    names = ("side", "colour", "kernel", "stride", "padding", "padding_mode", "dilation", "bias", "after", "shown")
    grid = controls.kept(topic, "grid")
    controls.keep(topic, "grid", grid)
    return State(view=view, grid=grid, **chosen, **{name: controls.widget(topic, name, LABELS[name]) for name in names},
                 **{name: controls.kept(topic, name) for name in ("row", "column")})


@st.fragment
def filtering(state: State) -> None:
    """Input, kernel and output side by side; follows the pen where the input is drawn."""
    left, middle, right = st.columns([1.5, 1, 1.5], gap="small")
    number = 0
    if state.source == "drawing":
        with left:
            state, number = inputs.canvas(topic, state)
    with middle:
        panels.kernel("convolution.editor", state.weights, edited)
    if blank(state):
        return
    done = found(state)
    shown = plots.way(state, state.shown)
    at, size = cell(state, *done.output.shape[1:]), tuple(done.picture.shape[:0:-1])
    reach = tuple(state.dilation * (side - 1) + 1 for side in done.kernel.shape)
    field = panels.Field(state.stride, (-state.padding, -state.padding), reach)
    if state.source != "drawing":
        with left:
            panels.picture("convolution.input", plots.input_picture(state.input, state.side, state.colour),
                           plots.input_words(done), "What goes in", "filtering", chosen=at, field=field)
    with right:
        panels.picture("convolution.output", plots.output_picture(done.output, shown), plots.output_words(done, shown),
                       "What comes out", "filtering", frame=size, chosen=at, on_choose=chose, answers=number)
    st.markdown(f"{plots.cell_words(done, *at)} {state.kernel.choice.note}")
    st.caption("Point at the output to see which window of the input a number comes from; click to choose it.")


frame.head(topic)
view = controls.views(topic, "view", "Look at")
picture, side = frame.columns()
with side:
    state = choose()
with picture, frame.reader_mistakes():
    filtering(state)
frame.presets(topic, KEPT, lambda: inputs.redraw(topic))
frame.sections(topic, {
    "Code": lambda state: frame.code(topic, twin(state)),
    "Link": lambda state: frame.link(topic, state),
}, state)
