"""A server that nobody has visited yet, with a folder of photographs: a link is its first request,
and a network is trained there.

It takes more than five seconds: a server and a browser that know nothing are started.
"""

import random
import re
from collections.abc import Iterator
from itertools import product

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from core.data import cifar10
from core.data.handwriting.styles import written
from core.topics import TOPICS
from tests.browser import SOCKETS, choose, settled, visit, watching
from tests.server import Server, serve

WINDOW = {"width": 1280, "height": 800}
DIGITS, MAPS = TOPICS["digits"], TOPICS["feature_maps"]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    folder, source = tmp_path_factory.mktemp("photographs"), random.Random(0)
    for part, cls, number in product(("train", "test"), cifar10.CLASSES, range(4)):
        path = folder / part / cls / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.frombytes("RGB", (32, 32), source.randbytes(32 * 32 * 3)).save(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cifar10.VARIABLE, str(folder))
        with serve() as server:
            yield server


@pytest.fixture(scope="module")
def newcomers(browser: Browser, server: Server) -> Iterator[Page]:
    """The tab of somebody who has never been to the app."""
    with browser.new_context(base_url=server.url, viewport=WINDOW) as context:
        context.add_init_script(SOCKETS)
        yield context.new_page()


@pytest.fixture
def page(newcomers: Page, server: Server) -> Iterator[Page]:
    with watching(newcomers, server):
        yield newcomers


def test_a_link_as_the_first_request_shows_its_state(page):
    style = written("9 with a curled tail")
    page.goto(DIGITS.link(DIGITS.content.State(strokes=style, brush=24)))
    expect(page.locator(".digit").first).to_have_text("9", timeout=300_000)  # it imports torch
    settled(page)
    expect(page.get_by_role("heading", name=DIGITS.title)).to_be_visible()
    expect(page.get_by_text("24 px")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_a_network_is_trained_on_a_folder_and_looked_into(page):
    visit(page, MAPS.link(MAPS.content.State()) + "?feature_maps.show=Train+it+yourself")
    choose(page, "Network to train", "SimpleCNN")
    page.get_by_role("slider", name="Epochs").focus()
    page.keyboard.press("Home")
    settled(page)
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="Use it").click(timeout=180_000)
    network = page.get_by_role("combobox", name="Network", exact=True)
    expect(network).to_have_value(re.compile(r"^SimpleCNN \(1 epoch"))
    expect(page.get_by_role("heading", name="hidden")).to_be_visible()
    assert "source=Picture" in settled(page).url
    visit(page, MAPS.link(MAPS.content.State(network="SimpleCNN", source="test picture")))
    expect(page.get_by_role("combobox", name="Class")).to_have_value("airplane")
    expect(page.get_by_role("heading", name="hidden")).to_be_visible()
