"""Fixtures for tests in a real browser, and which worker runs what.

`app` is one server for the whole run; `page` a tab that knows the address of `app`, so that
`visit(page, "/digits?digits.brush=24")` is enough, and fails its test on any error in the browser
or traceback in the server's log. It is the same tab for all tests: where a chart has been drawn
before, the next takes a quarter of the work. Each file has a session of its own in it. `phone` is
a page with a finger.
"""

import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

# before torch is imported: threads that wait for each other sleep, or two processes on two cores
# take twice as long; each of several workers has one core, and so have the programs it starts
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import HEIGHT, SOCKETS, Chromium, anew, aside, newcomer, settled, watching
from tests.server import Server, serve

pytest.register_assert_rewrite("tests.pages.sight", "tests.pages.views")

gc.disable()  # until all tests are collected: what they import leaves hardly any garbage

WINDOW = {"width": 1280, "height": 800}
STILL = "reduce"
"""Less motion, as a reader's system can ask for: a fifth of a browser's work is to draw what fades
in. A test of what moves asks for it (`tests.browser.moving`).
"""

FIRST = (
    "tests/pages/test_views",
    "tests/pages/functions/test_optimizers.py",
    "tests/pages/functions/test_losses.py",
    "tests/pages/vision/",
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


AGAIN = pytest.mark.flaky(reruns=1)
"""For tests in a browser: one that fails is run once more, in a new session, and the summary names
it (RERUN). They wait for what a browser and a server do, and a machine with other work may let
either take longer. What is wrong fails twice.
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
    """Files in the order of FIRST, those with a browser before the others, so that it is opened
    once; in a file the tests of one width of the window together.
    """
    browsing = with_browser(items)
    for item in items:
        if item.path in browsing:
            item.add_marker(AGAIN)
    numbers = {path: number for number, path in enumerate(dict.fromkeys(i.path for i in items))}

    def order(item: pytest.Item) -> tuple:
        indices = item.callspec.indices if hasattr(item, "callspec") else {}
        return (
            item.path not in browsing,
            begun(item.nodeid),
            numbers[item.path],
            indices.get("window", -1),
        )

    items.sort(key=order)


def pytest_collection_finish() -> None:
    """What is there by now stays to the end. Unfrozen, some 500,000 objects would be looked through
    again and again, and ten times at the end.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def with_browser(items: list[pytest.Item]) -> set[Path]:
    """The files in which a test asks for a browser."""
    return {item.path for item in items if {"browser", "tab"} & {*item.fixturenames}}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One worker has the files without a browser, and the others those with one, file by file.

    A browser test mostly waits, so three workers keep two cores busy. Who is done first helps.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            """The file; the two walks over all views are one, since what a view takes long to
            compute its server then computes once.
            """
            return nodeid.partition("::")[0].replace("_on_a_phone", "")

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


@pytest.fixture(scope="session", autouse=True)
def once() -> Iterator[None]:
    """What each app of a test would do again. At its first run it searches all packages for
    components, which takes ten times as long as to run a small page; at each run it compiles the
    scripts, a twentieth of the work.
    """
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit" in sys.modules:  # by now, if any test is of a page
            from streamlit.components.v2 import manifest_scanner
            from streamlit.runtime.scriptrunner.script_cache import ScriptCache

            search = functools.cache(manifest_scanner.scan_component_manifests)
            patch.setattr(manifest_scanner, "scan_component_manifests", search)
            compiled = ScriptCache().get_bytecode
            patch.setattr(ScriptCache, "get_bytecode", lambda _, path: compiled(path))
        yield


@pytest.fixture(scope="session")
def app() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Torch on one thread, as in the server.

    Where cores are busy, two threads wait for each other at every small step.
    """
    import torch  # here, since the process that only tells the workers what to run needs none

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
    torch.set_flush_denormal(False)  # a script may have set it


@pytest.fixture(scope="session")
def no_files(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def own_cache(no_files: Path) -> Iterator[Path]:
    """A cache folder without what other tests and other days have downloaded, made or trained:
    which random states show numbers, and what their scripts read, hangs on it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TORCH_PLAYGROUND_CACHE", str(no_files))
        yield no_files


@pytest.fixture(scope="session")
def chromium(tmp_path_factory) -> Iterator[Chromium]:
    chromium = Chromium(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def browsing(request) -> set[Path]:
    return with_browser(request.session.items)


@pytest.fixture(scope="module", autouse=True)
def one_loop(request, chromium: Chromium, browsing: set[Path]) -> None:
    """Ends Playwright's event loop before a file whose tests may want their own in this thread."""
    if request.path not in browsing:
        chromium.close()


@pytest.fixture(scope="module")
def browser(chromium: Chromium) -> Browser:
    return chromium.browser


@pytest.fixture(scope="session")
def any_tab(chromium: Chromium, app: Server) -> Callable[[], Page]:
    """The tab, once the server has imported torch: on a busy machine that takes longer than a test
    waits for its first page.
    """
    tab = functools.partial(chromium.tab, base_url=app.url, viewport=WINDOW, reduced_motion=STILL)
    page = tab()
    page.goto("/")
    expect(settled(page).get_by_text("PyTorch is starting")).to_be_hidden(timeout=300_000)
    anew(page)  # the home page draws its digit once
    return tab


@pytest.fixture(scope="module")
def own_tab(any_tab: Callable[[], Page]) -> Callable[[], Page]:
    """The tab, with a session of its own for each file: what a page keeps of one test must not
    hang on which files a worker has run before.
    """
    newcomer(any_tab())
    return any_tab


@pytest.fixture
def tab(request, own_tab: Callable[[], Page]) -> Iterator[Page]:
    """The tab of somebody who has been to `app` before; in a new session for a second try."""
    tab = own_tab()
    if getattr(request.node, "execution_count", 1) > 1:
        anew(tab)
    yield tab
    tab.mouse.move(0, 0)


@pytest.fixture
def window(request, app: Server, tab: Page) -> Iterator[Page]:
    """`page` in the width and scheme that a test is parametrized with (`indirect`)."""
    width, scheme = request.param
    with watching(fitted(tab, {"width": width, "height": HEIGHT}, scheme), app):
        yield tab


@pytest.fixture
def phone(app: Server, browser: Browser) -> Iterator[Page]:
    """A page of `app` on a phone, which takes fingers (`tests.browser.touch`), in a profile of its
    own: a document that was loaded without fingers does not scroll by them.
    """
    screen = {"viewport": {"width": 390, "height": HEIGHT}, "has_touch": True, "is_mobile": True}
    with browser.new_context(base_url=app.url, **screen) as context:
        context.add_init_script(SOCKETS)
        with watching(context.new_page(), app) as page:
            yield page


@pytest.fixture
def page(app: Server, tab: Page) -> Iterator[Page]:
    with watching(fitted(tab, WINDOW, "null"), app):
        yield tab


def fitted(tab: Page, window: dict[str, int], scheme: str) -> Page:
    """The tab in a window of this size, whatever the last test has made of it."""
    if tab.viewport_size != window:
        aside(tab).set_viewport_size(window)
    tab.emulate_media(color_scheme=scheme, reduced_motion=STILL)
    return tab
