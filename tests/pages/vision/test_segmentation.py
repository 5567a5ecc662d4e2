"""The segmentation page: the U by keyboard, cures of a size that does not fit, a training."""

import re

import pytest
from playwright.sync_api import expect

from core.topics import TOPICS
from core.vision.segmentation.state import TRAIN, State
from tests.browser import until, visit
from tests.visits import opened

TOPIC = TOPICS["segmentation"]
SMALL = State(view=TRAIN, depth=1, width=2, pictures=8, batch_size=4, epochs=2, seed=5)


CURES = {"cure.Pad": ("fit", "Pad"), "cure.Crop": ("fit", "Crop"), "use.48": ("side", 48)}


def messages(app) -> list[str]:
    """What torch says of sizes."""
    return [code.value for code in app.code if "Sizes of tensors must match" in code.value]


@pytest.mark.parametrize("button", CURES)
def test_a_cure_makes_a_size_fit(button):
    app = opened(TOPIC, State(side=50, depth=2))
    assert messages(app)
    app.button(key=f"segmentation.{button}").click().run()
    setting, value = CURES[button]
    assert not app.exception and app.session_state[f"segmentation.{setting}"] == value
    assert not messages(app)


def test_the_keyboard_walks_through_the_u(page):
    visit(page, TOPIC.link(State()))
    blocks, detail = page.locator(".unet .block"), page.locator(".unet .detail")
    expect(blocks).to_have_count(9)
    blocks.first.focus()
    expect(detail).to_contain_text("The picture: 1 channel, 64 × 64 pixels.")
    page.keyboard.press("ArrowRight")
    expect(detail).to_contain_text("Encoder 1: two convolutions")
    page.keyboard.press("End")
    expect(detail).to_contain_text("The scores: a convolution of 1 × 1")


def test_a_network_is_trained_from_the_page(page):
    visit(page, TOPIC.link(SMALL))
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("link", name="All runs")).to_be_visible(timeout=120_000)
    expect(page.locator(".st-key-sentence")).to_contain_text("Held-out Dice")
    expect(page.get_by_role("button", name="Already trained")).to_be_disabled()
    page.get_by_role("button", name="Try it on a drawing").click()
    expect(page.locator(".st-key-segmentation-canvas canvas").first).to_be_visible()
    expect(page.locator(".st-key-sentence")).to_contain_text(re.compile("of shape|No shape"))
    until(page, lambda: "segmentation.segmenter=" in page.url, True)
