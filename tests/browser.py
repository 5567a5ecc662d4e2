"""What tests in a real browser share: finding Chromium, waiting for Streamlit, and what counts as a
problem.

The fixtures themselves (`app`, `page`) are in `tests/conftest.py`.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.server import Server

expect.set_options(
    timeout=30_000
)  # where other processes want the cores too, an answer may take seconds

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--js-flags=--no-opt",  # nothing runs for so long that optimizing it pays: a tenth of the work
)
NAMES = (
    "chromium-headless-shell",  # without the windows of a desktop's browser: a tenth less work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

LOOK = 50
"""Milliseconds from one look at a page to the next."""

QUIET = """milliseconds => {
    const app = document.querySelector('[data-testid="stApp"]');
    const settled = app && !window.run && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
        && !document.querySelector('[data-testid="stAppSkeleton"]');
    const now = performance.now();
    window.quietLooks = settled ? [...window.quietLooks ?? [], now] : [];
    const {length, 0: first} = window.quietLooks;
    return settled && now - first >= milliseconds && length > milliseconds / LOOK;
}""".replace("LOOK", str(LOOK))
"""A click reaches the server only after some tens of milliseconds, so one quiet look proves
nothing. Nor do two with a long time between them, in which the browser was busy: each look lets it
do what waits. Nor does any number of them while a busy server has not begun what it was asked for,
or a busy browser has not drawn that it has (`SOCKETS`).
"""

IS_OPEN = """() =>
    document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === 'CONNECTED'"""

GO = """address => {
    History.prototype.pushState.call(history, {}, '', address);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
}"""
"""To another address, as the browser goes to one of its history."""

TOUCH = "Input.dispatchTouchEvent"

SOCKETS = """(() => {
    const Socket = window.WebSocket, RERUN_SCRIPT = 11, NEW_SESSION = 4, SCRIPT_FINISHED = 6;
    function fields(bytes) {  // the numbers of a message's fields, as protobuf writes them
        const numbers = [];
        let at = 0;
        function varint() {
            let value = 0;
            for (let unit = 1; ; unit *= 128) {
                const byte = bytes[at++];
                value += (byte % 128) * unit;
                if (!(byte >= 128)) return value;
            }
        }
        while (at < bytes.length) {
            const tag = varint(), kind = tag % 8;
            numbers.push((tag - kind) / 8);
            const length = kind === 1 ? 8 : kind === 5 ? 4 : varint();
            if (kind !== 0) at += length;
        }
        return numbers;
    }
    window.WebSocket = class extends Socket {
        constructor(url, protocols) {
            super(url, window.asNewcomer ? protocols.slice(0, -1) : protocols);
            window.asNewcomer = false;
            window.socket = this;
            window.run = '';
            this.addEventListener('message', ({data}) => {
                const told = fields(new Uint8Array(data));
                if (told.includes(NEW_SESSION)) window.run = 'begun';
                if (told.includes(SCRIPT_FINISHED) && window.run === 'begun') window.run = '';
            });
        }
        send(data) {
            if (fields(data).includes(RERUN_SCRIPT)) window.run = 'asked';
            super.send(data);
        }
    };
})()"""
"""For each new document. Keeps a page's connection to its server, so that a test can end it. The
next one names the session to go on with, last of its protocols; that of a newcomer does not. And
says whether a run has been asked for or begun, and not finished (`rerun_script`, `new_session` and
`script_finished` in Streamlit's BackMsg and ForwardMsg).
"""

LEAVE = "() => { window.asNewcomer = true; window.socket.close(); }"

USUAL = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
"""On a deep link Streamlit's own page first looks for the server below the page's path, and gets a
404.
"""


def settled(page: Page, quiet: float = 0.4, timeout: float = 60) -> Page:
    """Waits until the script has been finished, with nothing stale or still loading, for `quiet`
    seconds on end.
    """
    page.evaluate("window.quietLooks = []")
    page.wait_for_function(QUIET, arg=1000 * quiet, timeout=1000 * timeout, polling=LOOK)
    return page


def anew(page: Page) -> Page:
    """The tab of a reader who has left the app: the next visit loads it again. It costs three times
    as much as one that stays: to read Streamlit's scripts and to draw a first chart.
    """
    page.goto("about:blank")
    return page


def newcomer(page: Page) -> Page:
    """The tab of a reader who has not been here: the next visit is in a session of its own, in
    which no setting and no step of a guide has been touched. What has been loaded stays loaded, so
    it costs next to nothing.
    """
    if page.evaluate(IS_OPEN):
        settled(aside(page)).evaluate(LEAVE)
        page.wait_for_function(f"() => !window.asNewcomer && ({IS_OPEN})()")
        settled(page)  # its first run, of the home page, is not to meet the next visit
    return page


def aside(page: Page) -> Page:
    """The tab on the home page, if it is in the app at all: before the window gets another size, or
    what stands there is drawn again for nobody.
    """
    if page.evaluate(IS_OPEN):
        page.evaluate(GO, "/")
        page.wait_for_selector(".st-key-home-answer")
    return page


def visit(page: Page, address: str) -> Page:
    """Opens an address of the app. Where the tab has the app already it stays there, as it does for
    who goes back: that is half the work of loading it.
    """
    go(page, address)
    return settled(page)


def go(page: Page, address: str) -> None:
    """As `visit`, but waits for nothing."""
    if page.evaluate(IS_OPEN):
        page.evaluate(GO, address)
    else:
        page.goto(address)


def until(page: Page, read: Callable[[], object], wanted: object) -> None:
    """Waits until what is read is what is wanted: between a click and its effect lie a browser and
    a server.
    """
    end = time.monotonic() + 30
    while read() != wanted and time.monotonic() < end:
        page.wait_for_timeout(LOOK)
    assert read() == wanted


def choose(page: Page, label: str, option: str) -> None:
    """Takes an option from a list; again, if a scroll or a new run of the page closes the list."""
    box = page.get_by_role("combobox", name=label, exact=True)
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(10):
        box.fill("")
        box.press_sequentially(option)
        try:
            wanted.click(timeout=2000)
        except PlaywrightTimeout:
            continue
        expect(box).to_have_value(option)
        settled(page)
        return
    raise AssertionError(f"{label} has no option {option}")


def click_chart(page: Page, plot: Locator, x: float, y: float) -> None:
    """Clicks a Plotly chart at a place of its axes."""
    plot.scroll_into_view_if_needed()
    at = plot.evaluate(
        """(plot, [x, y]) => {
        const box = plot.getBoundingClientRect(), {xaxis, yaxis} = plot._fullLayout;
        return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
    }""",
        [x, y],
    )
    page.mouse.click(*at)


@contextmanager
def slow(page: Page, times: float = 6) -> Iterator[Page]:
    """The page on a processor that is as many times slower, as that of a phone."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    try:
        yield page
    finally:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        session.detach()


def touch(page: Page, points: Iterable[tuple[float, float]]) -> None:
    """A finger comes down at the first of some points of the window, moves over the others, and
    leaves.
    """
    session = page.context.new_cdp_session(page)
    for kind, (x, y) in zip(chain(["touchStart"], repeat("touchMove")), points, strict=False):
        session.send(TOUCH, {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send(TOUCH, {"type": "touchEnd", "touchPoints": []})
    session.detach()


@contextmanager
def watch(page: Page) -> Iterator[list[str]]:
    """The list to which errors of the page are added meanwhile: uncaught ones and those in its
    console.
    """
    problems: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not USUAL.search(message.location.get("url", "")):
            problems.append(f"console: {message.text}")

    def uncaught(error: Error) -> None:
        if (
            str(error) != "undefined"
        ):  # with this Plotly rejects the promise of an animation that is paused
            problems.append(f"uncaught: {error}")

    page.on("console", heard)
    page.on("pageerror", uncaught)
    try:
        yield problems
    finally:
        page.remove_listener("console", heard)
        page.remove_listener("pageerror", uncaught)


@contextmanager
def watching(page: Page, server: Server) -> Iterator[Page]:
    """Fails on leaving if anything went wrong meanwhile, in the browser or in the server."""
    before = len(server.said())
    with watch(page) as problems:
        yield page
        shown = page.locator('[data-testid="stException"]').all_inner_texts()
    said = server.said()[before:]
    if "Traceback" in said:
        problems.append(f"server: {said}")
    problems.extend(f"shown: {text}" for text in shown)
    if problems:
        pytest.fail("\n".join(problems))


HEIGHT = 844
"""Of a window whose width a test has chosen: that of a phone."""


def resize(page: Page, width: int, scheme: str = "light") -> None:
    """A window of another width in pixels, and light or dark as the reader's system is: before the
    page is opened.
    """
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)


def moving(page: Page) -> Page:
    """The page as one sees it who has not asked for less motion, until the test ends."""
    page.emulate_media(reduced_motion="no-preference")
    return page


def launch(
    playwright: Playwright, profile: Path | None = None, **context: object
) -> Browser | BrowserContext:
    """Chromium: Playwright's own, or one on the PATH; without any the test is skipped.

    Where CI is set the test fails instead. With a folder for its profile the browser is one
    context, with the settings of `context`, and keeps in that folder what it has read.
    """
    own = Path(playwright.chromium.executable_path)
    path = str(own) if own.exists() else next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        no_browser(
            f"no Chromium: run `playwright install chromium`, or install one of {', '.join(NAMES)}"
        )
    settings = {"executable_path": path, "args": list(ARGUMENTS)}
    if profile:
        return playwright.chromium.launch_persistent_context(profile, **settings, **context)
    return playwright.chromium.launch(**settings)


class Chromium:
    """Chromium in two ways, each begun when a test first asks for it and open until `close`.

    Args:
        profile: a folder for what the second of them keeps.
    """

    def __init__(self, profile: Path):
        self._profile = profile
        self._ends = ExitStack()

    @cached_property
    def _playwright(self) -> Playwright:
        return self._ends.enter_context(sync_playwright())

    @cached_property
    def browser(self) -> Browser:
        """For contexts of any settings, in which nobody has been anywhere."""
        browser = launch(self._playwright)
        self._ends.callback(browser.close)
        return browser

    def reader(self, **settings: object) -> BrowserContext:
        """Somebody who has been to the app before: the next page is there a second sooner, since
        the profile keeps Streamlit's scripts compiled. `settings` count the first time.
        """
        if "_reader" not in vars(self):
            self._reader = launch(self._playwright, self._profile, **settings)
            self._reader.add_init_script(SOCKETS)
            self._ends.callback(self._reader.close)
        return self._reader

    def tab(self, **settings: object) -> Page:
        """The one tab of this reader, as the last test left it, but with nothing in its history: a
        browser counts fifty entries at most.
        """
        if "_tab" not in vars(self) or self._tab.is_closed():
            self._tab = self.reader(**settings).new_page()
            self._tab.on("crash", lambda tab: tab.close())
            self._history = self._tab.context.new_cdp_session(self._tab)
        self._history.send("Page.resetNavigationHistory")
        return self._tab

    def close(self) -> None:
        """Ends both, and the event loop of Playwright, which runs in this thread."""
        self._ends.close()
        for name in {"_playwright", "browser", "_reader", "_tab"} & vars(self).keys():
            delattr(self, name)


def no_browser(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
