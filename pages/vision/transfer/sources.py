"""The widgets for one picture: held out, one of ours, an upload, or the camera's."""

from typing import Any

import streamlit as st

from core import images
from core.data import inputs
from core.topics import Topic
from core.vision.transfer.seen import CAMERA, EXAMPLE, OURS, OWN, UPLOAD
from core.vision.transfer.state import State
from core.vision.transfer.words import PRIVATE
from pages.ui import address, frame, widgets
from pages.ui.inputs import TYPES

MISTAKE = "transfer.mistake"
"""In the session: what is wrong with the reader's picture; empty if nothing is."""


def choose(topic: Topic) -> dict[str, Any]:
    """The widgets, and the settings by name."""
    values = {"source": widgets.widget(topic, "source", "Picture")}
    match values["source"]:
        case source if source == EXAMPLE:
            values["example"] = widgets.widget(topic, "example", "Number")
        case source if source == OURS:
            values["picture"] = widgets.widget(topic, "picture", "Which")
        case source:
            _bring(topic, source)
    return values


def _bring(topic: Topic, source: str) -> None:
    """Takes a picture of the reader's own."""
    key = f"{topic.name}.{source.lower()}"
    taken = {"key": key, "on_change": _brought, "args": (topic, key)}
    if source == UPLOAD:
        st.file_uploader("Your picture", TYPES, **taken)
    if source == CAMERA:
        st.camera_input("Your picture", **taken)
    if mistake := st.session_state.get(MISTAKE):
        frame.mistake(mistake)
    st.caption(PRIVATE)


def _brought(topic: Topic, key: str) -> None:
    """Reads the picture through the gate; a mistake is kept to be shown. For a callback."""
    file, photo, mistake = st.session_state[key], "", ""
    if file is not None:
        try:
            photo = inputs.keep(images.open_image(file.getvalue(), file.name))
        except ValueError as error:
            mistake = str(error)
    st.session_state[MISTAKE] = mistake
    address.keep(topic, "photo", photo)


def tell_of_link(state: State) -> None:
    """A line where a link cannot hold the picture."""
    if state.source in OWN and not inputs.in_address(state.photo):
        st.caption(
            "Too large to fit in a link: this link works only on this computer, while the app is "
            "running."
        )
