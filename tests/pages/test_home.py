"""The home page in a browser."""

import pytest
from playwright.sync_api import expect

from core.topics import TOPICS
from tests.browser import settled, until


def test_the_picture_of_a_page_leads_there_in_the_same_tab(page):
    tabs = page.context.pages
    for topic in TOPICS.values():
        page.goto("/")
        picture = settled(page).locator(f".st-key-card-{topic.name} img")
        box = picture.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_url(f"**/{topic.name}")
        assert page.context.pages == tabs


def settings(address):
    return set(address.partition("?")[2].split("&"))


@pytest.mark.parametrize(
    "address",
    [
        "/losses?losses.w=-1.85&losses.view=Surface",
        "/convolution?convolution.pool.kernel_size=3&convolution.view=Pooling",
        "/feature_maps?feature_maps.layer=conv3&feature_maps.view=One+map",
    ],
)
def test_who_goes_home_and_back_finds_a_page_as_it_was_left(page, address):
    settled(page.goto(address) and page)
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_role("heading", name="Torch Playground")).to_be_visible()
    settled(page).go_back()
    until(page, lambda: settings(page.url), settings(address))
