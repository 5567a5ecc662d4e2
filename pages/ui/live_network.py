"""A network in training on a page: our component plays the frames that it is sent, and tells what a
reader wants.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui.components import MALFORMED, component

NETWORK = component("playground")

COMMANDS = (
    "train",
    "pause",
    "step",
    "epoch",
    "reset",
    "fork",
    "want",
    "hello",
    "explain",
    "hidden",
    "feature",
    "brush",
    "erase",
)
DRAWN = ("brush", "erase")
"""Those that come with a stroke."""

LONGEST, MOST, MOST_DRAWN, FARTHEST = 300, 50, 1000, 100.0
"""Characters of a command's text, commands of a message, points of a stroke, and how far from 0
its numbers are.
"""


@dataclass(frozen=True)
class Command:
    """What a reader wants.

    Args:
        do: one of COMMANDS.
        epoch, step: that it is about; how many batches that were in all.
        text: the hidden layers, or the name of a feature.
        number: of a weight its layer, its neuron and its input; an input of -1 is the bias.
        origin: which of the runs that stood here one after the other it is about.
        stroke: points of the plane that were drawn, x and y.
        target: their class, or their number.
        reach: how far the brush goes.
    """

    do: str
    epoch: int = 0
    text: str = ""
    number: tuple[int, int, int] = (0, 0, 0)
    step: int = -1
    origin: str = ""
    stroke: tuple[tuple[float, float], ...] = ()
    target: float = 0.0
    reach: float = 0.0


def live_network(key: str, data: bytes, on_command: Callable[[Command], None]) -> None:
    """Shows the network.

    Args:
        key: of the element.
        data: a message (`core.networks.playground.message`), which tells what was `heard`.
        on_command: is called with what a reader wants.
    """

    def commanded() -> None:
        sender, commands = read_commands(st.session_state[key].get("commands"))
        for number, command in commands:
            known, last = heard(key)
            if known != sender or number > last:
                st.session_state[f"{key}.heard"] = (sender, number)
                if command is not None:
                    on_command(command)

    NETWORK(key=key, data=data, on_commands_change=commanded)


def heard(key: str) -> tuple[str, int]:
    """Which picture has sent the last command that was obeyed, and its number there: until it is
    told so, a picture sends a command again. Of two that come while the page is busy Streamlit
    keeps the later alone.
    """
    return st.session_state.get(f"{key}.heard", ("", 0))


def read_commands(message: Any) -> tuple[str, list[tuple[int, Command | None]]]:
    """Who sends a browser's message, and the commands in it with their numbers."""
    try:
        told = [(int(each["count"]), read_command(each)) for each in message["commands"][:MOST]]
        return str(message["from"])[:LONGEST], told
    except (*MALFORMED, AttributeError):
        return "", []


def read_command(message: Any) -> Command | None:
    """The command in a browser's message; None if our component would not send it."""
    try:
        do, epoch = message["do"], int(message.get("epoch", 0))
        step, origin = int(message.get("step", -1)), str(message.get("origin", ""))[:LONGEST]
        text = str(message.get("text", message.get("name", "")))[:LONGEST]
        layer, row, column = (int(part) for part in message.get("number", (0, 0, 0)))
        drawn = message.get("stroke", ())[:MOST_DRAWN]
        stroke = tuple((float(x), float(y)) for x, y in drawn)
        target, reach = float(message.get("target", 0)), float(message.get("reach", 0))
    except (*MALFORMED, AttributeError):
        return None
    number = (layer, row, column)
    drawn = (target, reach, *(value for point in stroke for value in point))
    if do not in COMMANDS or not all(abs(value) <= FARTHEST for value in drawn):  # nan too
        return None
    if do in DRAWN and not stroke:
        return None
    return Command(do, epoch, text, number, step, origin, stroke, target, reach)
