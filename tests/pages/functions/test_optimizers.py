"""The optimizers page in a real browser: a click sets the start, the race is played, sliders and
links agree.
"""

from playwright.sync_api import expect

from core.functions.optimizers.geometry import start
from core.functions.optimizers.state import RACERS, State
from core.functions.optimizers.surfaces import SURFACES
from core.topics import TOPICS
from tests.browser import click_chart, settled, until

TOPIC = TOPICS["optimizers"]
STATE = State(racers=(RACERS.pick("SGD"), RACERS.pick("Adam")), steps=40)

PLOT = ".st-key-picture .js-plotly-plot"
HEADS = """() => {
    const plot = document.querySelector('.st-key-picture .js-plotly-plot');
    const heads = plot._fullData[plot._fullData.length - 1];
    return Array.from(heads.x).concat(Array.from(heads.y));
}"""


def opened(page, state=STATE):
    page.goto(TOPIC.link(state))
    settled(page)
    page.wait_for_selector(".st-key-picture .js-plotly-plot .slider-container")
    return page


def test_a_click_sets_the_start(page):
    opened(page)
    click_chart(page, page.locator(PLOT).first, -2.5, 1.5)
    page.wait_for_url("**start_x=-2.5*")
    settled(page)
    assert "optimizers.start_y=1.5" in page.url
    expect(page.get_by_role("slider", name="Start x")).to_have_attribute("aria-valuetext", "-2.5")


def test_the_race_is_scrubbed_and_played_without_the_server(page):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    opened(page)
    asked, end = len(sent), page.evaluate(HEADS)
    box = page.locator(f"{PLOT} .slider-rail-touch-rect").bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    x, y = STATE.start_x, STATE.start_y
    until(page, lambda: page.evaluate(HEADS), [x, x, y, y])
    page.locator(f"{PLOT} .updatemenu-button").first.click()
    for _ in range(8):  # the level lines stay meanwhile
        assert page.locator(f"{PLOT} .scatterlayer .trace .js-fill").count() >= 5
        page.wait_for_timeout(40)
    until(page, lambda: page.evaluate(HEADS), end)
    assert len(sent) == asked > 0


def test_a_surface_is_begun_at_its_own_start(page):
    opened(page)
    page.get_by_role("combobox", name="Surface").click()
    page.get_by_role("option", name="Beale").click()
    settled(page)
    x, y = start(SURFACES.pick("Beale"))
    expect(page.get_by_role("slider", name="Start x")).to_have_attribute("aria-valuetext", str(x))
    expect(page.get_by_role("slider", name="Start y")).to_have_attribute("aria-valuetext", str(y))


def test_a_rate_between_the_stops_of_its_slider_is_kept(page):
    opened(page, STATE.replace(racers=(RACERS.pick("SGD", lr=0.0123), RACERS.pick("Adam"))))
    slider = page.get_by_role("slider", name="SGD lr")
    expect(slider).to_have_attribute("aria-valuetext", "0.0123")
    slider.press("ArrowRight")
    page.wait_for_url("**racers.SGD.lr=0.015*")
    settled(page)
    expect(slider).to_have_attribute("aria-valuetext", "0.015")


def test_all_views_and_tabs_open(page):
    for query in ("view=3-D&optimizers.angle=120", "show=One+step+in+numbers"):
        page.goto(f"/optimizers?optimizers.{query}")
        check(page)
    for section in ("Learning-rate sweep", "Which minimum?", "Largest safe rate", "Code"):
        page.get_by_role("tab", name=section).click()
        expect(page.get_by_role("tab", name=section)).to_have_attribute("aria-selected", "true")
        check(page)


def check(page):
    expect(settled(page).locator(".js-plotly-plot").first).to_be_visible()
    assert page.locator('[data-testid="stAlert"]').count() == 0
