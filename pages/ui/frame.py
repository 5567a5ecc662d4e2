"""The frame of every page: title, guide, picture and controls, words, code and link, always in the
same places.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.plots.fast_figure import shown
from core.plots.theme import Figure
from core.plots.words import plain
from core.registry import Config
from core.script import Script
from core.topics import TOPICS, Topic, linked
from pages.ui import address, menu, present, private
from pages.ui.guide import guide, position
from pages.ui.mistakes import mistake as mistake
from pages.ui.mistakes import reader_mistakes as reader_mistakes
from pages.ui.share import downloads, share

CONFIG = {"displayModeBar": False, "scrollZoom": False}
"""Of every chart: no toolbar, and a wheel that scrolls the page."""

MARKED = "playground.marked"
"""In the session, once the guide is on the page: the step that it marks, "" if none, the chapter
that is open, and whether the page waits for a guess.
"""

HEIGHT = 460
"""Pixels of the picture that a page is about, where `assets/frame.css` says nothing else."""


@dataclass(frozen=True)
class Layout:
    """The parts of a page. Guide, picture and controls stand side by side, on a phone one under the
    other.

    Args:
        actions: room for buttons at the title.
        top: a row over the whole width, such as for a choice of views.
    """

    actions: DeltaGenerator
    top: DeltaGenerator
    guide: DeltaGenerator
    picture: DeltaGenerator
    controls: DeltaGenerator


def page(topic: Topic, body: Callable[[Layout], Config], put_at: Callable[[Config], None]) -> None:
    """A whole page: what stands around the picture, and the picture with its controls and sections.
    Who moves a control has only these run again.

    Args:
        body: fills the layout's top, picture and controls, writes the sections under them, and
            returns the state that the controls are at.
        put_at: puts every control of the page at a state.
    """
    layout = begin(topic)
    st.session_state.pop(MARKED, None)  # the guide comes after the picture
    state = live(topic, layout, body)
    with layout.guide:
        st.session_state[MARKED] = guide(topic, state, put_at)
    foot(topic)
    present.switch(layout.actions, topic)
    share(layout.actions, topic, state, put_at)


@st.fragment
def live(topic: Topic, layout: Layout, body: Callable[[Layout], Config]) -> Config:
    """What a control changes; returns the state that the controls are at.

    Whoever makes the picture one that the guide's marked step does not speak of, by another view
    for example, has the whole page run, and so the guide.

    The picture gets a container that is made here: a fragment within this one, such as the canvas,
    would not be drawn again in one that was made outside.
    """
    layout = replace(layout, picture=layout.picture.container())
    with layout.top:
        if lines := address.unread(topic):
            st.caption(f"In this link: {'; '.join(map(plain, lines))}.")
    state = body(layout)
    address.leaves(topic, state)
    marked = st.session_state.get(MARKED)
    if marked is not None and marked != position(topic, state):
        st.rerun()
    return state


def begin(topic: Topic) -> Layout:
    """The title, the sentence under it, and room for all that a page consists of."""
    st.html(f"<style>{style(topic)}</style>")
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.title(topic.title, anchor=False)
        actions = st.container(horizontal=True, horizontal_alignment="right")
    with st.container(key="about"):
        st.markdown(topic.sentence)
    top = st.container(key="top")
    row = st.container(horizontal=True, key="frame")
    return Layout(
        actions=actions,
        top=top,
        guide=row.container(key="guide", gap="xsmall"),
        picture=row.container(key="picture"),
        controls=row.container(key="controls", gap="small"),
    )


def style(topic: Topic) -> str:
    """What of the app's style (`pages.ui.styled`) hangs on the page: its mark in the menu, and what
    changes while somebody presents.
    """
    return f"{_mark_in_menu(topic)}\n{present.style()}"


def _mark_in_menu(topic: Topic) -> str:
    """The name of the page, behind that of its wing: Streamlit marks it in the open menu only."""
    wings = tuple(dict.fromkeys(other.wing for other in TOPICS.values()))
    item = f'[data-testid="stTopNav"] > :nth-child({wings.index(topic.wing) + 2})'
    return (
        f'{item} [data-testid="stTopNavSection"] p::after {{ content: ": {topic.title}"; }}\n'
        f'{item} [data-testid="stTopNavSection"] p {{ color: var(--mark); font-weight: 600; }}'
    )


def foot(topic: Topic) -> None:
    """The topics before and after this one in the course; and, not in sight, a link to each other
    one: `assets/links.js` clicks these links for the words that lead to a topic.
    """
    order = list(TOPICS.values())
    index = order.index(topic)
    beside = {index - 1: ":material/arrow_back:", index + 1: ":material/arrow_forward:"}
    with st.container(horizontal=True, horizontal_alignment="distribute", key="foot"):
        for number, icon in beside.items():
            if 0 <= number < len(order):
                menu.link(order[number].name, order[number].title, icon)
    with st.container(key="leads"):
        for number, other in enumerate(order):
            if number not in (index, *beside):
                menu.link(other.name, other.title)


def sentence(text: str) -> None:
    """What is to be seen now, with its numbers: stands over the picture."""
    with st.container(key="sentence"):
        st.markdown(text)


def prose(topic: Topic, *paragraphs: str) -> None:
    """Words in Markdown, of which those of other topics lead to their pages.

    All paragraphs are one element: each costs a reader who moves a control as much as a widget.
    """
    st.markdown("\n\n".join(linked(text, topic, address.base()) for text in paragraphs))


def sentence_to_come(key: str) -> Callable[[str], None]:
    """A sentence over a picture that is known only after it, such as over a canvas: a function that
    says it. Until then the last one stands there, so that nothing jumps or flickers.

    Args:
        key: of the session, under which the last one is kept.
    """
    with st.container(key="sentence"):
        room = st.empty()
    room.markdown(st.session_state.get(key, ""))

    def say(text: str) -> None:
        st.session_state[key] = text
        room.markdown(text)

    return say


@contextmanager
def unsaid(say: Callable[[str], None]) -> Iterator[None]:
    """Takes the last sentence back where a reader's mistake leaves nothing to say."""
    try:
        yield
    except ValueError:
        say("")
        raise


