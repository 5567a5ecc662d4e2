"""One number: a pixel of the output taken apart, and its neighbours to walk over."""

import streamlit as st

from core.vision.convolution import words
from core.vision.convolution.figures.filtering import colours_for
from core.vision.convolution.figures.neighbourhood import neighbourhood_cells
from core.vision.convolution.filtering import Filtering
from core.vision.convolution.state import State, chosen_pixel, tile
from pages.ui import frame, panels
from pages.vision.convolution.clicks import choose_pixel
from pages.vision.convolution.kernels import show_input, show_output, size


def one_number(state: State) -> None:
    """The window of a pixel, the kernel, their products and the sum."""
    near, (row, column) = tile(state), chosen_pixel(state, *size(state))
    colours = colours_for(near.kernel, state.output_colours)
    frame.sentence(words.number_sentence(near, state.part(Filtering), row, column))
    left, right = st.columns([4.4, 1], gap="medium")
    with left, frame.stays("convolution.number"):
        panels.cells(
            "convolution.number",
            neighbourhood_cells(near, state.part(Filtering), colours),
            (row - near.top, column - near.left),
            choose_pixel(*size(state), near.top, near.left),
            near.beyond(*size(state)),
            (near.top, near.left),
        )
    with right:
        show_input(state, "Input")
        show_output(state, "Output: choose a pixel to take apart")
