"""What a click in a picture of the feature maps does: shows a map, or switches a unit off."""

import streamlit as st

from core.topics import TOPICS
from core.vision.feature_maps.ablation import MOST_UNITS
from core.vision.feature_maps.state import ABLATION, MAP
from pages.ui import address

TOPIC = TOPICS["feature_maps"]

CLICKED = "feature_maps.clicked"
"""In the session: what was clicked in the last run."""


def switch(off: list[str]) -> None:
    """Switches off exactly these units, such as "conv1.3"."""
    address.keep(TOPIC, "off", " ".join(off))


def toggle(layer: str, unit: int) -> None:
    """Switches a unit off, or on again."""
    off, word = address.held(TOPIC, "off").split(), f"{layer}.{unit}"
    if word in off:
        switch([other for other in off if other != word])
    else:
        switch([*off[: MOST_UNITS - 1], word])


def follow_click() -> None:
    """Does what was clicked in the run before this one, before the widgets are drawn: a thumbnail
    shows where it comes from, or is switched off.
    """
    view, layer, unit = st.session_state.pop(CLICKED, ("", "", 0))
    if view == ABLATION:
        toggle(layer, unit)
    elif view:
        st.session_state[address.key(TOPIC, "view")] = MAP
        address.keep(TOPIC, "layer", layer)
        address.keep(TOPIC, "unit", unit)
