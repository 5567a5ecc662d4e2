"""Channels: a filter from red, green and blue to one channel, taken apart."""

import streamlit as st

from core.vision.convolution import words
from core.vision.convolution.figures import mixing as figures
from core.vision.convolution.mixing import Mixing
from core.vision.convolution.state import State, chosen_pixel, mixed
from pages.ui import frame, panels
from pages.vision.convolution.clicks import choose_pixel


def channels(state: State) -> None:
    """Each colour with its slice of the filter, what it adds, and the sum."""
    result = mixed(state)
    size = tuple(result.summed.shape)
    pixel = chosen_pixel(state, *size)
    frame.sentence(words.channels_sentence(result, state.part(Mixing), *pixel))
    with frame.stays("convolution.channels"), st.container(key="side-by-side-2"):
        left, right = st.columns([1.25, 1], gap="medium")
    with left:
        for index, pixels in enumerate(figures.parts_pixels(result)):
            panels.strip(f"convolution.part.{index}", pixels)
    with right:
        panels.picture(
            "convolution.sum",
            figures.unit_picture(result),
            figures.unit_words(result, state.part(Mixing)),
            "The output of one filter",
            "channels",
            chosen=pixel,
            on_choose=choose_pixel(*size),
        )
    if result.is_grey:
        st.caption(words.GREY)
    st.markdown(f"**{figures.count_words(len(result.outputs))}** {state.filters.choice.note}")
    panels.strip("convolution.all", figures.units_pixels(result), arrows=False)