def picture(figure: Figure, key: str, alt: str, height: str = "content") -> None:
    """Shows a figure. `alt` says what kind of picture it is and stays the same while the numbers
    change.

    Args:
        height: "stretch" for that of the container, by default the figure's own.
    """
    figure = private.in_the_theme(present.enlarged(figure))
    st.plotly_chart(shown(figure), key=key, alt=alt, height=height, config=CONFIG)


def stays(key: str, height: int | str = "content") -> DeltaGenerator:
    """Room for what stays in sight on a phone, of a picture that is more than that: the rest goes
    into the page below. A figure that stretches there is as high on a phone as a picture may be.

    Args:
        height: pixels where there is room; by default that of what stands there.
    """
    return st.container(key=f"stays.{key}", height=height, border=False)


def stays_whole(key: str) -> DeltaGenerator:
    """The same for a figure and a component under it: on a phone it is as high as both are."""
    return stays(f"whole.{key}")


def staying_room(key: str) -> DeltaGenerator:
    """The same beside other figures: with the window it grows as `room` does."""
    return stays(f"grows.{key}", HEIGHT)


def staying_picture(figure: Figure, key: str, alt: str) -> None:
    """Shows the one of several figures that stays in sight on a phone."""
    with stays(key, figure.height):
        picture(figure, key, alt, height="stretch")


def picture_beside(figure: Figure, key: str, alt: str) -> None:
    """Shows one beside it, which can grow with the window as that does."""
    with st.container(key=f"beside.{key}", height=figure.height, border=False):
        picture(figure, key, alt, height="stretch")


def room(key: str) -> DeltaGenerator:
    """Room for the picture that a page is about: it grows with the window."""
    return st.container(key=f"room.{key}", height=HEIGHT, border=False)


def pairs(key: str) -> DeltaGenerator:
    """Room for several figures, two side by side where there is room: as columns, of which each is
    an element of its own that a reader who moves a control has to get again.
    """
    return st.container(key=f"pairs.{key}", horizontal=True)


def nothing(line: str) -> None:
    """The room of the picture where there is nothing to show yet, with a line that says what to
    choose.
    """
    with (
        room("nothing"),
        st.container(
            border=True,
            height="stretch",
            horizontal_alignment="center",
            vertical_alignment="center",
        ),
    ):
        st.markdown(line, width="content")


def main_picture(figure: Figure, key: str, alt: str) -> None:
    """Shows the figure that a page is about, as large as its room."""
    with room(key):
        picture(figure, key, alt, height="stretch")


def sections(topic: Topic, sections: Mapping[str, Callable[[Config], None]], state: Config) -> None:
    """What stands under the picture, a tab each, **Code** among them; only the open one is
    computed.
    """
    names = st.session_state[f"{topic.name}.sections"] = tuple(sections)
    address.leave_out_section(topic, names)
    with st.container(key="sections"):
        tabs = st.tabs(names, key=f"{topic.name}.show", on_change="rerun", bind="query-params")
    for tab, section in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab, reader_mistakes():
                section(state)


def code(topic: Topic, script: Script, key: str = "") -> None:
    """The script, to copy and to download."""
    downloads(topic, f"{topic.name}_{key}" if key else topic.name, script)
    st.code(script.text, language="python", height=460)
