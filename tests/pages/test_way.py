"""The way through a page: each act is one step back, the guide follows the picture, and who uses
the keyboard stays where they are.
"""

from playwright.sync_api import expect

from core.topics import TOPICS
from tests.browser import newcomer, settled, until, visit

TOPIC = TOPICS["losses"]
CURVES, SURFACE = (
    next(preset for preset in TOPIC.content.PRESETS if preset.state.view == view)
    for view in ("Curves", "Surface")
)

OUT_OF_SIGHT = """button => {
    const guide = document.querySelector('.st-key-guide').parentElement.getBoundingClientRect();
    const {top, bottom} = button.getBoundingClientRect();
    return top < guide.top || bottom > Math.min(guide.bottom, innerHeight);
}"""
"""Whether no more than a part of a button can be seen in the guide, which scrolls by itself."""


def test_a_link_to_a_late_step_shows_the_whole_of_it(page):
    late = TOPIC.content.PRESETS[-3]
    button = visit(newcomer(page), TOPIC.link(late.state)).get_by_role("button", name="Show me")
    until(page, lambda: button.evaluate(OUT_OF_SIGHT), False)


def test_back_and_forward_take_view_and_guide_along(page):
    visit(newcomer(page), TOPIC.link(TOPIC.content.State()))
    question = page.get_by_role("button", name=CURVES.question)
    expect(question).to_contain_text("visibility")
    settled(page).get_by_role("button", name="Show me").press("Enter")
    expect(page.get_by_text(CURVES.notice)).to_be_visible()
    expect(settled(page).get_by_role("button", name="Show me again")).to_be_focused()
    view = page.get_by_role("radio", name="Surface")
    view.click()
    expect(page.locator(".st-key-losses-picture-above")).to_be_visible()
    expect(page.get_by_text(CURVES.notice)).to_be_hidden()
    expect(settled(page).get_by_role("button", name=CURVES.question)).not_to_contain_text(
        "visibility"
    )
    slider = page.locator(".st-key-losses-w").get_by_role("slider")
    before = slider.input_value()
    for _ in range(2):
        slider.press("ArrowRight")
        settled(page)
    page.go_back()
    expect(slider).to_have_value(before)
    settled(page).go_back()
    expect(page.get_by_text(CURVES.notice)).to_be_visible()
    expect(page.get_by_role("radio", name="Curves")).to_be_checked()
    settled(page).go_forward()
    expect(page.get_by_role("radio", name="Surface")).to_be_checked()
    expect(page.locator(".st-key-losses-picture-above")).to_be_visible()
