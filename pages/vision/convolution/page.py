"""Convolution: kernels over pictures, one number at a time."""

from collections.abc import Callable

import streamlit as st

from core.data.inputs import blank
from core.topics import TOPICS
from core.vision.convolution import figures as plots
from core.vision.convolution import kernels, receptive
from core.vision.convolution.arithmetic import arithmetic
from core.vision.convolution.filtering import prepared
from core.vision.convolution.pooling import maps, pooled
from core.vision.convolution.state import State, cell, found, place, taken_apart, tile
from pages.ui import controls, frame, inputs, panels

topic = TOPICS["convolution"]
KEPT = (*inputs.KEPT, "grid")
ASK = {"drawing": "Draw something, and see it here.", "photo": "Upload a picture first."}
FIRST_WINS = "; where all cells of a window are equal, the first wins"
NO_CODE = "Here the code will stand, once there is a picture."
LABELS = {
    "kernel": "Kernel",
    "side": "Pixels a side",
    "colour": "Per colour channel",
    "stride": "Stride",
    "padding": "Padding",
    "padding_mode": "Padding mode",
    "dilation": "Dilation",
    "bias": "Bias",
    "after": "Activation after it",
    "shown": "Show the output",
    "down": "Down, %",
    "across": "Across, %",
    "channel": "Channel",
    "kind": "Convolution",
    "dimensions": "Input",
    "size": "Input size",
    "kernel_size": "Kernel size",
    "output_padding": "Output padding",
    "in_channels": "Input channels",
    "out_channels": "Output channels",
    "groups": "Groups",
    "filters": "Filters",
    "unit": "Output channel",
    "pool": "Pooling",
    "maps": "Maps",
    "map_height": "Height of a map",
    "map_width": "Width of a map",
    "order": "Order",
    "network": "Layers of",
    "stack": "Layers",
    "picture_size": "Picture size",
}


def edited(rows: list[list[float]]) -> None:
    """Takes a grid that the reader made, if it can be."""
    try:
        controls.keep(topic, "grid", kernels.written(kernels.tensor(rows)))
        st.session_state[controls.key(topic, "kernel")] = kernels.YOURS
    except ValueError as error:
        st.toast(str(error))
        return
    st.session_state["convolution.changed"] = True


def chooses(height: int, width: int, top: int = 0, left: int = 0) -> Callable[[int, int], None]:
    """Takes a pixel that the reader chose in an output of this size, or in a part of it from `top`
    and `left` on.
    """

    def chose(row: int, column: int) -> None:
        for name, value in place(top + row, left + column, height, width).items():
            st.session_state[controls.key(topic, name)] = value
        st.session_state["convolution.changed"] = True

    return chose


COMMON = (
    "side",
    "colour",
    "kernel",
    "stride",
    "padding",
    "padding_mode",
    "dilation",
    "bias",
    "after",
    "shown",
)
LAYER = (
    "kind",
    "dimensions",
    "size",
    "kernel_size",
    "stride",
    "padding",
    "dilation",
    "output_padding",
    "in_channels",
    "out_channels",
    "groups",
)
MIXING = ("unit", "filters", "down", "across", "stride", "padding", "dilation", "after")
CONTROLS = {
    "kernels": (*COMMON, "down", "across"),
    "one number": ("down", "across", *COMMON),
    "channels": MIXING,
    "arithmetic": LAYER,
    "pooling": ("pool", "down", "across"),
    "receptive field": ("network", "stack", "picture_size", "down", "across"),
    "flatten": ("maps", "map_height", "map_width", "order", "down", "across"),
}
# settings that are shown only at a value of another
ONLY = {
    "output_padding": ("kind", "transposed"),
    "stack": ("network", receptive.OWN),
    "picture_size": ("network", receptive.OWN),
}
# settings that change nothing where the picture is one of these
IDLE = {"test digit": ("side", "colour"), "drawing": ("colour",)}


def builder(text: str) -> None:
    """Buttons that put a layer on the stack or take one away."""
    layers = text.split(", ")
    with st.container(horizontal=True, gap="small"):
        for part in ("conv 3 p1", "max 2"):
            st.button(
                f"+ {part}",
                key=f"convolution.add.{part}",
                on_click=stacked,
                args=([*layers, part],),
            )
        st.button(
            "−",
            key="convolution.less",
            help="Takes the last layer away",
            on_click=stacked,
            args=(layers[:-1],),
            disabled=len(layers) < 2,
        )


