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
        expect(page).to_have_title(f"{topic.title} · Torch Playground")
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


@pytest.mark.parametrize(
    "address",
    [
        "/losses?losses.view=Surface&losses.w=-1.85",
        TOPICS["digits"].link(TOPICS["digits"].content.PRESETS[0].state),
    ],
    ids=["losses", "digits"],
)
def test_who_comes_again_and_goes_back_sees_no_page_that_was_not(page, address):
    """Between the home page and the page as it was left, Streamlit puts one without its settings
    into the history: an empty canvas, for example.
    """
    settled(page.goto(address) and page)
    page.get_by_role("link", name="Home").first.click()
    home = page.get_by_role("heading", name="Torch Playground")
    expect(home).to_be_visible()
    title = TOPICS[address[1:].partition("?")[0]].title
    settled(page).get_by_role("link", name=title).last.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    until(page, lambda: settings(page.url), settings(address))
    for _ in range(2):  # Streamlit may put the page without its settings between the two
        settled(page).go_back()
        if settled(page).url.endswith("/"):
            break
        assert settings(page.url) == settings(address)
    expect(home).to_be_visible()
