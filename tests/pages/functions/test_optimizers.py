"""The optimizers page in a real browser: a click sets the start, the race is played, sliders and
links agree.
"""

import re

import pytest
from playwright.sync_api import expect

from core.functions.optimizers.geometry import start
from core.functions.optimizers.state import RACERS, State, run
from core.functions.optimizers.surfaces import SURFACES
from core.topics import TOPICS
from tests.browser import LOOK, click_chart, moving, newcomer, settled, touch, until, visit

TOPIC = TOPICS["optimizers"]
STATE = State(racers=(RACERS.pick("SGD"), RACERS.pick("Adam")), steps=40)

PLOT = ".st-key-picture .js-plotly-plot"
HEADS = """() => {
    const plot = document.querySelector('.st-key-optimizers-space .js-plotly-plot');
    const heads = plot._fullData[plot._fullData.length - 1];
    return Array.from(heads.x).concat(Array.from(heads.y));
}"""
PAINTED = """() => {
    const canvas = document.querySelector('.st-key-optimizers-map canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, index) => index % 4 === 3 && value).length;
}"""
"""How many pixels of the map are those of paths and heads."""

DRAWN = f"() => document.querySelector('{PLOT}')._fullData.map(trace => trace.name)"
"""The names of the lines in the first chart."""

MARKS = "() => [...document.querySelectorAll('[data-step]')].map(mark => Number(mark.dataset.step))"
"""How far each of the small charts says that the race has come, from 0 to 1."""


def opened(page, state=STATE):
    visit(page, TOPIC.link(state))
    expect(slider(page)).to_have_attribute("max", str(state.steps))
    until(page, lambda: len(page.evaluate(MARKS)), 4)
    return page


def at_rest(page, script):
    """What a script gives once it gives the same again: a chart comes later than its page, and
    moves as others come.
    """
    last = None
    for _ in range(100):
        before, last = last, page.evaluate(script)
        if last and last == before:
            break
        page.wait_for_timeout(2 * LOOK)
    return last


def slider(page):
    return page.get_by_role("slider", name="Step of the race")


def sentence(page):
    return page.locator(".st-key-sentence")


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
    opened(newcomer(page))
    asked, whole = len(sent), at_rest(page, PAINTED)
    slider(page).press("Home")
    expect(slider(page)).to_have_attribute("aria-valuetext", "Step 0 of 40")
    assert page.evaluate(MARKS) == [0] * 4
    start = page.evaluate(PAINTED)
    slider(page).press("ArrowRight")
    expect(slider(page)).to_have_attribute("aria-valuetext", re.compile("Step 1 of 40 · .* lowest"))
    assert start < page.evaluate(PAINTED) < whole
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_role("button", name="Pause").press("Space")
    assert 0 < page.evaluate(MARKS)[0] < 1
    page.get_by_role("button", name="Go on").press("Space")
    expect(page.get_by_role("button", name="Run again")).to_be_visible()
    assert page.evaluate(PAINTED) == whole and page.evaluate(MARKS) == [1] * 4
    assert len(sent) == asked > 0


def test_in_space_the_slider_moves_the_heads(page):
    opened(page, STATE.replace(view="3-D"))
    ends = [path.points[[0, -1]].T.tolist() for path in run(STATE)]
    for key, index in (("Home", 0), ("End", 1)):
        slider(page).press(key)
        wanted = [pytest.approx(end[axis][index], rel=1e-5) for axis in (0, 1) for end in ends]
        until(page, lambda: page.evaluate(HEADS), wanted)  # noqa: B023


def test_the_page_opens_with_the_race_to_be_run(page):
    opened(newcomer(page), State())
    expect(sentence(page)).to_contain_text("Which is lowest after 100 steps? Run the race to see.")
    expect(page.get_by_role("button", name="Run the race")).to_be_visible()
    assert page.evaluate(MARKS) == [0] * 4
    page.get_by_role("radio", name="3-D").click()
    until(page, lambda: "view=3-D" in page.url, True)
    expect(settled(page).get_by_role("button", name="Run the race")).to_be_visible()
    expect(sentence(page)).to_contain_text("Run the race to see.")
    slider(page).press("End")
    expect(sentence(page)).to_contain_text("After 100 steps SGD is lowest")
    expect(settled(page).get_by_role("button", name="Run again")).to_be_visible()