def stacked(layers: list[str]) -> None:
    """Takes a stack of layers, if it can be."""
    try:
        receptive.parse(", ".join(layers))
    except ValueError as error:
        st.toast(str(error))
        return
    st.session_state[controls.key(topic, "stack")] = ", ".join(layers)


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at."""
    chosen = inputs.picker(topic) if view != "arithmetic" else {}
    shown = {"grid": controls.kept(topic, "grid")}
    controls.keep(topic, "grid", shown["grid"])
    for name in CONTROLS[view]:
        if name in IDLE.get(chosen.get("source"), ()):
            continue
        if name not in ONLY or shown[ONLY[name][0]] == ONLY[name][1]:
            shown[name] = controls.widget(topic, name, LABELS[name])
        if name == "stack" and name in shown:
            builder(shown[name])
    if view == "one number" and shown.get("colour"):
        shown["channel"] = controls.widget(topic, "channel", "Channel")
    if view == "channels" and shown["filters"].name == "Mix":
        shown["kernel"] = controls.widget(topic, "kernel", "Kernel")
    return State(view=view, **chosen, **shown)


def beside_the_canvas(state: State) -> State:
    """A view whose input is drawn at its left; the state with the drawing."""
    left, right = st.columns([1, 3], gap="medium")
    with left:
        state, _ = inputs.canvas(topic, state)
    with right:
        if blank(state):
            st.info(ASK["drawing"])
        else:
            VIEWS[state.view](state)
    return state


def filtering(state: State) -> None:
    """Input, kernel and output side by side."""
    (following if state.source == "drawing" else side_by_side)(state)


@st.fragment
def following(state: State) -> None:
    """The same where the input is drawn: follows the pen without the rest of the page."""
    if st.session_state.pop("convolution.changed", False):
        st.rerun()
    with frame.reader_mistakes():
        side_by_side(state)


def side_by_side(state: State) -> None:
    left, middle, right = st.columns([1.5, 1, 1.5], gap="small")
    number = 0
    with left:
        if state.source == "drawing":
            state, drawing = inputs.canvas(topic, state)
            number = drawing.number
        elif not blank(state):
            shown_input(state, plots.input_words(found(state)))
    with middle:
        panels.kernel("convolution.editor", state.weights, edited)
    with right:
        if blank(state):
            st.info(ASK[state.source])
            return
        shown_output(state, plots.output_words(found(state), plots.way(state, state.shown)), number)
    st.markdown(
        f"{plots.cell_words(found(state), *cell(state, *size(state)))} {state.kernel.choice.note}"
    )
    st.caption(
        "Point at the output to see which window of the input a number comes from; click to "
        "choose it."
    )


def size(state: State) -> tuple[int, int]:
    """Height and width of the output."""
    return tuple(found(state).output.shape[1:])


def shown_input(state: State, caption: str) -> None:
    """The picture, with the window of the output pixel that is chosen or pointed at."""
    reach = tuple(state.dilation * (side - 1) + 1 for side in state.weights.shape)
    panels.picture(
        "convolution.input",
        plots.input_picture(state.input, state.side, state.colour),
        caption,
        "What goes in",
        "output",
        chosen=cell(state, *size(state)),
        field=panels.Field(state.stride, (-state.padding, -state.padding), reach),
    )


def shown_output(state: State, caption: str, answers: int = 0) -> None:
    """The output, as large beside the picture as it is, to choose a pixel of."""
    done = found(state)
    panels.picture(
        "convolution.output",
        plots.output_picture(done.output, plots.way(state, state.shown)),
        caption,
        "What comes out",
        "output",
        frame=tuple(done.picture.shape[:0:-1]),
        chosen=cell(state, *size(state)),
        on_choose=chooses(*size(state)),
        answers=answers,
    )


def one_number(state: State) -> None:
    """A pixel of the output: its window, the kernel, their products and the sum; and its
    neighbours, to walk over.
    """
    near, (row, column) = tile(state), cell(state, *size(state))
    left, right = st.columns([3.4, 1], gap="medium")
    with left:
        panels.cells(
            "convolution.number",
            plots.neighbourhood_cells(near, state, plots.way(state, state.shown)),
            (row - near.top, column - near.left),
            chooses(*size(state), near.top, near.left),
            near.beyond(*size(state)),
        )
    with right:
        shown_input(state, "Input")
        shown_output(state, "Output: click to go there")


def layer_of(state: State) -> None:
    """A layer on a small input: which cells feed which, how large, how much."""
    done = arithmetic(state.layer)
    panels.cells(
        "convolution.arithmetic",
        plots.arithmetic_cells(done, state.layer),
        tuple((side - 1) // 2 for side in done.part.shape),
    )
    st.markdown(plots.arithmetic_words(done, state.layer))
    if state.in_channels // state.groups > 1:
        st.caption(
            "Shown is the first channel alone; an output channel adds up "
            f"{state.in_channels // state.groups}."
        )


def channels(state: State) -> None:
    """A filter from three channels to one taken apart: each colour with its slice, what it adds,
    the sum.
    """
    done = taken_apart(state)
    at = cell(state, *done.summed.shape)
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        for place, pixels in enumerate(plots.parts_pixels(done)):
            panels.strip(f"convolution.part.{place}", pixels)
    with right:
        panels.picture(
            "convolution.sum",
            plots.unit_picture(done),
            f"Output {done.unit}: their sum and the bias",
            "The output of one filter",
            "channels",
            chosen=at,
            on_choose=chooses(*done.summed.shape),
        )
    st.markdown(plots.parts_words(done, state.after.name, *at))
    st.markdown(f"**All {len(done.outputs)} outputs** {state.filters.choice.note}")
    panels.strip("convolution.all", plots.units_pixels(done), arrows=False)


def pooling(state: State) -> None:
    """A picture, what pooling leaves of it, and the gradient on its way back."""
    done = pooled(state.input, state.pool)
    size = tuple(done.output.shape)
    panels.cells(
        "convolution.pooling", plots.pooled_cells(done), cell(state, *size), chooses(*size)
    )
    st.caption(
        f"{state.pool.choice.note} The gradient is that of the sum of all "
        f"outputs{'' if done.winners is None else FIRST_WINS}."
    )


def flatten(state: State) -> None:
    """Maps, and the row of numbers that a linear layer gets."""
    size = state.maps, state.map_height * state.map_width
    panels.cells(
        "convolution.flatten",
        plots.flattened_cells(maps(state.input, state.flattening), state.flattening),
        cell(state, *size),
        chooses(*size),
    )
    st.caption(
        "The maps are those of the first filters of CNN 16-32 over the picture, pooled to "
        "this size. Nothing is computed when they are flattened: the numbers only stand in a "
        "row."
    )


def receptive_field(state: State) -> None:
    """What each unit sees through a stack of layers, by recursion and by autograd."""
    stack = state.layers
    side = receptive.sides(stack.steps, stack.side)[-1]
    at = cell(state, side, side)
    picture = prepared(state.input, 64, False)[0] / 255
    panels.cells(
        "convolution.receptive", plots.receptive_cells(stack, picture, *at), at, chooses(side, side)
    )
    if narrow := plots.left_out(stack):
        st.caption(f"Too many units to show: {', '.join(narrow)}. They are in the table.")
    st.dataframe(plots.receptive_rows(stack), hide_index=True)
    st.caption(
        "By recursion: a layer adds dilation · (kernel − 1) · jump cells, and its stride "
        "multiplies the jump. Measured: where autograd finds a gradient, with every path "
        "through the layers open."
    )


VIEWS = {
    "kernels": filtering,
    "one number": one_number,
    "channels": channels,
    "arithmetic": layer_of,
    "pooling": pooling,
    "flatten": flatten,
    "receptive field": receptive_field,
}

frame.head(topic)
view = controls.views(topic, "view", "Look at")
picture, side = frame.columns()
with side:
    state = choose(view)
with picture, frame.reader_mistakes():
    if view not in ("kernels", "arithmetic") and state.source == "drawing":
        state = beside_the_canvas(state)
    elif view not in ("kernels", "arithmetic") and blank(state):
        st.info(ASK[state.source])
    else:
        VIEWS[view](state)
if view != "arithmetic":
    inputs.onwards(topic, state)
frame.presets(topic, KEPT, lambda: inputs.redraw(topic))
frame.sections(
    topic,
    {
        "Code": lambda state: (
            st.caption(NO_CODE)
            if blank(state)
            else frame.code(topic, topic.content.write_script(state))
        ),
        "Link": lambda state: frame.link(topic, state),
    },
    state,
)
