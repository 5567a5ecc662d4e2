"""Receptive field: what each unit sees through a stack of layers."""

from functools import lru_cache

import streamlit as st

from core.data.inputs import Input
from core.plots.cells import Cells
from core.vision.convolution import words
from core.vision.convolution.figures import receptive as figures
from core.vision.convolution.filtering import prepared
from core.vision.convolution.receptive import ReceptiveField, Stack, receptive_field_at
from core.vision.convolution.state import State, chosen_pixel
from core.vision.convolution.steps import sides
from pages.ui import frame, panels
from pages.ui.tables import table
from pages.vision.convolution.clicks import choose_pixel

EXPLANATION = (
    "By recursion: a layer adds dilation · (kernel − 1) · jump cells, and its stride multiplies "
    "the jump. Measured: where autograd finds a gradient, with every path through the layers open."
)


def receptive_field(state: State) -> None:
    """The picture and the layers, by recursion and by autograd."""
    unit, result, cells = seen(state)
    side = result.sides[-1]
    frame.sentence(words.receptive_sentence(result, *unit))
    with frame.stays("convolution.receptive"):
        panels.cells("convolution.receptive", cells, unit, choose_pixel(side, side))
    if hidden := figures.hidden_layers(result):
        st.caption(f"Too many units to draw: {', '.join(hidden)}. The table has these layers too.")
    table(figures.receptive_rows(result), "receptive")
    st.caption(EXPLANATION)


@lru_cache(maxsize=32)
def seen(state: State) -> tuple[tuple[int, int], ReceptiveField, Cells]:
    """The chosen unit, what it and the others see, and the picture of that."""
    stack = state.part(Stack)
    side = sides(stack.steps, stack.side)[-1]
    unit = chosen_pixel(state, side, side)
    picture = prepared(state.part(Input), 64, False)[0] / 255
    result = receptive_field_at(stack, picture, *unit)
    return unit, result, figures.receptive_cells(result)
