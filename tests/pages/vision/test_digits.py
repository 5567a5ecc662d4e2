"""The draw page in a real browser: a digit drawn stroke by stroke, links, touch, the keyboard."""

import math
import time

import pytest
from playwright.sync_api import expect

from core.data.handwriting.strokes import SIZE, decode, encode
from core.data.handwriting.styles import written
from core.topics import TOPICS
from core.vision.digits.state import State
from tests.browser import resize, settled, slow, touch, until, visit

TOPIC = TOPICS["digits"]
SEVEN = decode(written("plain 7"))


def on_screen(page, point):
    """A point of the canvas in the window."""
    box = page.locator("canvas").first.bounding_box()
    return tuple(
        box[side] + at / SIZE * box[length]
        for at, side, length in zip(point, "xy", ("width", "height"), strict=True)
    )


def draw(page, strokes, pause=0.01):
    page.locator("canvas").first.scroll_into_view_if_needed()
    for first, *rest in strokes:
        page.mouse.move(*on_screen(page, first))
        page.mouse.down()
        for point in rest:
            page.mouse.move(*on_screen(page, point))
            time.sleep(pause)
        page.mouse.up()


def answer(page):
    return page.locator(".digit").first


def test_a_drawn_digit_is_read(page):
    visit(page, "/digits")
    expect(answer(page)).to_have_text("?")
    draw(page, SEVEN)
    expect(answer(page)).to_have_text("7")
    settled(page)
    assert "digits.strokes=" in page.url


def test_undo_redo_and_clear_with_buttons_and_keys(page):
    visit(page, TOPIC.link(State(strokes=written("barred 7"))))
    expect(answer(page)).to_have_text("7")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(answer(page)).to_have_text("?")
    page.keyboard.press("Control+z")  # the button has lost the focus, the canvas has it
    expect(answer(page)).to_have_text("7")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(answer(page)).to_have_text("?")
    settled(page)
    draw(page, SEVEN)
    expect(answer(page)).to_have_text("7")
    page.locator("canvas").first.focus()
    page.keyboard.press("Control+z")
    expect(answer(page)).to_have_text("?")
    page.keyboard.press("Control+Shift+z")
    expect(answer(page)).to_have_text("7")
    page.keyboard.press("Delete")
    expect(answer(page)).to_have_text("?")


def test_a_click_paints_a_dot_as_wide_as_the_brush(page):
    visit(page, "/digits?digits.brush=30")
    draw(page, (((140, 100),),))
    expect(page.get_by_text("does not look like a digit").first).to_be_visible()
    ink = page.locator("canvas").first.evaluate(
        """canvas => {
        const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
        return data.filter((value, i) => i % 4 === 0 && value > 127).length / canvas.width ** 2
    }"""
    )
    assert ink * SIZE**2 == pytest.approx(math.pi * 15**2, rel=0.03)


def test_the_prediction_follows_the_pen(page):
    """The answer changes before the pen is lifted."""
    visit(page, "/digits")
    page.wait_for_selector("canvas")
    ((first, *rest),) = SEVEN
    page.mouse.move(*on_screen(page, first))
    page.mouse.down()
    for point in rest:
        page.mouse.move(*on_screen(page, point))
        time.sleep(0.02)
    expect(answer(page)).to_have_text("7")
    page.mouse.up()


def test_a_finger_draws_and_the_page_does_not_scroll(phone):
    visit(phone, "/digits")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = phone.wait_for_selector("canvas") and phone.evaluate(scrolled)
    (stroke,) = SEVEN
    touch(phone, (on_screen(phone, point) for point in stroke))
    expect(answer(phone)).to_have_text("7")
    assert phone.evaluate(scrolled) == before


def test_on_a_phone_the_canvas_and_its_answer_fit_the_screen(page):
    resize(page, 390, "dark")
    visit(page, TOPIC.link(State(strokes=written("8 in one stroke"))))
    expect(answer(page)).to_have_text("8")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for part in (page.locator("canvas").first, answer(page), page.locator(".axis")):
        box = part.bounding_box()
        assert box["y"] >= 60 and box["y"] + box["height"] <= 844


