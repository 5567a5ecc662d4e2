"""Arithmetic: a layer on a small input, which cells feed which, how large the output is."""

import streamlit as st

from core.vision.convolution import arithmetic as layers
from core.vision.convolution import words
from core.vision.convolution.figures.arithmetic import arithmetic_cells, arithmetic_words
from core.vision.convolution.state import State
from pages.ui import frame, panels


def arithmetic(state: State) -> None:
    """Input, kernel and output, and what the layer costs."""
    layer = state.part(layers.ConvolutionLayer)
    result = layers.arithmetic(layer)
    frame.sentence(words.arithmetic_sentence(result, layer))
    with frame.stays("convolution.arithmetic"):
        panels.cells(
            "convolution.arithmetic",
            arithmetic_cells(result, layer),
            tuple((side - 1) // 2 for side in result.part.shape),
        )
    st.markdown(arithmetic_words(result, layer))
    summed = layer.in_channels // layer.groups
    if summed > 1:
        st.caption(f"Only the first input channel is shown; each output adds up {summed} of them.")
