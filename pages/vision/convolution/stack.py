"""Buttons for the layers of the reader's own network."""

from collections.abc import Sequence

import streamlit as st

from core.plots.words import counted
from core.topics import TOPICS
from core.vision.convolution import steps
from pages.ui import address


def layer_buttons(text: str) -> None:
    """Buttons that put a layer on the stack or take the last one away."""
    layers = text.split(", ")
    with st.container(horizontal=True, gap="small"):
        for layer in ("conv 3 p1", "max 2"):
            st.button(
                f"+ {layer}",
                key=f"convolution.add.{layer}",
                on_click=_set_stack,
                args=([*layers, layer],),
            )
        st.button(
            "− last",
            key="convolution.less",
            help="Removes the last layer",
            on_click=_set_stack,
            args=(layers[:-1],),
            disabled=len(layers) < 2,
        )
    st.caption(layers_words(layers))


def layers_words(layers: Sequence[str]) -> str:
    """How many layers there are, and the last, which a field of one line may not show."""
    return f"{counted(len(layers), 'layer')}, the last: {layers[-1]}"


def _set_stack(layers: list[str]) -> None:
    text = ", ".join(layers)
    try:
        steps.parse(text)
    except ValueError as error:
        st.toast(str(error))
        return
    st.session_state[address.key(TOPICS["convolution"], "stack")] = text
