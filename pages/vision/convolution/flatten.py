"""Flatten: maps, and the row of numbers that a linear layer gets."""

import streamlit as st

from core.data.inputs import Input
from core.vision.convolution import words
from core.vision.convolution.figures.flattening import flattened_cells
from core.vision.convolution.flattening import NETWORK, Flattening, maps
from core.vision.convolution.state import State, chosen_index, chosen_pixel
from pages.ui import frame, panels
from pages.vision.convolution.clicks import choose_pixel


def flatten(state: State) -> None:
    """Which cell of the maps goes where in the row."""
    setting = state.part(Flattening)
    size = setting.maps, setting.map_height * setting.map_width
    values = maps(state.part(Input), setting)
    frame.sentence(words.flatten_sentence(values, setting, chosen_index(state)))
    with frame.stays("convolution.flatten"):
        panels.cells(
            "convolution.flatten",
            flattened_cells(values, setting),
            chosen_pixel(state, *size),
            choose_pixel(*size),
        )
    st.caption(
        f"The first filters of {NETWORK} made these maps of the picture; they are pooled to this "
        "size. Flattening computes nothing: the same numbers, in one row."
    )
