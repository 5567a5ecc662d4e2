"""The photo of digits: read from an upload, and shown where the canvas stands for a drawing."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from PIL import Image

from core.data.packing import pack_each
from core.data.photo import from_photo
from core.data.preparation import steps
from core.topics import TOPICS
from core.vision.digits import figures
from core.vision.digits import state as digits_state
from core.vision.digits.marks import digits_apart, side_by_side, together
from core.vision.digits.state import State
from pages.ui import frame

TOPIC = TOPICS["digits"]
EMPTY = 240  # pixels of height, where there is no photo yet
SMALL = 60  # pixels: on a smaller picture a digit may be torn


def read_photo(picture: Image.Image) -> str:
    """The digits in a photo, as the state holds them; their ink is kept to be shown."""
    ink = from_photo(picture)
    digits = digits_apart(ink) if min(ink.shape) > SMALL else (ink,)
    text = pack_each([steps(digit).placed for digit in digits])
    st.session_state["digits.ink"] = (text, digits)
    return text


def digits_shown(state: State) -> Sequence[Any]:
    """The digits of the example or photo, each alone in the picture; of a photo just uploaded as
    they stand there, before they become 28 x 28.
    """
    text, digits = st.session_state.get("digits.ink", (None, ()))
    if state.source == "photo" and text == state.photo:
        return digits
    return side_by_side(digits_state.pictures(state))


def show_picture(state: State) -> None:
    """What is read, where the canvas stands for a drawing."""
    if digits_state.blank(state):
        with st.container(
            border=True,
            height=EMPTY,
            horizontal_alignment="center",
            vertical_alignment="center",
        ):
            st.markdown("Your photo comes here.", width="content")
        return
    digits, boxes = digits_shown(state), ()
    with frame.reader_mistakes():
        boxes = digits_state.boxes(digits_state.read_each(state), digits)
    frame.picture(
        figures.digit_figure(together(digits), boxes),
        "digits.picture",
        "What the networks read, white on black",
    )
    if state.source == "test digit":
        label = digits_state.label(state)
        st.caption(f"Example {state.index} of the MNIST test set, labelled **{label}**.")
