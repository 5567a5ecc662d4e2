"""The home page in a browser."""

import re
import subprocess
import sys
import threading
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from core.data.handwriting.canvas import SIZE
from core.data.handwriting.strokes import decode
from core.plots.columns import EMPTY
from core.topics import TOPICS
from pages.home import live
from pages.home.reading import BLANK, read
from pages.ui import cached
from tests.browser import anew, moving, newcomer, resize, settled, until, visit
from tests.server import ROOT
from tests.visits import new_app

SHIFT = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries()
        .filter(entry => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0))
    ).observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
})"""
"""How far what stands on the page has jumped since it was opened, as browsers measure it."""


BACKGROUND = "box => getComputedStyle(box).backgroundImage"


def station(page, topic):
    """The box that holds a topic's picture, title and question."""
    link = page.get_by_role("link", name=topic.question)
    return page.locator("[class*='st-key-stations'] > *").filter(has=link)


def test_the_picture_of_a_page_leads_there_in_the_same_tab_and_is_ticked_then(page):
    tabs = page.context.pages
    visit(newcomer(page), "/")
    for topic in TOPICS.values():
        card = station(page, topic)
        expect(card).not_to_contain_text("Visited")
        assert f"/cards/{topic.name}-light.svg" in card.evaluate(BACKGROUND)
        assert page.request.get(f"/cards/{topic.name}-light.svg").ok
        card.scroll_into_view_if_needed()
        box = card.bounding_box()
        card.click(position={"x": box["width"] / 2, "y": box["height"] / 3})
        page.wait_for_url(f"**/{topic.name}")
        expect(page).to_have_title(f"{topic.title} · Torch Playground")
        if topic is list(TOPICS.values())[-1]:
            settled(page)  # a visit counts once the page is whole
        page.get_by_role("link", name="Home").first.click()
        expect(card).to_be_visible()
    expect(card).to_contain_text("Visited")
    assert page.context.pages == tabs


def open_home(page):
    """The home page of somebody who has drawn nothing, on a server that has imported torch, which
    takes long on a busy machine.
    """
    visit(anew(page), "/")
    expect(page.get_by_text("PyTorch is starting")).to_be_hidden(timeout=120_000)


def sentence(page):
    return page.locator(".st-key-home-answer .stMarkdown")


def test_a_nine_is_drawn_and_read_and_the_first_stroke_of_a_reader_takes_its_place(page):
    open_home(moving(page))
    expect(sentence(page)).to_contain_text("The network says 9")
    expect(page.get_by_text("Your turn: draw a digit")).to_be_visible()
    canvas = page.get_by_label("Drawing canvas")
    box = canvas.bounding_box()
    scale = box["width"] / SIZE
    page.mouse.move(box["x"] + 140 * scale, box["y"] + 60 * scale)
    page.mouse.down()
    page.mouse.move(box["x"] + 142 * scale, box["y"] + 220 * scale, steps=8)
    page.mouse.up()
    expect(page.get_by_text("Your turn: draw a digit")).to_be_hidden()
    expect(sentence(page)).to_contain_text("The network says 1")
    settled(page).get_by_role("link", name="Open this digit").click()
    page.wait_for_url("**/digits?*digits.strokes=*")
    (stroke,) = decode(re.search(r"digits\.strokes=([^&]*)", page.url)[1])
    assert stroke[0] == (140, 60) and stroke[-1] == (142, 220)
    page.get_by_role("link", name="Home").first.click()
    expect(sentence(settled(page))).to_contain_text("The network says 1")  # it is kept


def test_who_wants_no_motion_sees_the_nine_at_once_and_uses_the_page_with_the_keyboard_alone(page):
    open_home(page)
    expect(sentence(page)).to_contain_text("The network says 9")
    page.get_by_label("Drawing canvas").focus()
    page.keyboard.press("Delete")
    expect(sentence(page)).to_have_text(BLANK)
    page.get_by_role("button", name="Draw one for me").focus()
    page.keyboard.press("Enter")
    expect(sentence(page)).to_contain_text("The network says")
    last = page.get_by_role("link", name=list(TOPICS.values())[-1].question)
    last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{list(TOPICS)[-1]}")


@pytest.mark.parametrize("address", ["/", "/digits"])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_there_does_not_jump_when_more_comes(page, address, width):
    resize(page, width)
    settled(moving(page).goto(address) and page)
    assert page.evaluate(SHIFT) < 0.1


