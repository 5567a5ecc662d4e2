"""Torch Playground. Start it with `streamlit run app.py`."""

import threading
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from core.topics import TOPICS
from pages.ui import address, cached, private
from pages.ui.styled import CARDS, Styled


def main() -> None:
    """One run of the script: the menu, then the page."""
    st.set_page_config(page_title="Torch Playground", page_icon="assets/icon.svg", layout="wide")
    home = st.Page("pages/home/home.py", title="Home", icon=":material/home:", default=True)
    menu = {"": [home]}
    for topic in TOPICS.values():
        page = st.Page(
            topic.page, title=topic.title, icon=topic.icon, url_path=topic.name, help=topic.sentence
        )
        menu.setdefault(topic.wing.capitalize(), []).append(page)
    page = st.navigation(menu, position="top")
    if page is not home:
        st.set_page_config(page_title=f"{page.title} · Torch Playground")
        cached.prepared()
    address.opened(page.url_path)
    page.run()
    address.closed()
    if page is not home:
        cached.visited(page.url_path)


@asynccontextmanager
async def started(server):
    """Before the first visitor. Torch takes seconds to import: meanwhile the home page, which has
    no need of it, shows.
    """
    private.ignore_the_pages_folder()
    threading.Thread(target=cached.prepared, name="prepare", daemon=True).start()
    yield


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, lifespan=started, routes=[CARDS], middleware=[Middleware(Styled)])
