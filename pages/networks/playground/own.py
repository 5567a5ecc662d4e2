"""A reader's own points: drawn on the map, taken over from other data, or read from a CSV file;
and the points on the map as such a file.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from core.networks.playground.downloads import own_points, points_file
from core.playground import own
from core.playground.data import DATA
from core.playground.settings import Settings
from core.playground.table import Reading, read_points, read_table
from core.plots.words import plain
from core.registry import Pick
from core.topics import Topic
from pages.networks.playground.written import value_of, write
from pages.ui import address, frame
from pages.ui.live_network import Command
from pages.ui.mistakes import reader_mistakes

PAST, REFUSED = "playground.own.past", "playground.own.refused"
"""In the session: the points before the last changes, and why the last one was none."""

MOST_PAST = 30

OWN = next(name for name in DATA if DATA.pick(name).choice.fixed)


def csv_file(topic: Topic) -> None:
    """Where a file is chosen, its columns, and the button that takes its points."""
    with st.expander("Points from a CSV file", key=f"{topic.name}.csv"):
        file = st.file_uploader(
            "CSV file, at most 1,000 points", type=["csv", "tsv", "txt"], key=f"{topic.name}.file"
        )
        if file is None:
            return
        with frame.reader_mistakes():
            table = read_table(file.getvalue())
            columns = {
                label: st.selectbox(label, table.names, index=index, key=f"{topic.name}.{label}")
                for label, index in (("Column x", 0), ("Column y", 1), ("Class or number", 2))
            }
            reading = read_points(table, *columns.values())
            st.caption(plain(said(reading)))
            st.button(
                "Use these points",
                key=f"{topic.name}.use",
                on_click=use,
                args=(topic, own.pack(reading.points)),
            )


def said(reading: Reading) -> str:
    """What was read."""
    kind = f"classes {', '.join(reading.labels)}" if reading.labels else "a number for each"
    text = f"{len(reading.points)} points, {kind}."
    if reading.scaled:
        text += f" Scaled to fit the map: {', '.join(reading.scaled)}."
    return text


def use(topic: Topic, text: str) -> None:
    """Takes points over. For a callback."""
    change(topic, lambda _: text)


def change(topic: Topic, make: Callable[[str], str]) -> bool:
    """Puts other points in the place of those that there are; whether it could. For a callback.

    Args:
        make: gives their text from that of those before.
    """
    before = _points(topic)
    try:
        text = make(before)
    except ValueError as error:
        st.session_state[REFUSED] = str(error)
        return False
    past = st.session_state.get(PAST, [])
    st.session_state[PAST] = [*past, before][-MOST_PAST:]
    write(_key(topic), text)
    return True


def _key(topic: Topic) -> str:
    return f"{address.key(topic, 'data')}.points"


def _points(topic: Topic) -> str:
    return value_of(_key(topic), DATA.pick(OWN)["points"])


def obey(topic: Topic, command: Command) -> None:
    """Adds the points of a stroke, or takes away what it reaches. For a callback."""
    stroke = command.stroke
    if command.do == "erase":
        change(topic, lambda text: own.erased(text, stroke, command.reach))
    else:
        change(topic, lambda text: own.brushed(text, stroke, command.target))


def told(settings: Settings) -> dict[str, Any] | None:
    """What the map is told where points are drawn on it; None if the data are others."""
    if not settings.data.choice.fixed:
        return None
    points = own.unpack(settings.data["points"])
    return {
        "targets": own.targets_of(points.classes),
        "left": own.MOST - len(points),
        "refused": bool(refused()),
    }


def refused() -> str:
    """Why the last change was none; "" if it was one."""
    return st.session_state.get(REFUSED, "")


def buttons(topic: Topic) -> None:
    """The buttons that take a change back, and most points away."""
    with st.container(horizontal=True, key=f"{topic.name}.own"):
        st.button(
            "Undo",
            key=f"{topic.name}.undo",
            icon=":material/undo:",
            on_click=undo,
            args=(topic,),
            disabled=not st.session_state.get(PAST),
        )
        st.button(
            "Clear",
            key=f"{topic.name}.clear",
            icon=":material/delete:",
            help="Two points stay, one of each class: a network needs them.",
            on_click=change,
            args=(topic, lambda _: own.cleared()),
        )


def undo(topic: Topic) -> None:
    """Takes the last change back, if there is one: a button may be clicked twice. For a
    callback.
    """
    if past := st.session_state.get(PAST):
        st.session_state[PAST] = past[:-1]
        write(_key(topic), past[-1])


def adopt_button(topic: Topic, data: Pick, count: int, noise: int, seed: int) -> None:
    """The button that makes the points of other data a reader's own."""
    st.button(
        "Make these points your own",
        key=f"{topic.name}.adopt",
        help=f"To add points and take some away. At most {own.MOST:,}, to a hundredth.",
        icon=":material/draw:",
        on_click=adopt,
        args=(topic, partial(own_points, data, count, noise, seed)),
    )


def adopt(topic: Topic, make: Callable[[], str]) -> None:
    """Takes points over. For a callback."""
    if change(topic, lambda _: make()):
        write(address.key(topic, "data"), OWN)


def download(topic: Topic, data: Pick, count: int, noise: int, seed: int) -> None:
    """The button that gives the points as a CSV file."""
    with reader_mistakes():
        st.download_button(
            "Download as CSV",
            points_file(data, count, noise, seed),
            "points.csv",
            "text/csv",
            key=f"{topic.name}.download",
            on_click="ignore",
            icon=":material/download:",
        )
