"""The losses page in a real browser: points that are clicked and typed, a start on the surface, sliders, sizes."""

import pytest
from playwright.sync_api import expect

from core.functions.losses_state import State
from core.functions.points import REACH
from core.topics import TOPICS
from tests.browser import settled

TOPIC = TOPICS["losses"]
TWO_POINTS = State(view="surface", line="-2,-2;2,2")
FAR = REACH + 0.2  # where the picture of the points ends


def opened(page, state):
    page.goto(TOPIC.link(state))
    settled(page, quiet=1)
    return page


def click(page, chart, x, y, reach):
    """A click at a place of a chart whose axes both reach from -reach to reach."""
    area = page.locator(f".st-key-losses-picture-{chart} .nsewdrag").first
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    page.mouse.move(box["x"] + (x + reach) / (2 * reach) * box["width"],
                    box["y"] + (reach - y) / (2 * reach) * box["height"])
    page.wait_for_timeout(300)  # a chart looks for what is under the pointer only now and then
    page.mouse.down()
    page.mouse.up()
    settled(page, quiet=1)


def points(page):
    """The points as the address holds them."""
    found = page.evaluate("new URL(location).searchParams.get('losses.line')")
    return [tuple(map(float, point.split(","))) for point in found.split(";")]


def type_into(page, row, column, text):
    """Types a number into a cell of the table; rows and columns from 0."""
    box = page.get_by_test_id("stDataFrame").locator("canvas").first.bounding_box()
    page.mouse.click(box["x"] + (100, 220)[column], box["y"] + 52 + 35 * row)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    page.keyboard.press("Control+a")
    page.keyboard.type(text, delay=40)
    page.keyboard.press("Enter")
    settled(page, quiet=1)


def test_a_click_adds_a_point_and_a_click_on_it_takes_it_away(page):
    opened(page, TWO_POINTS)
    click(page, "data", 3, -3, FAR)
    known = points(page)
    assert known[:2] == [(-2, -2), (2, 2)]
    assert known[2] == pytest.approx((3, -3), abs=0.3)
    click(page, "data", 3, -3, FAR)
    assert points(page) == [(-2, -2), (2, 2)]
    click(page, "data", 2, 2, FAR)
    expect(page.get_by_text("points=1 of them must be 2 to 50")).to_be_visible()
    assert points(page) == [(-2, -2), (2, 2)]


def test_the_table_and_the_picture_hold_the_same_points(page):
    opened(page, TWO_POINTS)
    type_into(page, 0, 1, "1.5")
    assert points(page) == [(-2, 1.5), (2, 2)]
    type_into(page, 1, 0, "4")
    assert points(page) == [(-2, 1.5), (4, 2)]  # the first change is still there
    click(page, "data", 0, -4, FAR)
    assert len(points(page)) == 3
    type_into(page, 2, 1, "-1")
    assert points(page)[:2] == [(-2, 1.5), (4, 2)] and points(page)[2][1] == -1
    page.go_back()
    settled(page, quiet=1)
    assert points(page)[2] == pytest.approx((0, -4), abs=0.3)


def test_points_stay_while_another_view_is_looked_at(page):
    opened(page, TWO_POINTS)
    type_into(page, 0, 1, "1.5")
    for view in ("curves", "surface"):
        page.get_by_text(view, exact=True).click()
        settled(page, quiet=1)
    assert points(page) == [(-2, 1.5), (2, 2)]
    type_into(page, 1, 1, "3")
    assert points(page) == [(-2, 1.5), (2, 3)]


def test_a_click_on_the_surface_starts_there(page):
    opened(page, TWO_POINTS)
    click(page, "above", 3, -1, 4)
    w, b = (float(page.evaluate(f"new URL(location).searchParams.get('losses.{name}')")) for name in "wb")
    assert (w, b) == pytest.approx((3, -1), abs=0.2)
    expect(page.locator(".st-key-losses-picture-data").get_by_text(f"now: w = {w:g}, b = −{-b:g}")).to_be_visible()


def test_the_legend_follows_a_slider(page):
    opened(page, State())
    picture = page.locator(".st-key-picture")
    expect(picture.get_by_text("MSELoss: 4, gradient 4")).to_be_visible()
    page.get_by_role("slider", name="Prediction").press("ArrowRight")
    expect(picture.get_by_text("MSELoss: 4.41, gradient 4.2")).to_be_visible(timeout=20_000)
    assert "losses.x=3.1" in settled(page).url


STATES = (State(), State(view="surface"), State(view="surface", model="outlier"), State(view="classes"))


def test_every_picture_is_seen_without_scrolling(app, watched):
    with watched(app, color_scheme="dark") as page:
        for state in STATES:
            opened(page, state)
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
            for chart in page.locator(".st-key-picture .js-plotly-plot").all():
                box = chart.bounding_box()
                assert box["y"] + box["height"] <= 800


def test_nothing_is_wider_than_a_phone(app, watched):
    with watched(app, viewport={"width": 390, "height": 844}) as page:
        for state in STATES:
            opened(page, state)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
