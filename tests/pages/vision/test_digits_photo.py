"""Photos on the draw page in a real browser: of one digit, of several, and what is no picture."""

from PIL import Image, ImageOps
from playwright.sync_api import expect

from core.data.handwriting.strokes import decode, draw
from core.data.handwriting.styles import written
from tests.browser import settled, visit
from tests.pages.vision.test_digits import answer


def test_a_photo_is_asked_for(page):
    visit(page, "/digits?digits.source=Photo")
    expect(page.get_by_text("Upload a photo")).to_be_visible()


def test_a_photo_is_read(page, tmp_path):
    ink = Image.fromarray(draw(decode(written("barred 7 with a hook"))).numpy())
    photo = (
        ImageOps.expand(ImageOps.invert(ink), 60, 255)
        .point(lambda value: 40 + value * 0.7)
        .resize((800, 800))
    )
    photo.save(tmp_path / "seven.jpg")
    visit(page, "/digits?digits.source=Photo")
    page.locator("input[type=file]").set_input_files(tmp_path / "seven.jpg")
    expect(answer(page)).to_have_text("7")


def test_a_photo_of_several_digits_has_a_box_and_an_answer_for_each(page, tmp_path):
    row = Image.new("L", (1100, 500), 230)
    for number, style in enumerate(("bar 1", "oval 0", "barred 7 with a hook")):
        ink = Image.fromarray(draw(decode(written(style))).numpy())
        row.paste(60, (60 + 330 * number, 110), ink)
    row.save(tmp_path / "number.png")
    visit(page, "/digits?digits.source=Photo")
    page.locator("input[type=file]").set_input_files(tmp_path / "number.png")
    expect(answer(page)).to_have_text("107")
    labels = page.locator(".st-key-digits-picture .annotation-text")
    expect(labels).to_have_text(["1", "0", "7"])
    settled(page)
    page.goto(page.url)  # the link holds the digits, and not the photo
    expect(answer(page)).to_have_text("107")
    expect(labels).to_have_text(["1", "0", "7"])
    settled(page)


def test_a_file_that_is_no_picture_gets_one_line(page, tmp_path):
    (tmp_path / "seven.png").write_text("not a picture")
    visit(page, "/digits?digits.source=Photo")
    page.locator("input[type=file]").set_input_files(tmp_path / "seven.png")
    expect(page.get_by_text("seven.png")).not_to_have_count(0)
    expect(page.locator('[data-testid="stAlert"]')).to_be_visible()
