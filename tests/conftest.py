"""Fixtures for tests in a real browser, and which worker runs what.

`app` is one server for the whole run; `fresh_app` one that nobody has visited yet; `page` a browser
page that knows the address of `app`, so that `page.goto("/digits?digits.brush=24")` is enough, and
fails its test on any error in the browser or traceback in the server's log. `watched(server)` opens
such a page on another server, or with other settings of the browser, in a profile of its own.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# before torch is imported: threads that wait for each other sleep, or two processes on two cores
# take twice as long; each of several workers has one core, and so have the programs it starts
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
import torch
from playwright.sync_api import Browser, Page

from tests.browser import Chromium, anew, resize, watching
from tests.server import Server, serve

WINDOW = {"width": 1280, "height": 800}
STILL = "reduce"
"""Less motion, as a reader's system can ask for: a fifth of a browser's work is to draw what fades
in. A test of what moves asks for it (`tests.browser.moving`).
"""

FIRST = (
    "tests/pages/functions/test_losses.py",
    "tests/pages/vision/",
    "tests/pages/test_picture_in_sight.py",
    "tests/pages/functions/test_optimizers.py",
    "tests/pages/functions/test_activations.py",
    "tests/pages/test_home.py",
    "tests/test_browser.py",
    "tests/pages/ui/test_components.py",
    "tests/pages/",
    "tests/core/training/",
    "tests/test_one_entry.py",
    "tests/test_scripts.py",
    "tests/core/functions/optimizers/",
    "tests/core/data/test_photo.py",
    "tests/benchmarks/",
)
"""Files that take long, in the order in which they are begun: what comes last should be short, and
those with a browser, one after the other, open it once.
"""


def begun(test: str) -> int:
    """Where in FIRST a test stands, by its id."""
    return next((rank for rank, start in enumerate(FIRST) if test.startswith(start)), len(FIRST))


def in_browser(test: str) -> bool:
    """Whether a test, by its id, is in a file with tests in a browser."""
    return (
        test.startswith(("tests/pages/", "tests/test_browser.py"))
        and "tests/pages/test_pages.py" not in test
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: begun(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One worker has the files without a browser, and the others those with one, file by file.

    A browser test mostly waits, so three workers keep two cores busy. Who is done first helps.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return nodeid.partition("::")[0]

        def _assign_work_unit(self, node) -> None:
            browsing = {
                other
                for other, files in self.assigned_work.items()
                for file, tests in files.items()
                if other is not node and in_browser(file) and not all(tests.values())
            }
            taken = len(browsing) >= max(1, len(self.nodes) - 1)
            wanted = [file for file in self.workqueue if in_browser(file) != taken]
            if wanted:
                self.workqueue.move_to_end(wanted[0], last=False)
            super()._assign_work_unit(node)

    config.option.loadscopereorder = False  # the order is that of the sorted items
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def app() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Torch on one thread, as in the server.

    Where cores are busy, two threads wait for each other at every small step.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
    torch.set_flush_denormal(False)  # a script may have set it


@pytest.fixture
def fresh_app() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture(scope="session")
def chromium(tmp_path_factory) -> Iterator[Chromium]:
    chromium = Chromium(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def with_browser(request) -> set[Path]:
    """The files in which a test asks for a browser."""
    items = request.session.items
    return {item.path for item in items if {"browser", "tab"} & {*item.fixturenames}}


@pytest.fixture(scope="module", autouse=True)
def one_loop(request, chromium: Chromium, with_browser: set[Path]) -> None:
    """Ends Playwright's event loop before a file whose tests may want their own in this thread."""
    if request.path not in with_browser:
        chromium.close()


@pytest.fixture(scope="module")
def browser(chromium: Chromium) -> Browser:
    return chromium.browser


@pytest.fixture(scope="module")
def tab(chromium: Chromium, app: Server) -> Iterator[Page]:
    """A tab of somebody who has been to `app` before."""
    tab = chromium.reader(base_url=app.url, viewport=WINDOW, reduced_motion=STILL).new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def window(request, chromium: Chromium, app: Server) -> Iterator[Page]:
    """A tab of the width and scheme that a test is parametrized with (`indirect`)."""
    width, scheme = request.param
    tab = chromium.reader(base_url=app.url, viewport=WINDOW, reduced_motion=STILL).new_page()
    resize(tab, width, scheme)
    yield tab
    tab.close()


@pytest.fixture
def watched(browser: Browser) -> Callable:
    """`with watched(server, **context_options) as page:` is such a page in its own profile."""

    @contextmanager
    def opening(server: Server, **options) -> Iterator[Page]:
        settings = {"base_url": server.url, "viewport": WINDOW} | options
        with (
            browser.new_context(**settings) as context,
            watching(context.new_page(), server) as page,
        ):
            yield page

    return opening


@pytest.fixture
def page(app: Server, tab: Page) -> Iterator[Page]:
    try:
        with watching(tab, app):
            yield tab
    finally:
        tab.mouse.move(0, 0)
        if tab.viewport_size != WINDOW:
            anew(tab)  # or what stands there is drawn again for nobody
        tab.set_viewport_size(WINDOW)
        tab.emulate_media(color_scheme="null", reduced_motion=STILL)
