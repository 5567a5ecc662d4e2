"""The home page in a browser."""

from core.topics import TOPICS
from tests.browser import settled


def test_the_picture_of_a_page_leads_there_in_the_same_tab(page):
    for topic in TOPICS.values():
        page.goto("/")
        picture = settled(page).locator(f".st-key-card-{topic.name} img")
        box = picture.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_url(f"**/{topic.name}")
        assert len(page.context.pages) == 1
