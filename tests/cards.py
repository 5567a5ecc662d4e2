"""Makes the pictures of the home page and of README from the pages themselves: `python -m
tests.cards`.
"""

from playwright.sync_api import sync_playwright

from core.topics import TOPICS
from tests.browser import launch, settled
from tests.server import ROOT, serve

SHAPE = 16 / 10
"""Width to height of a card."""


def main() -> None:
    with serve() as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for topic in TOPICS.values():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    base_url=server.url,
                    viewport={"width": 1280, "height": 800},
                    color_scheme=scheme,
                )
                page.goto(topic.link(topic.content.PRESETS[0].state))
                settled(page, quiet=2)
                box = page.locator(".st-key-picture").bounding_box()
                clip = {**box, "height": min(box["height"], box["width"] / SHAPE, 800 - box["y"])}
                page.screenshot(
                    path=ROOT / "assets" / "cards" / f"{topic.name}-{scheme}.png", clip=clip
                )
                if (topic.name, scheme) == ("digits", "light"):
                    page.screenshot(path=ROOT / "assets" / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()
