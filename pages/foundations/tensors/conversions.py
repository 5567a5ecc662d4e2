"""The view "NumPy and devices": what is shared, what is copied, and how fast a product is."""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.foundations.tensors.conversions import (
    DEVICES,
    NUMPY,
    Converting,
    converted,
    weighed,
)
from core.foundations.tensors.conversions_words import (
    conversion_code,
    conversion_question,
    conversion_sentence,
    device_question,
    device_sentence,
    kinship_rows,
    speed_rows,
    speed_sentence,
)
from core.foundations.tensors.devices import META, READ, Moving, Race, devices, moved, timings
from core.foundations.tensors.figures.conversions import (
    conversion_picture,
    device_picture,
    speed_figure,
)
from core.foundations.tensors.state import State
from core.plots.tensors import TensorPicture
from core.topics import Topic
from core.torch_message import TorchMessage
from pages.ui import cached, frame, predict, widgets
from pages.ui.tables import table
from pages.ui.tensors import tensors
from pages.ui.torch_message import torch_message

LABELS = {
    NUMPY: {
        "conversion": "Conversion",
        "array_dtype": "Type of the array",
        "write_into": "Write into",
        "number": "Number for index 0",
    },
    DEVICES: {"action": "Operation", "device_x": "Device of x", "device_y": "Device of y"},
}

SPEED_LABELS = {"largest": "Largest size"}


def choose(topic: Topic, above: DeltaGenerator) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    about = widgets.widget(topic, "about", "About")
    labels = dict(LABELS.get(about, SPEED_LABELS))
    if about == DEVICES and widgets.current(topic, "action") == READ:
        del labels["device_y"]  # only x is read
    return {"about": about} | {
        name: widgets.widget(topic, name, label) for name, label in labels.items()
    }


def show(topic: Topic, state: State) -> None:
    """The part of the view that is chosen."""
    {NUMPY: _show_numpy, DEVICES: _show_devices}.get(state.about, _show_speed)(topic, state)


def _show_numpy(topic: Topic, state: State) -> None:
    converting = state.part(Converting)
    result = converted(converting)
    if predict.hides(topic, conversion_question(converting, result), "conversion"):
        return
    frame.sentence(conversion_sentence(converting, result))
    if result.message is not None:
        torch_message(result.message, "tensors.picture.conversion")
    with frame.stays("conversion"):
        tensors("tensors.picture.conversion", picture(converting))
    st.code("\n".join(conversion_code(converting)), language=None)
    product = weighed(converting)
    if isinstance(product, TorchMessage):
        torch_message(product, "tensors.picture.product", about="`weight @ t`, as in a layer")
    elif product is not None:
        st.markdown("A layer accepts it: its weight is `float32` too.")


@lru_cache(maxsize=64)
def picture(converting: Converting) -> TensorPicture:
    """The array and the tensor."""
    return conversion_picture(converting, converted(converting))


def _show_devices(topic: Topic, state: State) -> None:
    moving = state.part(Moving)
    result = moved(moving)
    if predict.hides(topic, device_question(moving, result), "devices"):
        return
    frame.sentence(device_sentence(moving, result))
    with frame.stays("devices"):
        tensors("tensors.picture.devices", devices_shown(moving))
    if not result.fits:
        torch_message(result.result, "tensors.picture.moved", about=f"`{moving.action}`")
    else:
        st.code(f"{moving.action}\n{result.result}", language=None)


@lru_cache(maxsize=32)
def devices_shown(moving: Moving) -> TensorPicture:
    """The tensors on their devices, and what comes of them."""
    return device_picture(moving, moved(moving))


def _show_speed(topic: Topic, state: State) -> None:
    race = state.part(Race)
    accelerators = tuple(name for name in devices()[1:] if name != META)
    room = st.empty()
    if not cached.is_done(timings, race) and not _asked(room):
        return
    room.empty()
    bar = st.progress(0.0)
    result = cached.last(timings, race, lambda snapshot: bar.progress(snapshot.done))
    bar.empty()
    frame.sentence(speed_sentence(result, accelerators))
    frame.main_picture(
        speed_figure(result),
        "tensors.picture.speeds",
        "Speed of a matrix product by size, type and device",
    )
    table(speed_rows(result), "speed", words=2)


def _asked(room: DeltaGenerator) -> bool:
    """Whether the button was pressed that has the products timed."""
    with room.container():
        st.markdown("How long does a matrix product take on each device and with each type?")
        return st.button(
            "Time the products", key="tensors.time", type="primary", icon=":material/timer:"
        )


def show_intuition(topic: Topic, state: State) -> None:
    """What goes over, what is shared, and what the devices are."""
    frame.prose(
        topic,
        "**NumPy**. An array and a tensor store their numbers the same way: in one row of memory, "
        "with strides. So one can use the memory of the other. Types are kept, and NumPy's floats "
        "are float64. A layer's weights are float32, and a matrix product of the two raises an "
        "error: convert with `float()`.",
    )
    if predict.is_waiting(topic):
        st.markdown(predict.LATER)
    else:
        table(kinship_rows(), "kinship", words=2)
    frame.prose(
        topic,
        "**Devices**. A tensor is stored in the memory of one device: the CPU, or an accelerator "
        "such as a graphics card. `x.to(device)` copies it there. On the device `meta` there are "
        "shapes and types but no numbers, so you can try out a network that would not fit in "
        "memory.",
    )
