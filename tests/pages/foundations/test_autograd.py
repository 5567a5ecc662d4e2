"""The autograd page in a real browser: a graph walked through backwards, lines, and modules."""

from playwright.sync_api import expect

from core.foundations.autograd.line_examples import ACCUMULATE, NOT_SCALAR, TWICE
from core.foundations.autograd.state import LINES, MODULE, State
from core.topics import TOPICS
from tests.browser import settled, until, visit

TOPIC = TOPICS["autograd"]


def opened(page, state):
    visit(page, TOPIC.link(state))
    return settled(page)


def graph(page):
    return page.locator(".graph")


def box(page, text):
    return graph(page).locator(".box", has_text=text)


def test_a_graph_is_walked_through_backwards_and_the_step_is_in_the_link(page):
    opened(page, State(program="y = w * x", first=3.0, second=4.0))
    line = graph(page).locator(".line")
    expect(line).to_contain_text("a graph of 3 nodes")
    expect(box(page, "w, a leaf")).not_to_contain_text(".grad")
    graph(page).get_by_role("button", name="Next step").click()
    expect(line).to_contain_text("1 · 4 = 4 goes to w (local derivative 4)")
    graph(page).get_by_role("slider").press("ArrowRight")
    expect(line).to_contain_text("w.grad = 4")
    expect(box(page, "w, a leaf")).to_contain_text(".grad = 4")
    until(page, lambda: "autograd.step=2" in page.url, True)
    settled(page)
    graph(page).get_by_role("button", name="Step back").click()
    expect(box(page, "w, a leaf")).not_to_contain_text(".grad")


def test_boxes_are_reached_by_keyboard_and_tell_what_they_have_saved(page):
    opened(page, State(program="y = w * x", first=3.0, second=4.0))
    box(page, "MulBackward0").focus()
    detail = graph(page).locator(".detail")
    expect(detail).to_contain_text("Saved other: 4")
    page.keyboard.press("ArrowUp")
    expect(detail).to_contain_text("AccumulateGrad")
    world = graph(page).locator(".world")
    before = settled(page) and world.get_attribute("transform")
    page.keyboard.press("+")
    expect(world).not_to_have_attribute("transform", before)


def test_lines_run_one_by_one_and_a_refused_one_is_marked(page):
    opened(page, State(view=LINES, lines=ACCUMULATE))
    expect(box(page, "x, a leaf")).to_contain_text(".grad = 12")
    settled(page)
    graph(page).get_by_role("button", name="Step back").click()
    expect(box(page, "x, a leaf")).to_contain_text(".grad = 8")
    opened(page, State(view=LINES, lines=TWICE))
    expect(graph(page).locator(".code .error")).to_contain_text("RuntimeError, see below")
    expect(page.locator(".st-key-picture").get_by_text("PyTorch says")).to_be_visible()
    opened(page, State(view=LINES, lines=NOT_SCALAR))  # its boxes are where those before were
    expect(box(page, "PowBackward0")).to_contain_text("y = [1, 4, 9]")


def test_a_module_opens_and_closes_and_the_drawing_is_a_file(page):
    opened(page, State(view=MODULE, network="LeNet"))
    box(page, "hidden2").click()
    expect(box(page, "hidden2.weight")).to_be_visible()
    assert "autograd.opened=hidden2" in settled(page).url
    with page.expect_download() as download:
        graph(page).get_by_role("button", name="SVG").click()
    assert download.value.suggested_filename == "lenet.svg"
    text = download.value.path().read_text("utf-8")
    assert "hidden2.weight" in text and "viewBox" in text and "var(" not in text
    box(page, "hidden2.weight").click()
    expect(box(page, "hidden2.weight")).to_have_count(0)
