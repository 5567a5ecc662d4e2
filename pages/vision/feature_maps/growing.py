"""Pictures that take seconds: what is being made is said at once, and shown as it grows."""

import time
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

EVERY = 0.3
"""Seconds at least between two looks at work that goes on."""


def room(is_ready: bool) -> DeltaGenerator:
    """Room for a picture. Where it is not ready, what stood there before goes away at once: a
    reader would take it for the picture of the new settings.
    """
    return st.container() if is_ready else st.empty()


def inside(room: DeltaGenerator, is_ready: bool) -> DeltaGenerator:
    """The room as a container, in place of what grew there meanwhile."""
    return room if is_ready else room.container()


def paced(show: Callable[[Any], None]) -> Callable[[Any], None]:
    """A function that shows the first of many snapshots, and then one from time to time."""
    shown_at = float("-inf")

    def show_some(snapshot: Any) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at >= EVERY:
            shown_at = time.monotonic()
            show(snapshot)

    return show_some
