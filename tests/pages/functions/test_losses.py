"""The losses page in a real browser: points that are clicked and typed, a start on the surface,
sliders, sizes.
"""

import re

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from core.functions.losses.state import CLASSIFICATION, CURVES, OUTLIER, SURFACE, State
from core.topics import TOPICS
from tests.browser import click_chart, settled, until, visit

TOPIC = TOPICS["losses"]
TWO_POINTS = State(view=SURFACE, line="-2,-2;2,2")


def opened(page, state):
    return visit(page, TOPIC.link(state))


def click(page, chart, x, y):
    click_chart(page, page.locator(f".st-key-losses-picture-{chart} .js-plotly-plot").first, x, y)


def near(x, y):
    return pytest.approx((x, y), abs=0.3)


def points(page):
    """The points as the address holds them."""
    text = page.evaluate("new URL(location).searchParams.get('losses.line')")
    return [tuple(map(float, point.split(","))) for point in text.split(";")] if text else []


def type_into(page, row, column, text):
    """Types a number into a cell of the table; rows and columns from 0."""
    cells = page.get_by_test_id("stDataFrame").locator("canvas").first
    editor = page.locator("#portal .gdg-input")
    for _ in range(10):  # a table that is drawn anew or moved loses the click
        box = cells.bounding_box()
        page.mouse.click(box["x"] + (0.4, 0.8)[column] * box["width"], box["y"] + 52 + 35 * row)
        page.keyboard.press("Enter")
        try:
            editor.fill(text, timeout=2000)
            editor.press("Enter", timeout=2000)
        except PlaywrightTimeout:
            continue
        expect(editor).to_have_count(0)
        return
    raise AssertionError(f"row {row}, column {column} of the table does not open")


def test_a_click_adds_a_point_and_a_click_on_it_removes_it(page):
    opened(page, TWO_POINTS)
    click(page, "data", 3, -3)
    until(page, lambda: points(page), [(-2, -2), (2, 2), near(3, -3)])
    click(settled(page), "data", 3, -3)
    until(page, lambda: points(page), [(-2, -2), (2, 2)])
    click(settled(page), "data", 2, 2)
    expect(page.get_by_text("points=1 of them must be 2 to 50")).to_be_visible()
    assert points(page) == [(-2, -2), (2, 2)]


def test_the_table_and_the_picture_hold_the_same_points(page):
    opened(page, TWO_POINTS)
    type_into(page, 0, 1, "1.5")
    until(page, lambda: points(page), [(-2, 1.5), (2, 2)])
    type_into(settled(page), 1, 0, "4")
    until(page, lambda: points(page), [(-2, 1.5), (4, 2)])  # the first change is still there
    click(settled(page), "data", 0, -4)
    until(page, lambda: points(page), [(-2, 1.5), (4, 2), near(0, -4)])
    type_into(settled(page), 2, 1, "-1")
    until(page, lambda: points(page), [(-2, 1.5), (4, 2), near(0, -1)])
    settled(page).go_back()
    until(page, lambda: points(page), [(-2, 1.5), (4, 2), near(0, -4)])


def test_points_stay_while_another_view_is_looked_at(page):
    opened(page, TWO_POINTS)
    type_into(page, 0, 1, "1.5")
    until(page, lambda: points(page), [(-2, 1.5), (2, 2)])
    for view, picture in ((CURVES, "MSELoss: 4, gradient 4"), (SURFACE, "Start: w =")):
        settled(page).get_by_text(view, exact=True).click()
        expect(page.locator(".st-key-picture").get_by_text(picture).first).to_be_visible()
    assert points(settled(page)) == [(-2, 1.5), (2, 2)]
    type_into(page, 1, 1, "3")
    until(page, lambda: points(page), [(-2, 1.5), (2, 3)])


def test_a_click_on_the_surface_starts_there(page):
    opened(page, TWO_POINTS)
    click(page, "above", 3, -1)
    page.wait_for_url(re.compile("losses.b="))
    settled(page)
    w, b = (
        float(page.evaluate(f"new URL(location).searchParams.get('losses.{name}')"))
        for name in "wb"
    )
    assert (w, b) == near(3, -1)
    expect(
        page.locator(".st-key-losses-picture-data").get_by_text(f"Start: w = {w:g}, b = −{-b:g}")
    ).to_be_visible()


def test_the_legend_follows_a_slider(page):
    opened(page, State())
    picture = page.locator(".st-key-picture")
    expect(picture.get_by_text("MSELoss: 4, gradient 4")).to_be_visible()
    page.get_by_role("slider", name="Prediction").press("ArrowRight")
    expect(picture.get_by_text("MSELoss: 4.41, gradient 4.2")).to_be_visible()
    assert "losses.x=3.1" in settled(page).url


def test_every_picture_is_seen_without_scrolling_and_grows_with_the_window(page):
    opened(page, State())
    for view in (SURFACE, OUTLIER, CLASSIFICATION, CURVES):
        radio = page.get_by_role("radio", name=view, exact=True)
        radio.click()
        expect(radio).to_be_checked()
        for chart in settled(page).locator(".st-key-picture .js-plotly-plot").all():
            box = chart.bounding_box()
            assert box["y"] + box["height"] <= 800, view
    page.get_by_role("radio", name=SURFACE, exact=True).click()
    above = settled(page).locator(".st-key-losses-picture-above .js-plotly-plot")
    for window, room in ((800, 218), (1080, 480)):
        page.set_viewport_size({"width": 1280, "height": window})
        until(page, lambda: round(above.bounding_box()["height"]), room)


def test_a_linked_word_leads_to_its_page_in_the_same_tab(page):
    step = TOPIC.content.PRESETS[4]
    opened(page, step.state).get_by_role("button", name="Show me").click()
    tabs = page.context.pages
    settled(page).locator(".st-key-guide").get_by_role("link", name="learning rate").click()
    expect(page.get_by_role("heading", name=TOPICS["optimizers"].title)).to_be_visible()
    assert page.context.pages == tabs
    settled(page).go_back()
    expect(page.get_by_role("button", name="Show me again")).to_be_visible()  # the same session
