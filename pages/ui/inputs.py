"""Choosing a picture: one of ours, a test digit, a drawing, an upload; and taking it along to
another page.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st
from PIL import Image

from core import images
from core.data import inputs
from core.data.handwriting import strokes
from core.data.inputs import DigitInput
from core.plots.boxes import Box
from core.registry import Config
from core.topics import TOPICS, Topic
from pages.ui import address, frame, widgets
from pages.ui.canvas import Drawing, drawing_canvas

HELD = ("strokes", "photo")
"""The settings of an `Input` that no widget holds."""

TYPES = ("png", "jpg", "jpeg", "webp", "gif", "bmp")


def picker(
    topic: Topic,
    label: str = "Input",
    sources: tuple[str, ...] = (),
    upload: str = "Your own picture",
    read: Callable[[Image.Image], str] = inputs.keep,
) -> dict[str, Any]:
    """The widgets of a page's `Input`, but for the canvas; the settings by name, to be given to its
    `State`.

    Args:
        sources: those that can be had just now, if not all of the page's.
        upload: asks for an upload.
        read: turns an upload, RGB, into the text of the setting `photo`; a `ValueError` is shown.
    """
    if address.went_back():
        redraw(topic)
    held = address.remember(topic, *HELD)
    spec = dict(topic.content.State.specs())["source"]
    spec = replace(spec, values=sources or spec.values)
    chosen = {
        "source": widgets.of_spec(address.key(topic, "source"), spec, label, bind="query-params")
    }
    match chosen["source"]:
        case "picture":
            chosen["picture"] = widgets.widget(topic, "picture", "Picture")
        case "test digit":
            with st.container(
                key=f"icons.{topic.name}",
                horizontal=True,
                vertical_alignment="bottom",
                gap="xsmall",
            ):
                chosen["index"] = widgets.widget(topic, "index", "Index in the MNIST test set")
                st.button(
                    "Another example",
                    key=f"{topic.name}.another",
                    on_click=another,
                    args=(topic,),
                    icon=":material/casino:",
                )
        case "drawing":
            chosen["brush"] = widgets.widget(topic, "brush", "Brush")
        case "photo":
            _uploader(topic, upload, read)
    return held | chosen


def shown(topic: Topic) -> tuple[str, ...]:
    """The settings that have a widget in the picker of a page now."""
    own = {"picture": ("picture",), "test digit": ("index",), "drawing": ("brush",)}
    return ("source", *own.get(widgets.current(topic, "source"), ()))


def redraw(topic: Topic) -> None:
    """Has the canvas take the drawing that Python holds: after a preset, for example."""
    st.session_state[f"{topic.name}.revision"] = revision(topic) + 1


def revision(topic: Topic) -> int:
    """How often that was so."""
    return st.session_state.get(f"{topic.name}.revision", 0)


def put_at(topic: Topic, without_widget: tuple[str, ...] = HELD) -> Callable[[Config], None]:
    """What puts every control of a page at a state, its canvas among them.

    Args:
        without_widget: the settings that `address.keep` holds.
    """

    def put(state: Config) -> None:
        address.apply(topic, state, without_widget)
        redraw(topic)

    return put


def canvas(
    topic: Topic, state: Config, boxes: Callable[[Config], Sequence[Box]] | None = None
) -> tuple[Config, Drawing]:
    """The canvas: the state with what is on it, and the drawing. Best in a fragment, which then
    follows the pen. `boxes` says of a state what is to be framed on its canvas.

    Once the pen is lifted the drawing is kept and the page runs. The drawing's `number` is that of
    the browser's message; a panel that gets it (`panels.strip(..., answers=number)`) tells the
    canvas when to send the next.
    """

    def framed(drawn: strokes.Strokes) -> Sequence[Box]:
        return boxes(state.replace(strokes=strokes.encode(drawn)))

    drawing = drawing_canvas(
        f"{topic.name}.canvas",
        strokes.decode(state.strokes),
        revision(topic),
        state.brush,
        framed if boxes else None,
    )
    text = strokes.encode(drawing.strokes)
    if drawing.done and text != state.strokes:
        address.keep(topic, "strokes", text)
        st.rerun()
    return state.replace(strokes=text), drawing


def another(topic: Topic) -> None:
    """Any of the MNIST examples."""
    st.session_state[address.key(topic, "index")] = random.randrange(inputs.EXAMPLES)


def _uploader(topic: Topic, label: str, read: Callable[[Image.Image], str]) -> None:
    file = st.file_uploader(
        label, TYPES, key=f"{topic.name}.upload", on_change=_uploaded, args=(topic, read)
    )
    mistake = st.session_state.get(f"{topic.name}.mistake")
    if file is not None and mistake:
        frame.mistake(mistake)
    photo = address.held(topic, "photo")
    if photo and not inputs.in_address(photo):
        st.caption(
            "Too large to fit in a link: this link works only on this computer, while the app is "
            "running."
        )


def _uploaded(topic: Topic, read: Callable[[Image.Image], str]) -> None:
    """Reads the upload through the gate into the state; a mistake is kept to be shown.

    Whoever takes a file away, or chooses one that is refused, has no picture: the answer to the
    file before would be taken for the answer to this one.
    """
    file, photo, mistake = st.session_state[f"{topic.name}.upload"], "", None
    if file is not None:
        try:
            photo = read(images.open_image(file.getvalue(), file.name))
        except ValueError as error:
            mistake = str(error)
    st.session_state[f"{topic.name}.mistake"] = mistake
    address.keep(topic, "photo", photo)


def onwards(topic: Topic, state: Config) -> None:
    """Links that take the picture of this state along to the other pages that can show it."""
    takers = () if inputs.blank(state) else _takers(topic, state)
    if not takers:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="onwards"):
        st.caption("Take this picture to", width="content")
        for other, query in takers:
            st.page_link(other.page, label=other.title, icon=other.icon, query_params=query)


@lru_cache(maxsize=64)
def _takers(topic: Topic, state: Config) -> tuple[tuple[Topic, dict[str, str | list[str]]], ...]:
    """The other pages that can show the picture of this state, each with the address for that."""
    others = [
        other
        for other in TOPICS.values()
        if other is not topic and issubclass(other.content.State, DigitInput)
    ]
    passed_on = [(other, inputs.handed(state, other.content.State)) for other in others]
    return tuple(
        (other, other.query(other.content.State(**settings)))
        for other, settings in passed_on
        if settings
    )