def test_a_shared_link_opens_the_same_drawing_with_its_answer_and_section(page):
    visit(page, "/digits?digits.show=Code")
    draw(page, SEVEN)
    expect(answer(page)).to_have_text("7")
    canvas, pixels = page.locator("canvas").first, "canvas => canvas.toDataURL()"
    before = settled(page) and canvas.evaluate(pixels)
    shares = page.locator(".bars").get_attribute("aria-label")
    page.get_by_role("button", name="Share").click()
    link = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    page.goto("about:blank")
    visit(page, link)
    expect(answer(page)).to_have_text("7")
    until(page, lambda: canvas.evaluate(pixels), before)
    expect(page.locator(".bars")).to_have_attribute("aria-label", shares)
    expect(page.get_by_role("tab", name="Code", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )


def test_a_drawing_has_a_pixel_for_each_of_the_screen_also_when_its_room_grows(page):
    """As it does while the page comes in, and with the window."""
    visit(page, TOPIC.link(State(strokes=written("plain 7"))))
    canvas = page.locator("canvas").first
    sides = "canvas => [canvas.width, canvas.height].map(side => side - canvas.clientWidth)"
    for width in (1700, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        until(page, lambda: canvas.evaluate(sides), [0, 0])
    assert canvas.evaluate("canvas => canvas.width") == SIZE


def test_going_back_takes_the_last_stroke_back(page):
    """The address holds the drawing, and the browser's buttons lead from one drawing to the one
    before.
    """
    visit(page, TOPIC.link(State(strokes=written("barred 7"))))
    before = page.url
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(answer(page)).to_have_text("?")
    settled(page).go_back()
    expect(answer(page)).to_have_text("7")
    assert settled(page).url == before
    page.go_forward()
    expect(answer(page)).to_have_text("?")


def test_a_slow_browser_makes_an_entry_of_what_follows_a_step_back_too(page):
    """It draws the beginning and the end of a run at once."""
    with slow(page):
        visit(page, TOPIC.link(State(strokes=written("barred 7"))))
        count = page.evaluate("history.length")
        page.get_by_role("button", name="Clear", exact=True).click()
        until(page, lambda: "strokes" in page.url, False)
        assert settled(page).evaluate("history.length") == count + 1


def test_the_address_holds_the_drawing_when_the_page_is_opened_again(page):
    visit(page, TOPIC.link(State(strokes=written("barred 7"))))
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_role("heading", name="Torch Playground")).to_be_visible()
    settled(page).get_by_role("link", name=TOPIC.title).last.click()
    expect(answer(page)).to_have_text("7")
    assert "digits.strokes=" in settled(page).url


def test_digits_that_stand_apart_are_read_one_by_one(page):
    strokes = tuple(
        stroke
        for style, left in (("bar 1", 30), ("oval 0", 80), ("barred 7", 150))
        for stroke in decode(written(style, 0.4, left, 80))
    )
    visit(page, TOPIC.link(State(strokes=encode(strokes), brush=10)))
    expect(answer(page)).to_have_text("107")
    expect(page.get_by_text("3 digits stand apart")).to_be_visible()
    expect(page.locator(".mark")).to_have_text(["1", "0", "7"])
    box, canvas = (page.locator(name).first.bounding_box() for name in (".mark", "canvas"))
    left, top = ((box[side] - canvas[side]) / canvas["width"] * SIZE for side in "xy")
    assert (left, top) == pytest.approx((25, 75), abs=3)
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.locator(".mark")).to_have_count(0)


def test_what_is_no_digit_is_said_to_be_none(page):
    """In a sentence that is longer than others; on a phone too the canvas below stays."""
    star = ((140, 40), (140, 240)), ((60, 90), (220, 190)), ((220, 90), (60, 190))
    resize(page, 390)
    visit(page, TOPIC.link(State(strokes=encode(star))))
    expect(page.get_by_text("does not look like a digit")).to_be_visible()
    canvas = page.locator("canvas").first
    before = settled(page) and canvas.bounding_box()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("does not look like a digit")).to_have_count(0)
    until(settled(page), canvas.bounding_box, before)
