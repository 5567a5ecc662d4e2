"""Fixtures for tests in a real browser.

`app` is one server for the whole run; `fresh_app` one that nobody has visited yet; `page` a browser
page that knows the address of `app`, so that `page.goto("/draw?model=LeNet")` is enough, and fails
its test on any error in the browser or traceback in the server's log. `watched(server)` opens such
a page on another server.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# before torch is imported: threads that wait for each other sleep, or two processes on two cores
# take twice as long
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import pytest
import torch
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import launch, watch
from tests.server import Server, serve


def served(test: str) -> bool:
    """Whether a test, by its id, is in a file with tests in a browser."""
    return test.startswith(("tests/pages/", "tests/test_browser.py"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not served(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With `-n 2` one process has all files with a browser, from the start, and the other file by
    file the rest.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "served" if served(nodeid) else nodeid.partition("::")[0]

    config.option.loadscopereorder = False  # the order is that of the sorted items
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def app() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Torch on one thread, as in the server: where cores are busy, two wait for each other at every
    small step.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def fresh_app() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One a module: while it is open, Playwright's event loop runs in this thread, and other tests
    may want theirs.
    """
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def watched(browser: Browser) -> Callable:
    """`with watched(server, **context_options) as page:` fails on leaving if anything went wrong
    meanwhile.
    """

    @contextmanager
    def opening(server: Server, **options) -> Iterator[Page]:
        settings = {"base_url": server.url, "viewport": {"width": 1280, "height": 800}} | options
        with browser.new_context(**settings) as context:
            page, before = context.new_page(), len(server.said())
            problems = watch(page)
            yield page
            shown = page.locator('[data-testid="stException"]').all_inner_texts()
            said = server.said()[before:]
            if "Traceback" in said:
                problems.append(f"server: {said}")
            problems.extend(f"shown: {text}" for text in shown)
        if problems:
            pytest.fail("\n".join(problems))

    return opening


@pytest.fixture
def page(app: Server, watched: Callable) -> Iterator[Page]:
    with watched(app) as opened:
        yield opened
