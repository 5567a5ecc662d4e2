"""Torch Playground. Start it with `streamlit run app.py`."""

from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core.topics import TOPICS
from pages.ui import cached


def main() -> None:
    """One run of the script: the menu, then the page."""
    st.set_page_config(page_title="Torch Playground", page_icon="assets/icon.svg", layout="wide")
    menu = {"": [st.Page("pages/home/home.py", title="Home", icon=":material/home:", default=True)]}
    for topic in TOPICS.values():
        page = st.Page(topic.page, title=topic.title, icon=topic.icon, url_path=topic.name, help=topic.sentence)
        menu.setdefault(topic.wing.capitalize(), []).append(page)
    st.navigation(menu, position="top").run()


@asynccontextmanager
async def started(server):
    """Before the first visitor: the heavy imports, and no look for scripts in `pages/`.

    Streamlit takes a folder of that name for its older kind of menu until the first `st.navigation`, and would tell
    a first visitor who comes by a link that the page does not exist (streamlit#9624).
    """
    PagesManager.uses_pages_directory = False
    cached.prepared()
    yield


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, lifespan=started)
