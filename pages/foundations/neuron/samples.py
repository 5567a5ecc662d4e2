"""The points that are to be told apart: which, and a reader's own."""

from typing import Any

import streamlit as st

from core.foundations.neuron.examples import OWN, clicked
from core.topics import Topic
from pages.ui import address, widgets

LABELS = {"adds": "A click adds"}


def choose(topic: Topic) -> dict[str, Any]:
    """Which points, and what a click adds to a reader's own; their values by name."""
    name = widgets.widget(topic, "examples", "Points")
    values = {"examples": name}
    if name == OWN:
        values["adds"] = widgets.widget(topic, "adds", LABELS["adds"])
    return values


def as_text(topic: Topic, name: str) -> dict[str, Any]:
    """A reader's own points as text, where these are chosen; its value by name."""
    if name != OWN:
        return {}
    return {"own": widgets.widget(topic, "own", "Own points as text")}


def click(topic: Topic, x1: float, x2: float) -> None:
    """Takes over a click into the plane: it adds a point, or removes the one that is there. For a
    callback.
    """
    text, label = (widgets.current(topic, name) for name in ("own", "adds"))
    try:
        st.session_state[address.key(topic, "own")] = clicked(text, x1, x2, label)
    except ValueError as error:
        st.toast(str(error))
