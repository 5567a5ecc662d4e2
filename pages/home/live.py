"""The canvas of the home page: it draws a digit by itself once, then waits for the reader. A
network reads along.

No torch: this shows at once. The answer comes as soon as torch is there.
"""

import streamlit as st

from core.data.handwriting.canvas import BRUSH, Strokes
from core.topics import TOPICS
from pages.ui import cached
from pages.ui.canvas import PLAYED, SHOWN, Drawing, drawing_canvas
from pages.ui.mistakes import reader_mistakes

POINTS = (
    "179,74 173,69 166,64 159,59 151,57 142,57 134,59 127,63 119,67 113,72 107,78 103,85 "
    "101,93 101,101 102,110 105,117 110,124 116,129 124,133 132,136 140,135 148,133 156,130 "
    "163,126 169,121 174,114 177,106 179,98 180,90 180,81 179,82 179,90 178,98 178,106 "
    "177,115 176,123 176,131 175,140 175,148 174,156 174,165 174,173 173,181 173,190 172,198 "
    "172,206 172,215 171,223"
)
NINE: Strokes = (tuple((int(x), int(y)) for x, y in (text.split(",") for text in POINTS.split())),)
"""A 9 that our own generator of handwriting wrote. Until its tail comes, it is a 0."""

WAIT = 1.0
"""Seconds until the page looks again whether torch is there."""

STROKES, REVISION, BY_ITSELF = "home.strokes", "home.revision", "home.by_itself"
"""In the session: what is on the canvas, how often Python put something there, and whether the
canvas draws that by itself.
"""


def live() -> None:
    """Canvas and answer, which rerun by themselves while the pen moves.

    Their room is no part of the fragment: from a server that is busy importing torch, Streamlit may
    send what stands below before what a fragment puts first.
    """
    ready = cached.is_prepared()
    with st.container():
        st.fragment(_live, run_every=None if ready else WAIT)(ready)


def _live(was_ready: bool) -> None:
    ready = cached.is_prepared()
    if ready and not was_ready:
        st.rerun()
    with st.container(horizontal=True, key="home-live"):
        with st.container(key="home-pen"):
            drawing = _canvas()
        with st.container(key="home-answer", horizontal=True, vertical_alignment="center"):
            if ready:
                _answer(drawing)
            else:
                st.markdown("PyTorch is starting. The answer comes in a moment.")


def _canvas() -> Drawing:
    """The canvas, and what is on it, which is kept once the pen is lifted."""
    session = st.session_state
    start = session.get(STROKES, NINE)
    by_itself = session.get(BY_ITSELF, PLAYED)
    revision = session.get(REVISION, 0)
    drawing = drawing_canvas("home.canvas", start, revision, BRUSH, example=by_itself)
    if by_itself == PLAYED and not drawing.number:
        return Drawing((), True)  # it has not begun
    if drawing.done and (by_itself == PLAYED or drawing.strokes != start):
        session[STROKES] = drawing.strokes
        session[BY_ITSELF] = SHOWN if by_itself == PLAYED and drawing.strokes == start else ""
    return drawing


def _answer(drawing: Drawing) -> None:
    """What the network makes of the drawing, and the ways on."""
    from pages.home import reading
    from pages.ui import panels

    with reader_mistakes():
        result = reading.read(drawing.strokes)
        st.markdown(result.sentence)
        panels.maps("home.layers", result.columns, stack=True, answers=drawing.number)
    drawn = st.session_state.get(STROKES, ())
    st.page_link(
        TOPICS["digits"].page,
        label="Open this digit on Draw a digit",
        icon=":material/open_in_full:",
        query_params=reading.address(drawn),
        disabled=not drawn,
    )
    st.button("Draw one for me", icon=":material/draw:", type="tertiary", on_click=_another)


def _another() -> None:
    """Has the canvas write another digit by itself."""
    from pages.home import reading

    session = st.session_state
    session[STROKES], session[BY_ITSELF] = reading.another(), PLAYED
    session[REVISION] = session.get(REVISION, 0) + 1
