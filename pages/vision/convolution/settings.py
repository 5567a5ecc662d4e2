"""The controls of the convolution page."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from core.registry import Pick
from core.topics import TOPICS
from core.vision.convolution import receptive
from core.vision.convolution.arithmetic import TRANSPOSED
from core.vision.convolution.mixing import FILTERS, channel_count
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

OPEN = {
    KERNELS: ("kernel", "stride"),
    NUMBER: ("kernel", "channel"),
    CHANNELS: ("filters", "unit"),
    ARITHMETIC: ("kind", "size", "kernel_size", "stride", "padding"),
    POOLING: ("pool",),
    FLATTEN: ("maps", "map_height", "map_width"),
    RECEPTIVE: ("network", "stack"),
}
"""The settings of each view that stand in the open, in their order."""

PIXEL = ("row_percent", "column_percent")
FILTERING = (
    *("side", "colour", "stride", "padding", "padding_mode", "dilation", "bias", "after"),
    "output_colours",
)
FOLDED = {
    KERNELS: (*(name for name in FILTERING if name != "stride"), *PIXEL),
    NUMBER: (*FILTERING, *PIXEL),
    CHANNELS: ("kernel", "stride", "padding", "dilation", "after", *PIXEL),
    ARITHMETIC: (
        *("dimensions", "dilation", "output_padding", "in_channels", "out_channels", "groups"),
    ),
    POOLING: PIXEL,
    FLATTEN: ("order", *PIXEL),
    RECEPTIVE: ("picture_size", *PIXEL),
}
"""The other settings of each view, in their order."""

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
    values = address.remember(TOPIC, "grid")
    picture = inputs.picker(TOPIC) if view not in (ARITHMETIC, RECEPTIVE) else {}
    for name in _shown(view, OPEN):
        values |= _control(name, values)
    folded, with_picture = _shown(view, FOLDED), view == RECEPTIVE
    names = (*folded, *(inputs.shown(TOPIC) if with_picture else ()))
    with widgets.more(TOPIC, *names, lazy=True) as needed:
        if with_picture:
            picture = inputs.picker(TOPIC) if needed else address.remember(TOPIC, *inputs.HELD)
        for name in folded if needed else ():
            values |= _control(name, values)
    return State(view=view, **picture, **values)


def _shown(view: str, controls: Mapping[str, Sequence[str]]) -> list[str]:
    """Those of these settings that change something just now."""
    now = partial(widgets.current, TOPIC)
    without_effect = set(WITHOUT_EFFECT.get(now("source"), ()))
    if "colour" in without_effect or not now("colour"):
        without_effect.add("channel")
    if view == CHANNELS and not FILTERS[now("filters")].mixes_kernel:
        without_effect.add("kernel")
    without_effect |= {name for name, (other, value) in ONLY_WHERE.items() if now(other) != value}
    return [name for name in controls[view] if name not in without_effect]


def _control(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The control of a setting, and its value by name.

    Args:
        values: of the settings before it.
    """
    if name == "unit":
        return _unit(values["filters"])
    value = widgets.widget(TOPIC, name, LABELS[name])
    if name == "stack":
        layer_buttons(value)
    return {name: value}


def _unit(filters: Pick) -> dict[str, int]:
    """Which of these filters is looked at, if there are several."""
    try:
        last = channel_count(filters) - 1
    except ValueError:  # a network that has not been trained: the picture's place says so
        return {}
    if not last:
        return {}
    return {"unit": widgets.within(TOPIC, "unit", LABELS["unit"], 0, last)}
