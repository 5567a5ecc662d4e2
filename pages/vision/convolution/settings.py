"""The controls of the convolution page, and what a click or an edit in a picture sets."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.registry import Pick
from core.topics import TOPICS
from core.vision.convolution import grid, receptive, steps
from core.vision.convolution.arithmetic import TRANSPOSED
from core.vision.convolution.kernels import YOURS
from core.vision.convolution.mixing import channel_count
from core.vision.convolution.state import (
    ARITHMETIC,
    CHANNELS,
    FLATTEN,
    KERNELS,
    NUMBER,
    POOLING,
    RECEPTIVE,
    VIEWS,
    State,
    choosing,
)
from pages.ui import controls, inputs

__all__ = ["KEPT", "REQUESTS", "VIEWS", "choose", "choose_pixel", "edit_kernel", "is_outdated"]

topic = TOPICS["convolution"]
KEPT = (*inputs.KEPT, "grid")
"""The settings that no widget holds."""

REQUESTS = {"drawing": "Draw something, and see it here.", "photo": "Upload a picture first."}
LABELS = {
    "kernel": "Kernel",
    "side": "Image size (px)",
    "colour": "Each colour separately",
    "stride": "Stride",
    "padding": "Padding",
    "padding_mode": "Padding mode",
    "dilation": "Dilation",
    "bias": "Bias",
    "after": "Activation",
    "output_colours": "Output colours",
    "row_percent": "Row (%)",
    "column_percent": "Column (%)",
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
    "maps": "Channels",
    "map_height": "Height of a map",
    "map_width": "Width of a map",
    "order": "Order",
    "network": "Network",
    "stack": "Layers",
    "picture_size": "Image size (px)",
}
PIXEL = ("row_percent", "column_percent")
GEOMETRY = ("stride", "padding", "dilation")
FILTERING = (
    *("side", "colour", "kernel", "stride", "padding", "padding_mode", "dilation", "bias"),
    *("after", "output_colours"),
)
CONTROLS = {
    KERNELS: (*FILTERING, *PIXEL),
    NUMBER: (*PIXEL, *FILTERING),
    CHANNELS: ("filters", *PIXEL, *GEOMETRY, "after"),
    ARITHMETIC: (
        *("kind", "dimensions", "size", "kernel_size", *GEOMETRY, "output_padding"),
        *("in_channels", "out_channels", "groups"),
    ),
    POOLING: ("pool", *PIXEL),
    FLATTEN: ("maps", "map_height", "map_width", "order", *PIXEL),
    RECEPTIVE: ("network", "stack", "picture_size", *PIXEL),
}
"""The settings of each view, in their order."""

ONLY_WHERE = {
    "output_padding": ("kind", TRANSPOSED),
    "stack": ("network", receptive.OWN),
    "picture_size": ("network", receptive.OWN),
}
"""Settings that are shown only at one value of another."""

WITHOUT_EFFECT = {"test digit": ("side", "colour"), "drawing": ("colour",)}
"""Settings that change nothing, by source of the picture."""


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at."""
    picture = inputs.picker(topic) if view != ARITHMETIC else {}
    values = controls.remember(topic, "grid")
    for name in CONTROLS[view]:
        if name in WITHOUT_EFFECT.get(picture.get("source"), ()):
            continue
        setting, value = ONLY_WHERE.get(name, ("", None))
        if not setting or values[setting] == value:
            values[name] = controls.widget(topic, name, LABELS[name])
        if name == "filters":
            values |= _of_filters(values["filters"])
        if name == "stack" and name in values:
            _layer_buttons(values[name])
    if view == NUMBER and values.get("colour"):
        values["channel"] = controls.widget(topic, "channel", LABELS["channel"])
    return State(view=view, **picture, **values)


def _of_filters(filters: Pick) -> dict[str, Any]:
    """Which of these filters is looked at, and the kernel that they mix, if they do."""
    values = {}
    if filters.choice.mixes_kernel:
        values["kernel"] = controls.widget(topic, "kernel", LABELS["kernel"])
    try:
        last = channel_count(filters) - 1
    except ValueError:  # a network that has not been trained: the picture's place says so
        return values
    if last:
        values["unit"] = controls.within(topic, "unit", LABELS["unit"], 0, last)
    return values


def _layer_buttons(text: str) -> None:
    """Buttons that put a layer on the stack or take the last one away."""
    layers = text.split(", ")
    with st.container(horizontal=True, gap="small"):
        for layer in ("conv 3 p1", "max 2"):
            st.button(
                f"+ {layer}",
                key=f"convolution.add.{layer}",
                on_click=_set_stack,
                args=([*layers, layer],),
            )
        st.button(
            "−",
            key="convolution.less",
            help="Removes the last layer",
            on_click=_set_stack,
            args=(layers[:-1],),
            disabled=len(layers) < 2,
        )


def _set_stack(layers: list[str]) -> None:
    text = ", ".join(layers)
    try:
        steps.parse(text)
    except ValueError as error:
        st.toast(str(error))
        return
    st.session_state[controls.key(topic, "stack")] = text


def edit_kernel(rows: list[list[float]]) -> None:
    """Takes a grid that the reader made, if it is allowed. For a callback."""
    try:
        controls.keep(topic, "grid", grid.write(grid.from_rows(rows)))
    except ValueError as error:
        st.toast(str(error))
        return
    st.session_state[controls.key(topic, "kernel")] = YOURS


def choose_pixel(
    height: int, width: int, top: int = 0, left: int = 0
) -> Callable[[int, int], None]:
    """A callback that takes a pixel which the reader chose in an output, or in a part of it.

    Args:
        height, width: of the whole output.
        top, left: where the part begins.
    """

    def chosen(row: int, column: int) -> None:
        for name, value in choosing(top + row, left + column, height, width).items():
            st.session_state[controls.key(topic, name)] = value

    return chosen


def is_outdated(state: State) -> bool:
    """Whether a click or an edit has set something since this state was read from the controls.

    A fragment that follows the pen runs without the controls, which it has to call then.
    """
    specs, held = dict(State.specs()), {}
    for name in ("kernel", "grid", *PIXEL):
        held |= specs[name].flatten(controls.key(topic, name), getattr(state, name))
    return any(st.session_state.get(key, value) != value for key, value in held.items())
