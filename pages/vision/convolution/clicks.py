"""What a click or an edit in a picture of the convolution page sets."""

from collections.abc import Callable

import streamlit as st

from core.topics import TOPICS
from core.vision.convolution import grid
from core.vision.convolution.kernels import YOURS
from core.vision.convolution.state import State, choosing
from pages.ui import address

TOPIC = TOPICS["convolution"]


def edit_kernel(rows: list[list[float]]) -> None:
    """Takes a grid that the reader made, if it is allowed. For a callback."""
    try:
        address.keep(TOPIC, "grid", grid.write(grid.from_rows(rows)))
    except ValueError as error:
        st.toast(str(error))
        return
    st.session_state[address.key(TOPIC, "kernel")] = YOURS


def choose_pixel(
    height: int, width: int, top: int = 0, left: int = 0
) -> Callable[[int, int], None]:
    """A callback that takes a pixel which the reader chose in an output, or in a part of it.

    Args:
        height, width: of the whole output.
        top, left: where the part begins.
    """

    def chosen(row: int, column: int) -> None:
        for name, value in choosing(top + row, left + column, height, width).items():
            st.session_state[address.key(TOPIC, name)] = value

    return chosen


def is_outdated(state: State) -> bool:
    """Whether a click or an edit has set something since this state was read from the controls.

    A fragment that follows the pen runs without the controls, which it has to call then.
    """
    specs, held = dict(State.specs()), {}
    for name in ("kernel", "grid", "row_percent", "column_percent"):
        held |= specs[name].flatten(address.key(TOPIC, name), getattr(state, name))
    return any(st.session_state.get(key, value) != value for key, value in held.items())
