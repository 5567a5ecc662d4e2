"""The neuron page in a real browser: its line is dragged, moved by keys, and guessed about."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from core.foundations.neuron.neuron import REACH, activity
from core.foundations.neuron.state import BY_HAND, State
from core.plots.numbers import number
from core.topics import TOPICS
from tests.browser import settled, touch, until, visit
from tests.visits import visited

TOPIC = TOPICS["neuron"]
START = State(w1=1.0, w2=1.0, b=-1.0)


def opened(page, state):
    return visit(page, TOPIC.link(state))


def setting(page, name: str) -> float:
    """A number of the address; where it has none, the one with which the page begins."""
    texts = parse_qs(urlsplit(page.url).query).get(f"neuron.{name}", [getattr(State(), name)])
    return round(float(texts[0]), 2)


def on_screen(page, x1: float, x2: float) -> tuple[float, float]:
    """Where a pair of inputs is on the screen."""
    box = page.locator(".board canvas").bounding_box()
    share = (x1 + REACH) / (2 * REACH), (REACH - x2) / (2 * REACH)
    return box["x"] + share[0] * box["width"], box["y"] + share[1] * box["height"]


def drag(page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*on_screen(page, *start))
    page.mouse.down()
    page.mouse.move(*on_screen(page, *end), steps=4)


def test_the_line_is_dragged_and_the_numbers_follow(page):
    opened(page, START)
    drag(page, (1.5, -0.5), (1.0, -1.0))  # from one point of the line down and to the left
    expect(page.locator(".said")).to_contain_text("→ ")  # it follows before it is let go
    page.mouse.up()
    until(page, lambda: setting(page, "b"), 0.0)
    moved = START.replace(b=0.0)
    expect(page.locator(".st-key-sentence")).to_contain_text(f"{number(activity(moved).total)}.")
    drag(page, (0.6, 0.6), (-0.6, 0.6))  # the tip of the arrow
    page.mouse.up()
    until(page, lambda: (setting(page, "w1"), setting(page, "w2")), (-1.0, 1.0))
    settled(page)
    page.mouse.click(*on_screen(page, -1.0, -0.5))
    until(page, lambda: (setting(page, "x1"), setting(page, "x2")), (-1.0, -0.5))


def test_a_finger_drags_it_and_the_page_stays(page):
    opened(page, START)
    (x, start), (_, end) = on_screen(page, 1.0, 0.0), on_screen(page, 1.0, -1.0)
    touch(page, [(x, start + (end - start) * step / 8) for step in range(9)])
    until(page, lambda: setting(page, "b"), 0.0)
    assert on_screen(page, 1.0, 0.0)[1] == start


def test_keys_move_it_too(page):
    opened(page, START)
    line = page.get_by_role("slider", name="Line, which the bias shifts")
    line.focus()
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowUp"):
        page.keyboard.press(key)
    until(page, lambda: setting(page, "b"), -0.4)
    expect(line).to_have_attribute("aria-valuetext", "b = −0.4")


def test_a_guess_comes_before_the_sum(page):
    opened(page, START.replace(predict=True, x1=2.0, x2=0.5))
    picture = page.locator(".st-key-picture")
    guess = picture.get_by_role("textbox", name="Your guess")
    guess.fill("2.5")
    guess.press("Enter")
    expect(picture.get_by_text("Add the bias too")).to_be_visible()
    settled(page)
    guess.fill("1.5")
    guess.press("Enter")
    expect(picture.get_by_text("Right: 1.5.")).to_be_visible()


def test_points_are_told_apart_by_hand(page):
    opened(page, State(view=BY_HAND, w1=1.0, w2=1.0, b=-0.5))
    expect(page.locator(".st-key-sentence")).to_contain_text("2 of 4 points")
    drag(page, (1.5, -1.0), (2.0, -0.5))
    expect(page.locator(".said")).to_contain_text("4 of 4 points")
    page.mouse.up()
    expect(page.locator(".st-key-sentence")).to_contain_text("4 of 4 points")


def test_another_activation_does_not_start_beyond_its_limits():
    """Softplus has a threshold of 20, and that of Threshold ends at 3."""
    app = visited(TOPIC, TOPIC.query(State()))
    for name in ("Softplus", "Tanhshrink", "Threshold"):
        app.selectbox(key="neuron.activation").set_value(name).run()
        assert not app.exception