def set_rate(page, rate):
    box = page.get_by_role("spinbutton", name="SGD lr")
    box.fill(rate)
    box.press("Enter")
    until(page, lambda: f"racers.SGD.lr={rate}" in page.url, True)


def test_after_a_control_the_whole_is_seen_or_the_step_that_was_looked_at(page):
    opened(page)
    steps = slider(page)
    steps.press("Home")
    for _ in range(3):
        steps.press("ArrowRight")
    set_rate(page, "0.02")
    settled(page)
    expect(steps).to_have_value("3")
    settled(page)
    steps.press("End")
    set_rate(page, "0.03")
    settled(page)
    expect(steps).to_have_value("40")


def test_a_step_of_the_guide_plays_unless_less_motion_is_wanted(page):
    opened(moving(page))
    step, still = TOPIC.content.PRESETS[1], TOPIC.content.PRESETS[4]
    page.get_by_role("button", name=step.question).click()
    page.get_by_role("button", name="Pause").click()
    asked, told = (sentence(page).get_by_text(text) for text in ("Which is", "Momentum is lowest"))
    expect(asked).to_be_visible()
    expect(told).to_be_hidden()
    slider(page).press("End")
    expect(told).to_be_visible()
    expect(asked).to_be_hidden()
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name=still.question).click()
    settled(page).get_by_role("button", name="Show me").click()
    settled(page)
    expect(slider(page)).to_have_value(str(still.state.steps))
    expect(sentence(page).get_by_text("Adam is lowest")).to_be_visible()


def test_one_act_is_one_entry_in_the_history(page):
    opened(page)
    first, count = page.url, page.evaluate("history.length")
    click_chart(page, page.locator(PLOT).first, 1, 2)
    until(page, lambda: "start_y=2" in page.url, True)
    clicked = settled(page).url
    page.get_by_role("button", name=TOPIC.content.PRESETS[1].question).click()
    until(page, lambda: "Rosenbrock" in page.url, True)
    assert settled(page).evaluate("history.length") == count + 2
    for address in (clicked, first):
        page.go_back()
        until(page, lambda: settled(page).url, address)
    expect(page.get_by_role("slider", name="Start y")).to_have_attribute("aria-valuetext", "-1.0")


def test_a_finger_taps_and_scrolls(phone):
    """On the map and on the surface of a loss."""
    opened(phone)
    tap(phone, "optimizers-map")
    until(phone, lambda: "start_x=2.5" in phone.url and "start_y=-2.5" in phone.url, True)
    swipe(phone, "optimizers-map")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop > 50"
    until(phone, lambda: phone.evaluate(scrolled), True)
    assert "start_x=2.5" in phone.url
    losses = TOPICS["losses"]
    visit(phone, losses.link(losses.content.State(view="Surface")))
    tap(phone, "losses-picture-above")
    until(phone, lambda: "losses.w=2&" in phone.url and "losses.b=-2" in phone.url, True)


def plot_box(page, key):
    plot = settled(page).locator(f".st-key-{key} .nsewdrag")
    plot.scroll_into_view_if_needed()
    return plot.bounding_box()


def tap(page, key):
    """Three quarters to the right and down."""
    box = plot_box(page, key)
    touch(page, [(box["x"] + 0.75 * box["width"], box["y"] + 0.75 * box["height"])])


def swipe(page, key):
    """A finger goes up by a hundred pixels."""
    box = plot_box(page, key)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.9
    touch(page, [(x, y - moved) for moved in range(0, 110, 10)])


def test_a_surface_is_begun_at_its_own_start(page):
    opened(page)
    page.get_by_role("combobox", name="Surface").click()
    page.get_by_role("option", name="Beale").click()
    settled(page)
    x, y = start(SURFACES.pick("Beale"))
    expect(page.get_by_role("slider", name="Start x")).to_have_attribute("aria-valuetext", str(x))
    expect(page.get_by_role("slider", name="Start y")).to_have_attribute("aria-valuetext", str(y))


