"""Torch Playground. Start it with `streamlit run app.py`."""

import asyncio
import threading
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from pages.ui import address, cached, compiler, memory, menu, private
from pages.ui.sending import send_at_once
from pages.ui.styled import CARDS, Styled


def main() -> None:
    """One run of the script: the menu, then the page."""
    st.set_page_config(page_title="Torch Playground", page_icon="assets/icon.svg", layout="wide")
    page = st.navigation(menu.by_wing(), position="top")
    is_home = page.url_path == menu.HOME
    if not is_home:
        st.set_page_config(page_title=f"{page.title} · Torch Playground")
        cached.prepared()
    address.opened(page.url_path)
    page.run()
    address.closed()
    if not is_home:
        cached.visited(page.url_path)


@asynccontextmanager
async def started(server):
    """Before the first visitor. Torch takes seconds to import: meanwhile the home page, which has
    no need of it, shows.
    """
    memory.return_what_is_free()
    memory.leave_out_triton()
    compiler.leave_out_compiler()
    private.ignore_the_pages_folder()
    private.ignore_late_timers()
    send_at_once(asyncio.get_running_loop())
    threading.Thread(target=cached.prepared, name="prepare", daemon=True).start()
    yield


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, lifespan=started, routes=[CARDS], middleware=[Middleware(Styled)])
