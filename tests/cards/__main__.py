"""Draws the cards, and takes README's screenshot from the app itself. With `--cards` the screenshot
stays as it is.
"""

import sys

from playwright.sync_api import sync_playwright

from core.topics import TOPICS
from tests.browser import launch, settled
from tests.cards import CARDS
from tests.cards.sheet import Sheet
from tests.server import ROOT, serve

FOLDER = ROOT / "assets" / "cards"


def draw(name: str, dark: bool) -> str:
    """The card of a topic, as SVG."""
    sheet = Sheet(dark)
    CARDS[name](sheet)
    return sheet.svg()


def draw_all() -> None:
    """A file for each topic and theme."""
    for name in TOPICS:
        for theme in ("light", "dark"):
            svg = draw(name, theme == "dark")
            (FOLDER / f"{name}-{theme}.svg").write_text(svg, "utf-8")


def take_screenshot() -> None:
    """README's picture: the home page, once its digit is drawn and read."""
    with serve() as server, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(base_url=server.url, viewport={"width": 1280, "height": 800})
        page.goto("/")
        page.get_by_text("The network says 9").wait_for(timeout=120_000)
        settled(page, quiet=2)
        page.screenshot(path=ROOT / "assets" / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    draw_all()
    if "--cards" not in sys.argv:
        take_screenshot()
