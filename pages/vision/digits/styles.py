"""Styles it knows: the ways of writing a digit that the generated training digits are made from."""

import streamlit as st

from core.data import drawings
from core.topics import TOPICS
from core.vision.digits import figures
from core.vision.digits.state import State, examples
from pages.ui import panels, widgets

TOPIC = TOPICS["digits"]


def styles(state: State) -> None:
    """Every style of one digit, by name."""
    digit = widgets.widget(TOPIC, "style", "Digit")
    pictures = examples(int(digit))
    st.caption(
        f"{len(pictures)} ways to write a {digit}. DigitNet has learned from MNIST and from "
        f"{drawings.COUNT:,} digits that were generated from styles like these. They differ as "
        "handwriting does: in shape, slant, width and tremor."
    )
    panels.strip("digits.styles", figures.styles_pixels(pictures), arrows=False)
