"""The feature maps page in a real browser: a digit is drawn and walked through the network; units
are switched off.
"""

import re

import pytest
from playwright.sync_api import expect

from core.data.handwriting.strokes import decode
from core.data.handwriting.styles import written
from core.topics import TOPICS
from core.vision.feature_maps.state import MAP, PRESETS, State
from tests.browser import resize, settled, until, visit
from tests.pages.vision.test_digits import draw

TOPIC = TOPICS["feature_maps"]
WIDTH = "document.documentElement.scrollWidth"
BY_NAME = {preset.name: preset.state for preset in PRESETS}


def answer(page):
    """The class whose bar is the longest; the last such column is the one after units were switched
    off.
    """
    return page.locator(".bars .first").last


def tiles(page, title):
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".column").filter(has=heading).locator("button.tile")


def test_a_drawn_digit_is_walked_through_the_network(page):
    visit(page, TOPIC.link(State(source="drawing")))
    expect(page.get_by_text("responds while you draw")).to_be_visible()
    draw(page, decode(written("plain 7")))
    expect(answer(page)).to_have_text("7")
    settled(page)
    expect(tiles(page, "conv1")).to_have_count(16)
    settled(page)
    tiles(page, "conv4").nth(3).click()
    expect(page.get_by_role("heading", name="Sum", exact=True)).to_be_visible()
    assert "view=One+map" in settled(page).url and "layer=conv4" in page.url
    expect(page.get_by_text(re.compile(r"^Map \d+ of conv4"))).to_be_visible()
    settled(page)
    tiles(page, "From conv3").first.click()  # and back, map by map
    expect(page.get_by_text(re.compile(r"^Map \d+ of conv3"))).to_be_visible()
    assert "layer=conv3" in settled(page).url


def test_units_are_switched_off_and_on_by_a_click(page):
    visit(page, TOPIC.link(BY_NAME["Switch one off"].replace(off="")))
    expect(answer(page)).to_have_text("4")
    units = page.locator("button.tile")
    units.nth(3).click()
    expect(answer(page)).to_have_text("8")
    expect(units.nth(3)).to_have_class(re.compile("off"))
    expect(units.nth(3)).to_have_attribute("aria-pressed", "true")
    assert "off=conv1.3" in settled(page).url
    units.nth(3).click()
    expect(answer(page)).to_have_text("4")
    expect(units.nth(3)).to_have_attribute("aria-pressed", "false")
    settled(page)
    units.nth(0).click()
    expect(units.nth(0)).to_have_attribute("aria-pressed", "true")
    settled(page).get_by_role("button", name="Undo").click()
    expect(page.locator(".tile.off")).to_have_count(0)
    assert "off=" not in settled(page).url


def test_another_network_takes_its_own_layers(page):
    visit(page, TOPIC.link(State(view=MAP, layer="conv5", unit=100)))
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="SimpleCNN").click()
    expect(page.get_by_text(re.compile("^Map 0 of conv2"))).to_be_visible()
    assert "layer=" not in settled(page).url and "source=Picture" in page.url


def test_weights_that_are_not_here_are_named_and_the_rest_stays_usable(page):
    visit(page, "/feature_maps?feature_maps.network=ResNet-18&feature_maps.source=Picture")
    expect(page.get_by_text("are not on this computer.")).to_be_visible()
    expect(page.get_by_role("button", name="Download them")).to_be_visible()
    settled(page).get_by_text("Random", exact=True).click()
    expect(page.get_by_role("heading", name="layer4.1")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(
    "name", ["A 7, layer by layer", "One map is a sum", "Sanity check", "Switch one off"]
)
def test_nothing_is_wider_than_the_window(page, name):
    visit(page, TOPIC.link(BY_NAME[name]))
    for width, scheme in ((1280, "light"), (390, "dark")):
        resize(page, width, scheme)
        expect(settled(page).locator(".maps canvas").first).to_be_visible()
        until(page, lambda: page.evaluate(WIDTH) <= width, True)  # noqa: B023
