"""The app's style in every page that the server sends, and the scripts that keep the browser's
history and have linked words stay in the tab.

Streamlit's own way to style a page is an element of it. A browser that is new to the app has that
only after much else, and then all that stands there jumps.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from core.topics import TOPICS
from pages.ui.address import base

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

ASSETS = Path(__file__).parents[2] / "assets"

COLORS = {"--page": "background", "--mark": "primary"}
"""Names of the theme's colours in the style."""


def _colors() -> str:
    """The colours of both themes, those of the lines in a chart by their number among them; a
    browser takes those of the theme that is shown.
    """
    themes = ("light", "dark")
    pairs = {
        name: [st.get_option(f"theme.{theme}.{color}Color") for theme in themes]
        for name, color in COLORS.items()
    }
    lines = (st.get_option(f"theme.{theme}.chartCategoricalColors") for theme in themes)
    for index, pair in enumerate(zip(*lines, strict=True)):
        pairs[f"--line-{index}"] = pair
    rules = (f"{name}: light-dark({light}, {dark});" for name, (light, dark) in pairs.items())
    return f":root {{ {' '.join(rules)} }}"


def _picture(number: int, name: str, theme: str) -> str:
    """The rule for the picture of a topic's station on the home page, in a theme."""
    station = f".st-key-stations-{theme} > :nth-child({number})"
    return f'{station} {{ background-image: url("cards/{name}-{theme}.svg"); }}'


STYLE = "\n".join(
    [_colors()]
    + [(ASSETS / name).read_text("utf-8") for name in ("frame.css", "controls.css", "home.css")]
    + [
        _picture(number, name, theme)
        for number, name in enumerate(TOPICS, 1)
        for theme in ("light", "dark")
    ]
)
"""Where the parts of the pages stand in a window of any width, and the pictures of the home page,
which a browser keeps.
"""

SCRIPTS = "\n".join(
    (ASSETS / name).read_text("utf-8")
    for name in (
        "kinds.js",
        "history.js",
        "links.js",
        "pages.js",
        "menu.js",
        "guide.js",
        "pane.js",
        "popover.js",
    )
)
"""By these the parts of a page say what they are, one act of a reader is one entry in the browser's
history, a linked word leads to its page in the same tab and a page opens at its top, on a phone the
menu closes once a page is chosen and a picture stays, what is opened in the guide is seen, and a
popover that is opened by keyboard has the keyboard.
"""

ADDED = f"<style>{STYLE}</style><script>{SCRIPTS}</script>".encode()

CARDS = Mount(f"{base()}/cards", StaticFiles(directory=ASSETS / "cards"))
"""Those pictures, as an address beside the pages."""

END = b"</body>"
"""Before this the style comes after Streamlit's own, and so counts for more."""

OLD = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
"""Of a request: what would have the page come compressed, in part, or not at all."""

PATH = "http.response.pathsend"
"""An extension of ASGI by which the server reads a file itself, and no style could come into it."""

CHANGED = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
"""Of an answer: what is not true of the page with its style."""


class Styled:
    """ASGI middleware that puts ADDED into HTML pages; all else passes through."""

    def __init__(self, app: Application):
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if _asks_for_a_page(scope):
            await self.app(_whole(scope), receive, _styled(send))
        else:
            await self.app(scope, receive, send)


def _asks_for_a_page(scope: Message) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = scope["headers"]
    return any(name.lower() == b"accept" and b"text/html" in value for name, value in headers)


def _whole(scope: Message) -> Message:
    """The request, such that the page comes whole, and in messages that hold it."""
    headers = [header for header in scope["headers"] if header[0].lower() not in OLD]
    extensions = {
        name: value for name, value in (scope.get("extensions") or {}).items() if name != PATH
    }
    return {**scope, "headers": headers, "extensions": extensions}


def _styled(send: Send) -> Send:
    """As `send`, but a page is held until it is whole, and gets the style."""
    start: list[Message] = []
    body = bytearray()

    async def send_styled(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            start.append(message)
        elif message["type"] == "http.response.body" and start:
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send_page(send, start.pop(), bytes(body))
        else:
            await send(message)

    return send_styled


def _is_page(start: Message) -> bool:
    return start["status"] == 200 and any(
        name.lower() == b"content-type" and b"text/html" in value
        for name, value in start["headers"]
    )


async def _send_page(send: Send, start: Message, page: bytes) -> None:
    page = page.replace(END, ADDED + END, 1)
    headers = [header for header in start["headers"] if header[0].lower() not in CHANGED]
    headers.append((b"content-length", str(len(page)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": page})
