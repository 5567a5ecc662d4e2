"""The picture is in the window while a step of the guide is shown and while a control is moved."""

import pytest
from playwright.sync_api import expect

from core.topics import TOPICS
from tests.browser import settled, visit, watching

SEEN = """() => {
    const picture = document.querySelector('.st-key-picture');
    const stays = picture.querySelector('[class*="st-key-stays"], .st-key-digits-answer');
    const box = picture.querySelector('[class*="st-key-room"]')
        ?? (stays && getComputedStyle(stays).position === 'sticky' ? stays : picture.parentElement);
    const seen = box.getBoundingClientRect();
    const cut = parseFloat(box.style.clipPath.split(' ')[2]) || 0;
    return Math.min(seen.bottom - cut, innerHeight) - Math.max(seen.top, 60);
}"""
"""How many pixels of the picture's height are in the window, under the menu.

Where a page has one picture that it is about, or one that stays on a phone, it is that one which
counts, and of this what no other part of the page covers. Below what is drawn on it is the answer.
"""

MENU = """() => [...document.querySelectorAll('[data-testid="stTopNavSection"] p')].map(
    (wing) => wing.textContent + getComputedStyle(wing, '::after').content)"""
"""What the entries of the menu say."""

COVERED = """() =>
    parseFloat(getComputedStyle(document.querySelector('[data-testid="stMain"]')).scrollPaddingTop)"""
"""How many pixels at the top of the window the menu and a picture that stays cover on a phone."""

CUT = """() => ['.st-key-guide', '.st-key-picture']
    .map(part => document.querySelector(part).parentElement)
    .filter(room => room.scrollHeight > room.clientHeight + 1)
    .filter(room => getComputedStyle(room, '::after').position !== 'sticky').length"""
"""How many of guide and picture go on beyond their room without a fade that says so."""

OPEN = ".st-key-controls :is([role=slider], input):not([inert] *)"
"""Controls that do not stand folded."""

LEAST = {1280: 250, 390: 200}
MOST_ON_A_PHONE = 0.45 * 844


WINDOWS = [(width, "light") for width in LEAST]


@pytest.mark.parametrize("window", WINDOWS, indirect=True, scope="module", ids=LEAST)
@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_step_and_a_control_move_a_picture_that_is_seen(window, app, topic):
    with watching(window, app) as page:
        act_on(visit(page, topic.link(topic.content.State())), topic)


def act_on(page, topic):
    width = page.viewport_size["width"]
    if width == 1280:
        assert f'{topic.wing.capitalize()}": {topic.title}"' in page.evaluate(MENU)
    step = topic.content.PRESETS[-1]
    chapter = page.get_by_role("button", name=f"{getattr(step.state, 'view', '')} · ")
    if chapter.count():
        chapter.click()
    question = settled(page).get_by_role("button", name=step.question)
    question.click()
    if width == 1280:
        assert settled(page).evaluate(CUT) == 0
    if width == 390:
        assert settled(page).evaluate(COVERED) <= question.bounding_box()["y"]
    if step.answers:
        settled(page).get_by_role("button", name="Show me").click()
    check(page, width)
    control = settled(page).locator(OPEN).last
    control.focus()
    expect(control).to_be_focused()
    control.press("ArrowRight")
    check(page, width)


def check(page, width: int) -> None:
    seen = settled(page).evaluate(SEEN)
    assert seen >= LEAST[width]
    assert width > 640 or seen <= MOST_ON_A_PHONE
