"""Convolution: kernels over pictures, one number at a time."""

from collections.abc import Callable

import streamlit as st

from core.plots import convolution as plots
from core.topics import TOPICS
from core.vision import kernels
from core.vision.arithmetic import arithmetic
from core.vision.convolution_state import State, cell, found, place, taken_apart, tile, twin
from core.vision.inputs import blank
from core.vision.pooling import maps, pooled
from pages.ui import components, controls, frame, inputs, panels

topic = TOPICS["convolution"]
KEPT = (*inputs.KEPT, "grid")
LABELS = {"kernel": "Kernel", "side": "Pixels a side", "colour": "Per colour channel", "stride": "Stride",
          "padding": "Padding", "padding_mode": "Padding mode", "dilation": "Dilation", "bias": "Bias",
          "after": "Activation after it", "shown": "Show the output", "down": "Down, %", "across": "Across, %",
          "channel": "Channel", "kind": "Convolution", "dimensions": "Input", "size": "Input size",
          "kernel_size": "Kernel size", "output_padding": "Output padding", "in_channels": "Input channels",
          "out_channels": "Output channels", "groups": "Groups", "filters": "Filters",
          "unit": "Output channel", "pool": "Pooling", "maps": "Maps", "map_height": "Height of a map",
          "map_width": "Width of a map", "order": "Order"}


def edited(rows: list[list[float]]) -> None:
    """Takes a grid that the reader made; a mistake in it is kept to be shown."""
    try:
        controls.keep(topic, "grid", kernels.written(kernels.tensor(rows)))
        st.session_state[controls.key(topic, "kernel")] = kernels.YOURS
    except ValueError as error:
        st.session_state["convolution.mistake"] = str(error)


def chooses(height: int, width: int, top: int = 0, left: int = 0) -> Callable[[int, int], None]:
    """Takes a pixel that the reader chose in an output of this size, or in a part of it from `top` and `left` on."""
    def chose(row: int, column: int) -> None:
        for name, value in place(top + row, left + column, height, width).items():
            st.session_state[controls.key(topic, name)] = value

    return chose


COMMON = ("side", "colour", "kernel", "stride", "padding", "padding_mode", "dilation", "bias", "after", "shown")
LAYER = ("kind", "dimensions", "size", "kernel_size", "stride", "padding", "dilation", "output_padding", "in_channels",
         "out_channels", "groups")
MIXING = ("unit", "filters", "down", "across", "stride", "padding", "dilation", "after")
CONTROLS = {
    "kernels": COMMON,
    "one number": ("down", "across", *COMMON),
    "channels": MIXING,
    "arithmetic": LAYER,
    "pooling": ("pool", "down", "across"),
    "flatten": ("maps", "map_height", "map_width", "order", "down", "across"),
}


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at."""
    chosen = inputs.picker(topic) if view != "arithmetic" else {}
    hidden = () if "down" in CONTROLS[view] else ("down", "across")
    kept = {name: controls.kept(topic, name) for name in ("grid", *hidden)}
    for name, value in kept.items():
        controls.keep(topic, name, value)
    shown = {}
    for name in CONTROLS[view]:
        if name != "output_padding" or shown["kind"] == "transposed":
            shown[name] = controls.widget(topic, name, LABELS[name])
    if view == "one number" and shown["colour"]:
        shown["channel"] = controls.widget(topic, "channel", "Channel")
    return State(view=view, **chosen, **kept, **shown)


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
                       "What comes out", "filtering", frame=size, chosen=at,
                       on_choose=chooses(*done.output.shape[1:]), answers=number)
    st.markdown(f"{plots.cell_words(done, *at)} {state.kernel.choice.note}")
    st.caption("Point at the output to see which window of the input a number comes from; click to choose it.")


def one_number(state: State) -> None:
    """A pixel of the output: its window, the kernel, their products and the sum; and its neighbours, to walk over."""
    done, near = found(state), tile(state)
    shown, at = plots.way(state, state.shown), cell(state, *done.output.shape[1:])
    field = panels.Field(state.stride, (-state.padding, -state.padding),
                         tuple(state.dilation * (side - 1) + 1 for side in done.kernel.shape))
    left, right = st.columns([3.4, 1], gap="medium")
    size = done.output.shape[1:]
    with left:
        panels.cells("convolution.number", plots.neighbourhood_cells(near, state, shown),
                     (at[0] - near.top, at[1] - near.left), chooses(*size, near.top, near.left))
    with right:
        panels.picture("convolution.input", plots.input_picture(state.input, state.side, state.colour), "Input",
                       "What goes in", "number", chosen=at, field=field)
        panels.picture("convolution.output", plots.output_picture(done.output, shown), "Output: click to go there",
                       "What comes out", "number", chosen=at, on_choose=chooses(*size))


def layer_of(state: State) -> None:
    """A layer on a small input: which cells feed which, how large, how much."""
    done = arithmetic(state.layer)
    panels.cells("convolution.arithmetic", plots.arithmetic_cells(done, state.layer),
                 tuple((side - 1) // 2 for side in done.part.shape))
    st.markdown(plots.arithmetic_words(done, state.layer))
    if state.in_channels // state.groups > 1:
        st.caption(f"Shown is the first channel alone; an output channel adds up {state.in_channels // state.groups}.")


def channels(state: State) -> None:
    """A filter from three channels to one taken apart: each colour with its slice, what it adds, the sum."""
    done = taken_apart(state)
    at = cell(state, *done.summed.shape)
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        for place, pixels in enumerate(plots.parts_pixels(done)):
            components.strip(f"convolution.part.{place}", pixels)
    with right:
        panels.picture("convolution.sum", plots.unit_picture(done), f"Output {done.unit}: their sum and the bias",
                       "The output of one filter", "channels", chosen=at, on_choose=chooses(*done.summed.shape))
    st.markdown(plots.parts_words(done, state.after.name, *at))
    st.markdown(f"**All {len(done.outputs)} outputs** {state.filters.choice.note}")
    components.strip("convolution.all", plots.units_pixels(done), arrows=False)


def pooling(state: State) -> None:
    """A picture, what pooling leaves of it, and the gradient on its way back."""
    done = pooled(state.input, state.pool)
    size = tuple(done.output.shape)
    panels.cells("convolution.pooling", plots.pooled_cells(done), cell(state, *size), chooses(*size))
    st.caption(f"{state.pool.choice.note} The gradient is that of the sum of all outputs"
               f"{'' if done.winners is None else '; where all cells of a window are equal, the first wins'}.")


def flatten(state: State) -> None:
    """Maps, and the row of numbers that a linear layer gets."""
    size = state.maps, state.map_height * state.map_width
    panels.cells("convolution.flatten", plots.flattened_cells(maps(state.input, state.flattening), state.flattening),
                 cell(state, *size), chooses(*size))
    st.caption("The maps are those of the first filters of CNN 16-32 over the picture, pooled to this size. Nothing is "
               "computed when they are flattened: the numbers only stand in a row.")


VIEWS = {"kernels": filtering, "one number": one_number, "channels": channels, "arithmetic": layer_of, "pooling": pooling,
         "flatten": flatten}

frame.head(topic)
view = controls.views(topic, "view", "Look at")
picture, side = frame.columns()
with side:
    state = choose(view)
with picture, frame.reader_mistakes():
    VIEWS[view](state)
frame.presets(topic, KEPT, lambda: inputs.redraw(topic))
frame.sections(topic, {
    "Code": lambda state: frame.code(topic, twin(state)),
    "Link": lambda state: frame.link(topic, state),
}, state)