def test_on_a_phone_the_canvas_and_its_answer_fit_a_screen(page):
    resize(page, 390)
    open_home(page)
    expect(sentence(page)).to_contain_text("The network says 9")
    canvas, bars = page.get_by_label("Drawing canvas"), page.locator(".st-key-home-layers .bars")
    top, last = canvas.bounding_box(), bars.bounding_box()
    assert top["y"] > 60 and last["y"] + last["height"] < 844
    assert last["x"] + last["width"] <= 390


def test_it_shows_before_torch_is_there_and_answers_then(monkeypatch):
    monkeypatch.setattr(cached, "PREPARED", threading.Event())
    app = new_app().run()
    assert not app.exception and "PyTorch is starting" in app.markdown[0].value
    cached.PREPARED.set()
    assert app.run().markdown[0].value == BLANK
    (link,) = [link for link in app.get("page_link") if link.proto.label.startswith("Open this")]
    assert link.proto.disabled, "there is no digit"
    app.session_state[live.STROKES], app.session_state[live.BY_ITSELF] = live.NINE, ""
    app.run()
    assert not app.exception and "The network says **9**" in app.markdown[0].value
    (link,) = [link for link in app.get("page_link") if link.proto.label.startswith("Open this")]
    assert decode(parse_qs(link.proto.query_string)["digits.strokes"][0]) == live.NINE
    assert not link.proto.disabled
    app.session_state[live.STROKES] = tuple(
        ((20 + 50 * (index % 5), 20 + 50 * (index // 5)),) for index in range(25)
    )
    app.run()
    assert not app.exception and "25 digits that stand apart" in app.warning[0].value


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        ((((60, 60), (62, 220)), ((200, 60), (202, 220))), "2 digits stand apart. The network"),
        ((((20, 20), (260, 30), (20, 200), (260, 260), (30, 120), (250, 140)),), "This does not"),
    ],
)
def test_what_is_no_single_digit_is_said(strokes, sentence):
    assert read(strokes).sentence.startswith(sentence)


def test_no_map_and_no_bar_is_shown_of_an_empty_canvas():
    columns = read(()).columns
    maps = [tile.picture for column in columns[1:-1] for tile in column.tiles]
    assert maps and all(bool((picture == EMPTY).all()) for picture in maps)
    assert not any(bar.share or bar.text or bar.first for bar in columns[-1].bars)
    drawn = read(live.NINE).columns
    assert [len(column.tiles) for column in columns] == [len(column.tiles) for column in drawn]


def test_what_the_canvas_draws_is_read_as_a_zero_until_its_tail_comes():
    (stroke,) = live.NINE
    assert "says **0**" in read((stroke[:30],)).sentence
    assert "says **9**" in read(live.NINE).sentence


def test_the_first_picture_needs_no_torch():
    """It shows while torch is imported."""
    names = "pages.home.live, pages.home.stations"
    script = f"import sys, {names}; assert not {{'torch', 'pandas'}} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


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
    visit(page, address)
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_role("heading", name="Torch Playground")).to_be_visible()
    settled(page).go_back()
    until(page, lambda: settings(page.url), settings(address))


@pytest.mark.parametrize(
    "address",
    [
        "/losses?losses.view=Outlier&losses.outlier_x=-1.8",
        TOPICS["digits"].link(TOPICS["digits"].content.PRESETS[0].state),
    ],
    ids=["losses", "digits"],
)
def test_who_comes_again_and_goes_back_sees_no_page_that_was_not(page, address):
    """Streamlit would put the page without its settings into the history, between the home page and
    the page as it was left: an empty canvas, for example.
    """
    visit(page, address)
    page.get_by_role("link", name="Home").first.click()
    home = page.get_by_role("heading", name="Torch Playground")
    expect(home).to_be_visible()
    title = TOPICS[address[1:].partition("?")[0]].title
    settled(page).get_by_role("link", name=title).last.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    until(page, lambda: settings(page.url), settings(address))
    settled(page).go_back()
    expect(home).to_be_visible()
    assert settled(page).url.endswith("/")
    page.go_back()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert settings(settled(page).url) == settings(address)


def test_the_menu_of_a_phone_closes_once_a_page_is_chosen_and_that_is_at_its_top(page):
    resize(page, 390)
    visit(page, "/activations")
    scrolls = page.get_by_test_id("stMain")
    scrolls.evaluate("main => main.scrollTop = 500")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Losses").click()
    expect(page.get_by_role("heading", name="Losses", level=1)).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    assert settled(page) and scrolls.evaluate("main => main.scrollTop") == 0
