"""Uploads in a real browser, on every page that takes one: read, taken away, refused."""

import pytest
from playwright.sync_api import expect

from core.data import inputs
from core.data.handwriting.strokes import decode, draw
from core.data.handwriting.styles import written
from core.data.inputs import DigitInput
from core.topics import TOPICS
from tests.browser import settled, visit

REQUESTS = {
    "digits": "Upload a photo",
    "convolution": "Upload a picture first.",
    "feature_maps": "and see what the network makes of it",
}
"""What each page asks for while there is no picture."""


def test_every_page_with_an_upload_is_walked():
    takers = [name for name, topic in TOPICS.items() if issubclass(topic.content.State, DigitInput)]
    assert takers == list(REQUESTS)


@pytest.fixture
def files(tmp_path):
    """Three pictures and a file that is none. A browser does not send the same file twice."""
    seven = 255 - draw(decode(written("plain 7")))
    for name in ("first.png", "second.png", "third.png"):
        (tmp_path / name).write_bytes(inputs.png(seven[None]))
    (tmp_path / "letter.png").write_text("not a picture")
    return tmp_path


@pytest.mark.parametrize("name", REQUESTS)
def test_the_old_picture_goes_when_it_is_taken_away_and_when_the_next_is_refused(name, page, files):
    topic = TOPICS[name]
    visit(page, topic.link(topic.content.State(source="photo")))
    request, upload = page.get_by_text(REQUESTS[name]), page.locator("input[type=file]")
    mistake = page.locator('[data-testid="stAlert"]').filter(has_text="letter.png")
    expect(request).to_be_visible()
    upload.set_input_files(files / "first.png")
    expect(request).to_have_count(0)
    assert f"{name}.photo=" in settled(page).url
    page.get_by_test_id("stFileChipDeleteBtn").click()
    expect(request).to_be_visible()
    assert f"{name}.photo=" not in settled(page).url
    upload.set_input_files(files / "second.png")
    expect(request).to_have_count(0)
    settled(page)
    upload.set_input_files(files / "letter.png")
    expect(mistake).to_be_visible()
    expect(request).to_be_visible()
    assert f"{name}.photo=" not in settled(page).url
    upload.set_input_files(files / "third.png")
    expect(mistake).to_have_count(0)
    expect(request).to_have_count(0)
