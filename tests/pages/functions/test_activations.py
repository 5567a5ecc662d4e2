"""The activations page in a real browser: its views, a slider, a preset, and a phone."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from core.catalogue.activations import ACTIVATIONS
from core.functions.activations.state import PRESETS, State
from core.topics import TOPICS
from tests.browser import newcomer, resize, settled, until, visit

TOPIC = TOPICS["activations"]

RIGHT_EDGES = """() => [
    document.querySelector('[data-testid="stMain"]').scrollWidth,
    ...[...document.querySelectorAll('h1, p, button, .stPlotlyChart, .stTable, .stCode')]
        .filter(element => !element.closest('[data-testid="stSidebar"], .stTable > *'))
        .map(element => element.getBoundingClientRect().right)
]"""
"""How far to the right the page and what stands on it reach, in pixels; a table scrolls alone."""


def opened(page, state):
    return visit(page, TOPIC.link(state))


def picture(page):
    return page.locator(".st-key-picture")


def test_each_view_has_its_own_picture_and_controls(page):
    opened(page, State())
    for view, words, control, function in (
        ("Softmax", "Turns logits into probabilities", "Logit z0", "Softmax(temperature=1)"),
        ("Depth", "Through all layers the signal", "Layers", "ReLU()"),
        ("Curves", "Thick bands mark saturation", "Input x", "Tanh()"),
    ):
        page.get_by_role("radio", name=view).click()
        expect(picture(page).get_by_text(words)).to_be_visible()
        expect(page.get_by_role("slider", name=control)).to_be_visible()
        expect(picture(page).locator(".js-plotly-plot").first).to_be_visible()
        rows = settled(page).locator(".st-key-sections tbody tr")
        expect(rows.last).to_contain_text(function)
        expect(rows).to_have_count(3 if view == "Curves" else 1)


def test_a_slider_moves_the_numbers_in_the_picture_and_the_address(page):
    opened(page, State())
    expect(picture(page).get_by_text("Sigmoid: f(1) = 0.7311")).to_be_visible()
    settled(page).get_by_role("slider", name="Input x").press("ArrowRight")
    expect(picture(page).get_by_text("Sigmoid: f(1.05) = 0.7408")).to_be_visible()
    assert "activations.x=1.05" in settled(page).url


def test_slope_and_curvature_are_one_click_away(page):
    opened(page, State())
    for quantity, numbers in (("Slope", "f′(1) = 0.1966"), ("Curvature", "f″(1) = −0.09086")):
        page.get_by_role("radio", name=quantity).click()
        expect(picture(page).get_by_text(f"Sigmoid: {numbers}")).to_be_visible()
        settled(page)


def test_a_preset_shows_what_it_says(page):
    opened(page, PRESETS[-1].state)  # whose step of the guide stays open, but for a newcomer
    opened(newcomer(page), State())
    page.get_by_role("button", name="Show me").click()
    expect(picture(page).get_by_text("Sigmoid: f′(4) = 0.01766")).to_be_visible()
    expect(picture(page).get_by_text("ReLU")).to_have_count(0)
    until(page, lambda: state_of(page), PRESETS[0].state)
    step = next(preset for preset in PRESETS if preset.name == "Vanishing gradients")
    settled(page).get_by_role("button", name=step.question).click()
    settled(page).get_by_role("button", name="Show me").click()
    words = "the gradient shrinks (×\u00a01.3 · 10⁻¹²)"
    expect(picture(page).get_by_text(words)).to_be_visible()


def state_of(page):
    """The state at the address."""
    settings = parse_qs(urlsplit(page.url).query)
    return State.from_query({key.partition(".")[2]: texts for key, texts in settings.items()})


def test_nothing_is_wider_than_a_phone(page):
    states = (
        State(functions=tuple(ACTIVATIONS.pick(name) for name in list(ACTIVATIONS)[-5:])),
        State(view="Softmax"),
        State(view="Depth"),
    )
    resize(page, 390)
    for state in states:
        opened(page, state)
        for section in ("Properties", "Code"):
            page.get_by_role("tab", name=section).click()
            until(settled(page), lambda: max(page.evaluate(RIGHT_EDGES)) <= 390, True)
