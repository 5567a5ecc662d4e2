"""Sharing a page: its link with a QR code, its script and notebook, and a way back to its start."""

import socket
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit, urlunsplit

import segno
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.notebook import notebook
from core.registry import Config
from core.script import Script
from core.topics import Topic
from pages.ui.mistakes import reader_mistakes

LOCAL = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("", "0.0.0.0", "::")
"""Addresses at which a server listens to the whole network."""

TOO_LONG = "The link is too long for a QR code."


def share(
    actions: DeltaGenerator,
    topic: Topic,
    state: Config,
    put_at: Callable[[Config], None],
) -> None:
    """A button at the title that opens the link of this very state, its script, and the way back to
    the page's start. What it holds is made once it is open.

    Args:
        actions: stands at the title.
        put_at: puts the page at a state.
    """
    popover = actions.popover(
        "Share", icon=":material/share:", key=f"{topic.name}.share", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        link(topic, state)
        with reader_mistakes():
            downloads(topic, topic.name, topic.script(state), "share.")
        st.button(
            "Start this page over",
            key=f"{topic.name}.reset",
            icon=":material/restart_alt:",
            on_click=put_at,
            args=(topic.content.State(),),
        )


def link(topic: Topic, state: Config) -> None:
    """The address of this very state and of the open section, to copy and as a QR code."""
    url = absolute(topic, topic.link(state))
    section = st.query_params.get(f"{topic.name}.show")
    if section:
        url += ("&" if "?" in url else "?") + urlencode({f"{topic.name}.show": section})
    st.caption("This link opens the page with exactly these settings.")
    st.code(url, language=None)  # one line: with all of a long one the buttons would not be seen
    st.html(qr_code(url) or f"<p>{TOO_LONG}</p>")
    if urlsplit(url).hostname in LOCAL:
        st.caption("The link works on this computer only. README says how to serve a class.")


def downloads(topic: Topic, name: str, script: Script, key: str = "") -> None:
    """The script, the notebook and the files that they read, to download.

    Streamlit gets the files themselves: what it makes at a click belongs to no session, and is gone
    once two runs of any sessions end before the browser asks for it.

    Args:
        topic: whose title and sentence begin the notebook.
        name: of the files, without what says their kind.
        key: begins the keys of the buttons, where the same stand elsewhere on the page.
    """
    cells = notebook(script, topic.title, topic.sentence)
    files = {
        f"{name}.py": ("Script", script.text, "text/x-python"),
        f"{name}.ipynb": ("Notebook", cells, "application/x-ipynb+json"),
    } | {file: (file, data, None) for file, data in script.files.items()}
    with st.container(horizontal=True):
        for file, (label, data, kind) in files.items():
            st.download_button(
                label,
                data,
                file,
                kind,
                key=key + (file if file.startswith(name) else f"{name}.{file}"),
                on_click="ignore",
                icon=":material/download:",
                help=file,
            )
    if script.files:
        st.caption("Save these files beside the script: it reads them.")


def absolute(topic: Topic, link: str) -> str:
    """A link from the app's root on with the server's address: the machine's own in the network
    where the server listens there.
    """
    root = (st.context.url or "").partition("?")[0].rstrip("/").removesuffix(f"/{topic.name}")
    parts = urlsplit(root)
    if parts.hostname in LOCAL and (st.get_option("server.address") or "") in EVERYWHERE:
        address = machine_address()
        host = f"{address}:{parts.port}" if parts.port else address
        root = urlunsplit(parts._replace(netloc=host))
    return root + link


def machine_address() -> str:
    """The address of this machine in its network; 127.0.0.1 if it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: a datagram socket only picks a route
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def qr_code(text: str) -> str:
    """The QR code of a text as a picture in HTML, black on white; empty if the text is too long.

    Streamlit takes SVG itself out of HTML, and leaves pictures of it.
    """
    try:
        code = segno.make(text, error="l", micro=False)
    except segno.DataOverflowError:
        return ""
    picture = code.svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    return f'<img src="{picture}" alt="QR code of this link">'