def test_a_rate_is_kept_and_typed_with_all_its_digits(page):
    opened(page, STATE.replace(racers=(RACERS.pick("SGD", lr=0.0123), RACERS.pick("Adam"))))
    box = page.get_by_role("spinbutton", name="SGD lr")
    expect(box).to_have_value("0.0123")
    settled(page)
    box.fill("0.00015")
    box.press("Enter")
    page.wait_for_url("**racers.SGD.lr=0.00015*")
    settled(page)
    expect(box).to_have_value("0.00015")
    settled(page)
    box.press("ArrowUp")
    expect(box).to_have_value("0.01")


def test_ten_optimizers_have_a_row_each_in_the_colour_of_their_line(page):
    names = list(RACERS)[:10]
    opened(page, STATE.replace(racers=tuple(map(RACERS.pick, names))))
    rows = page.locator(".st-key-controls [class*='st-key-row-']")
    expect(rows).to_have_count(len(names))
    swatches = rows.evaluate_all("""rows => rows.map(
        row => getComputedStyle(row, '::before').backgroundColor)""")
    until(page, lambda: set(names) <= set(page.evaluate(DRAWN)), True)
    lines = page.locator(PLOT).first.evaluate(
        """(plot, names) => {
            const probe = document.body.appendChild(document.createElement('i'));
            return names.map(name => {
                const line = plot._fullData.findLast(trace => trace.name === name);
                probe.style.color = line.line.color;
                return getComputedStyle(probe).color;
            });
        }""",
        names,
    )
    assert swatches == lines
    assert page.locator(".st-key-controls").bounding_box()["height"] < 1000
    for name in names:
        expect(page.get_by_role("spinbutton", name=f"{name} lr", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name=f"More of {name}", exact=True)).to_be_visible()


def test_a_cleared_list_stays_empty_when_the_page_is_loaded_again(page):
    opened(page)
    page.get_by_role("button", name="Clear all").click()
    line = page.locator(".st-key-picture").get_by_text("No optimizer is chosen.")
    expect(line).to_be_visible()
    settled(page).reload()
    expect(line).to_be_visible()
    page.get_by_role("combobox", name="Optimizers").fill("Adam")
    page.get_by_role("option", name="Adam", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("spinbutton", name="Adam lr")).to_be_visible()
    assert "racers=Adam" in settled(page).url


def test_folded_settings_stay_open_and_say_what_is_changed(page):
    opened(page)
    more = page.locator(".st-key-controls details")
    more.get_by_text("More (1 changed)").click()
    page.get_by_role("slider", name="Gradient noise").press("ArrowRight")
    expect(more.get_by_text("More (2 changed)")).to_be_visible()
    page.get_by_role("radio", name="3-D").click()
    settled(page)
    expect(page.get_by_role("slider", name="Camera angle")).to_be_visible()
    button = page.get_by_role("button", name="More of Adam")
    button.click()
    page.get_by_role("switch", name="Adam amsgrad").press("Space")
    page.wait_for_url("**racers.Adam.amsgrad=true*")
    expect(settled(page).get_by_role("switch", name="Adam amsgrad")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="More of Adam (1 changed)")).to_be_visible()


def test_all_views_and_tabs_open(page):
    check(opened(page, STATE.replace(view="3-D", angle=120)))
    check(visit(page, f"{TOPIC.link(STATE)}&optimizers.show=One+step+in+numbers"))
    for section in ("Learning-rate sweep", "Which minimum?", "Largest safe rate", "Code"):
        page.get_by_role("tab", name=section).click()
        expect(page.get_by_role("tab", name=section)).to_have_attribute("aria-selected", "true")
        check(page)


def check(page):
    expect(settled(page).locator(".js-plotly-plot").first).to_be_visible()
    expect(page.locator('[data-testid="stAlert"]')).to_have_count(0)
