"""The stations of the course and the wings, from the table of contents. No torch: this shows at
once.
"""

import base64
from functools import cache
from pathlib import Path

import streamlit as st

from core.topics import TOPICS, WINGS
from pages.ui import address

ASSETS = Path(__file__).parents[2] / "assets"


@cache
def style(dark: bool) -> str:
    """Where the parts of the page stand, and the stations' pictures: once for each theme, since
    files that are read at every rerun take longer than all else here.
    """
    sheets = [(ASSETS / name).read_text("utf-8") for name in ("frame.css", "home.css")]
    theme = "dark" if dark else "light"
    for topic in TOPICS.values():
        card = base64.b64encode((ASSETS / "cards" / f"{topic.name}-{theme}.svg").read_bytes())
        url = f"data:image/svg+xml;base64,{card.decode()}"
        sheets.append(f'.st-key-card-{topic.name} {{ --card: url("{url}"); }}')
    return "\n".join(sheets)


def stations() -> None:
    """The topics in the order of the course: a picture, one question, and a tick where the reader
    has been.
    """
    with st.grid(3, min_column_width=280, gap="medium"):
        for number, topic in enumerate(TOPICS.values(), 1):
            with st.container(border=True, height="stretch", key=f"card-{topic.name}"):
                label = f"**{number}. {topic.title}** {topic.question}"
                if address.visited(topic):
                    label += " *✓ Visited*"
                st.page_link(topic.page, label=label)


def wings() -> None:
    """What each wing is about, and its topics."""
    lines = []
    for wing, about in WINGS.items():
        titles = [topic.title for topic in TOPICS.values() if topic.wing == wing]
        lines.append(f"- **{wing.capitalize()}**: {about} *{', '.join(titles)}.*")
    st.markdown("\n".join(lines))
