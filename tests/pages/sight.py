"""The picture is in the window while a step of the guide is shown and while a control is moved."""

from playwright.sync_api import Page, expect

from core.topics import Topic
from tests.browser import settled, until

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

MISMARKED = """() => {
    const all = selector => [...document.querySelectorAll(`.st-key-frame ${selector}`)];
    const kinds = new Set(all('[data-holds]').flatMap(box => box.dataset.holds.split(' ')));
    return [...kinds].filter(kind => {
        const holding = all(`:has([data-kind~=${kind}])`);
        const marked = all(`[data-holds~=${kind}]`);
        return marked.length !== holding.length || marked.some((box, i) => box !== holding[i]);
    });
}"""
"""Of which kinds it is not marked rightly what holds them; the style asks for these marks."""

OPEN = ".st-key-controls :is([role=slider], input):not([inert] *)"
"""Controls that do not stand folded."""

LEAST = {1280: 250, 390: 200}
MOST_ON_A_PHONE = 0.45 * 844


def check_sight(page: Page, topic: Topic) -> None:
    """A step and a control move a picture that is seen, on a page that has just been opened."""
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
    _check(page, width)
    control = settled(page).locator(OPEN).last
    control.focus()
    expect(control).to_be_focused()
    control.press("ArrowRight")
    _check(page, width)
    assert page.evaluate(MISMARKED) == []


def _check(page: Page, width: int) -> None:
    """A picture that is computed first comes after its page."""
    working = settled(page).locator(".st-key-picture").get_by_role("progressbar")
    expect(working).to_have_count(0, timeout=180_000)
    most = page.viewport_size["height"] if width > 640 else MOST_ON_A_PHONE
    until(settled(page), lambda: LEAST[width] <= page.evaluate(SEEN) <= most, True)
