"""The view "Network": the U with its real shapes, and what to do if a size does not fit."""

from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.unet import UPicture
from core.plots.words import capitalised
from core.topics import Topic
from core.vision.segmentation.drawing import drawing
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.shapes_words import caption, sentence, where
from core.vision.segmentation.state import State
from core.vision.segmentation.trace import cures, sides, trace
from pages.ui import address, frame, widgets
from pages.ui.torch_message import torch_message
from pages.ui.unet import unet

LABELS = {
    "side": "Picture size",
    "depth": "Depth",
    "width": "Base width",
    "padding": "Convolutions",
    "up": "Upsampling",
}
FOLDED = {
    "norm": "Batch norm",
    "fit": "Where sizes differ",
    "cut": "Cut skips",
    "channels": "Channels of the picture",
    "classes": "Classes",
}

SECTIONS: dict = {}
"""What stands under the picture beside what every view has."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    return values | widgets.folded(topic, FOLDED, lazy=True)


def show(topic: Topic, state: State) -> None:
    """The U; where a size does not fit, torch's message and the cures."""
    setting = state.part(Shapes)
    frame.sentence(sentence(setting))
    traced = trace(setting.architecture, setting.side, setting.channels, setting.classes)
    with frame.room("segmentation.u" if traced.mistake is None else "segmentation.u-lower"):
        unet("segmentation.u", _drawing(setting))
    if traced.mistake is not None:
        torch_message(traced.mistake, "segmentation", where(traced.steps[traced.at]))
        _cures(topic, setting)
    st.caption(caption(setting))


@lru_cache(maxsize=64)
def _drawing(setting: Shapes) -> UPicture:
    return drawing(setting)


def _cures(topic: Topic, setting: Shapes) -> None:
    """A button for each way to make it fit, and for each size near it that does."""
    ways = cures(setting.architecture, setting.side)
    with st.container(horizontal=True, gap="small", key="segmentation-cures"):
        for cure in ways:
            st.button(
                cure.name,
                key=f"segmentation.cure.{cure.name}",
                on_click=_put,
                args=(topic, "fit", cure.name),
                help=cure.text,
            )
        for side in sides(setting.architecture, setting.side):
            st.button(
                f"Use {side} × {side}",
                key=f"segmentation.use.{side}",
                on_click=_put,
                args=(topic, "side", side),
            )
    if ways:
        st.caption(" ".join(f"**{capitalised(cure.name)}**: {cure.text}" for cure in ways))


def _put(topic: Topic, name: str, value: Any) -> None:
    """Puts a setting at a value. For a callback."""
    st.session_state[address.key(topic, name)] = value
