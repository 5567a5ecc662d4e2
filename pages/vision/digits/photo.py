"""The photo of a digit: read from an upload, and shown where the canvas stands for a drawing."""

from typing import Any

import streamlit as st
from PIL import Image

from core.data.packing import pack
from core.data.photo import from_photo
from core.data.preparation import steps
from core.topics import TOPICS
from core.vision.digits import figures
from core.vision.digits import state as digits_state
from core.vision.digits.marks import digits_apart
from core.vision.digits.state import State
from pages.ui import frame

TOPIC = TOPICS["digits"]
SMALL = 60  # pixels: on a smaller picture a digit may be torn


def read_photo(picture: Image.Image) -> str:
    """The digit in a photo, as the state holds it; its ink is kept to be shown."""
    ink = from_photo(picture)
    if min(ink.shape) > SMALL and (count := len(digits_apart(ink))) > 1:
        raise ValueError(f"image shows {count} digits that stand apart: upload one at a time")
    text = pack(steps(ink).placed)
    st.session_state["digits.ink"] = (text, ink)
    return text


def picture(state: State) -> Any:
    """The example or photo; of a photo just uploaded the ink, before it becomes 28 x 28."""
    text, ink = st.session_state.get("digits.ink", (None, None))
    return ink if state.source == "photo" and text == state.photo else digits_state.image(state)


def show_picture(state: State) -> None:
    """What is read, where the canvas stands for a drawing."""
    frame.picture(
        figures.digit_figure(picture(state)), "digits.picture", "The digit that the networks read"
    )
    if state.source == "test digit":
        label = digits_state.label(state)
        st.caption(f"Example {state.index} of the MNIST test set, labelled **{label}**.")
