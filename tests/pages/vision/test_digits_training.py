"""Networks trained on the draw page, in a real browser."""

import re

from playwright.sync_api import expect

from core.models.zoo import MODELS
from tests.browser import choose, go, settled, visit
from tests.pages.vision.test_digits import SEVEN, draw


def stop(page):
    """The page's own button: Streamlit has another while it runs."""
    return page.get_by_test_id("stTabs").get_by_role("button", name="Stop", exact=True)


def test_a_network_is_trained_in_the_app_and_used(page):
    """With another page open meanwhile: the training goes on, and the result is in the list of
    networks. The latest training stands first.
    """
    visit(page, "/digits?digits.show=Train+it+yourself")
    page.get_by_role("slider", name="Epochs").focus()
    page.keyboard.press("Home")
    settled(page)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(stop(page)).to_be_visible()
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_role("heading", name="Torch Playground")).to_be_visible()
    go(page, "/digits?digits.show=Train+it+yourself")
    page.get_by_role("button", name="Use it").first.wait_for(timeout=120_000)
    settled(page.reload() and page)  # what the server knows is there again
    expect(page.get_by_test_id("stMetric").first).to_contain_text(re.compile(r"9\d\.\d\d\s%"))
    expect(page.locator(".st-key-digits-history-0 .js-plotly-plot")).to_be_visible()
    expect(page.locator(".st-key-digits-compared-loss .js-plotly-plot")).to_be_visible()
    page.get_by_role("button", name="Use it").first.click()
    expect(page.get_by_text("MLP 784-128-10 (1 epoch, seed 1").first).to_be_visible()
    settled(page)
    draw(page, SEVEN)
    expect(page.locator(".digit")).to_have_text(["7", "7"])


def test_a_training_can_be_stopped(page):
    """A network that is slow enough to be stopped on any machine."""
    visit(page, "/digits?digits.show=Train+it+yourself")
    page.get_by_role(
        "button", name="Train", exact=True
    ).scroll_into_view_if_needed()  # a scroll closes the list
    choose(settled(page), "Network to train", "CNN 16-32")
    expect(page.get_by_text(MODELS["CNN 16-32"].note)).to_be_visible()
    page.get_by_role("slider", name="Epochs").focus()
    page.keyboard.press("End")
    settled(page)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile(r"Epoch \d+ of 20"))).to_be_visible(timeout=180_000)
    stop(page).click()
    expect(page.get_by_text("Stopped at step")).to_be_visible()
