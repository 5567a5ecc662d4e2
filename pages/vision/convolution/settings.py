"""The controls of the convolution page."""

from typing import Any

from core.registry import Pick
from core.topics import TOPICS
from core.vision.convolution import receptive
from core.vision.convolution.arithmetic import TRANSPOSED
from core.vision.convolution.mixing import channel_count
from core.vision.convolution.state import (
    ARITHMETIC,
    CHANNELS,
    FLATTEN,
    KERNELS,
    NUMBER,
    POOLING,
    RECEPTIVE,
    State,
)
from pages.ui import address, inputs, widgets
from pages.vision.convolution.stack import layer_buttons

TOPIC = TOPICS["convolution"]
HELD = (*inputs.HELD, "grid")
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
    picture = inputs.picker(TOPIC) if view != ARITHMETIC else {}
    values = address.remember(TOPIC, "grid")
    for name in CONTROLS[view]:
        if name in WITHOUT_EFFECT.get(picture.get("source"), ()):
            continue
        setting, value = ONLY_WHERE.get(name, ("", None))
        if not setting or values[setting] == value:
            values[name] = widgets.widget(TOPIC, name, LABELS[name])
        if name == "filters":
            values |= _of_filters(values["filters"])
        if name == "stack" and name in values:
            layer_buttons(values[name])
    if view == NUMBER and values.get("colour"):
        values["channel"] = widgets.widget(TOPIC, "channel", LABELS["channel"])
    return State(view=view, **picture, **values)


def _of_filters(filters: Pick) -> dict[str, Any]:
    """Which of these filters is looked at, and the kernel that they mix, if they do."""
    values = {}
    if filters.choice.mixes_kernel:
        values["kernel"] = widgets.widget(TOPIC, "kernel", LABELS["kernel"])
    try:
        last = channel_count(filters) - 1
    except ValueError:  # a network that has not been trained: the picture's place says so
        return values
    if last:
        values["unit"] = widgets.within(TOPIC, "unit", LABELS["unit"], 0, last)
    return values
