"""The stations of the course and the wings, from the table of contents. No torch: this shows at
once.

Few elements: at every rerun each of them costs a message. Where they stand and their pictures,
which are files, comes with the page (`pages.ui.styled`).
"""

import streamlit as st

from core.topics import TOPICS, WINGS
from pages.ui import address, menu

COURSE = (
    "## The course\n\nPlay with real neural networks. PyTorch computes everything live, and every "
    "picture comes with its code and a link."
)


def stations() -> None:
    """The topics in the order of the course: a picture, one question, and a tick where the reader
    has been.
    """
    st.markdown(COURSE)
    with st.container(key=f"stations-{st.context.theme.type or 'light'}"):
        for number, topic in enumerate(TOPICS.values(), 1):
            label = f"**{number}. {topic.title}** {topic.question}"
            if address.visited(topic):
                label += " *✓ Visited*"
            menu.link(topic.name, label, width="stretch")


def wings() -> None:
    """What each wing is about, and its topics."""
    lines = []
    for wing, about in WINGS.items():
        titles = [topic.title for topic in TOPICS.values() if topic.wing == wing]
        lines.append(f"- **{wing.capitalize()}**: {about} *{', '.join(titles)}.*")
    st.markdown("## The wings\n\n" + "\n".join(lines))
