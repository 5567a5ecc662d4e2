"""The pages of the app as Streamlit knows them: its menu, and the links between its pages."""

from copy import copy
from functools import lru_cache
from typing import Any

import streamlit as st

from core.topics import TOPICS

HOME = ""
"""The url path of the home page."""


def by_wing() -> dict[str, list[Any]]:
    """The pages under the headings of the menu, for one run of the app: Streamlit notes at a page
    that it may run.
    """
    headings = {HOME: ""} | {topic.name: topic.wing.capitalize() for topic in TOPICS.values()}
    menu: dict[str, list[Any]] = {}
    for path, page in _pages().items():
        menu.setdefault(headings[path], []).append(copy(page))
    return menu


def link(path: str, label: str, icon: str = "", **options: Any) -> None:
    """A link to a page, that of a topic by its name.

    Args:
        options: go to Streamlit.
    """
    st.page_link(_pages()[path], label=label, icon=icon, **options)


@lru_cache(maxsize=1)
def _pages() -> dict[str, Any]:
    """The pages by their url paths. They are made once: each asks the disk for its file, and a run
    of the app needs them all, most of them twice.
    """
    home = st.Page("pages/home/home.py", title="Home", icon=":material/home:", default=True)
    return {HOME: home} | {
        topic.name: st.Page(
            topic.page, title=topic.title, icon=topic.icon, url_path=topic.name, help=topic.sentence
        )
        for topic in TOPICS.values()
    }
