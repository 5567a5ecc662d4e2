"""Pooling: a picture, what pooling leaves of it, and the gradient on its way back."""

import streamlit as st

from core.vision.convolution import words
from core.vision.convolution.figures.pooling import pooled_cells, skipped_words
from core.vision.convolution.state import State, chosen_pixel, pooled
from pages.ui import frame, panels
from pages.vision.convolution.clicks import choose_pixel


def pooling(state: State) -> None:
    """Picture, output and gradient; the window of the chosen cell, and its winner."""
    result = pooled(state)
    size = tuple(result.output.shape)
    cell = chosen_pixel(state, *size)
    frame.sentence(words.pooling_sentence(result, *cell))
    with frame.stays("convolution.pooling"):
        panels.cells("convolution.pooling", pooled_cells(result), cell, choose_pixel(*size))
    st.caption(
        f"{state.pool.choice.note} The gradient is that of the sum of all outputs. "
        f"{skipped_words(result)}"
    )
