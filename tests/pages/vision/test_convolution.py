"""The convolution page in a real browser: a kernel is edited, pixels are chosen, a drawing is
followed and taken on.
"""

import re

from PIL import Image
from playwright.sync_api import expect

from core.data.handwriting.strokes import SIZE, decode
from core.data.handwriting.styles import written
from core.plots.numbers import number
from core.topics import TOPICS
from core.vision.convolution.kernels import YOURS
from core.vision.convolution.neighbourhood import TILE
from core.vision.convolution.state import (
    ARITHMETIC,
    CHANNELS,
    FLATTEN,
    KERNELS,
    NUMBER,
    POOLING,
    RECEPTIVE,
    VIEWS,
    State,
    choosing,
    filtered,
)
from core.vision.digits import state as digits_state
from tests.browser import choose, newcomer, resize, settled, until, visit

TOPIC = TOPICS["convolution"]
SEVEN = decode(written("plain 7"))


def output(page):
    """The picture that comes out, and its caption."""
    return page.locator("figure").filter(has_text="Output").first


def opened(page, state):
    return visit(page, TOPIC.link(state))


def pixels(page):
    return page.evaluate(
        "canvas => canvas.toDataURL()", output(page).locator("canvas").element_handle()
    )


def test_an_edited_cell_changes_the_output(page):
    state = State(source="test digit", index=0)
    opened(page, state)
    before = pixels(page)
    cell = page.get_by_label("Row 2, column 2")
    cell.fill("3")
    cell.press("Enter")
    changed = state.replace(kernel=YOURS, grid="-1_0_1~-2_3_2~-1_0_1")
    low, high = (number(float(end), 3) for end in filtered(changed).output.aminmax())
    expect(output(page)).to_contain_text(f"from {low} to {high}")
    until(settled(page), lambda: pixels(page) != before, True)
    assert (
        "convolution.grid=-1_0_1~-2_3_2~-1_0_1" in page.url
        and "convolution.kernel=Yours" in page.url
    )
    page.get_by_role("button", name="Rotate 90°").click()
    expect(page.get_by_label("Row 1, column 2")).to_have_value("2")
    settled(page)
    page.get_by_role("button", name="Larger", exact=True).click()
    expect(page.get_by_label("Row 5, column 5")).to_have_value("0")


def test_what_is_no_number_is_not_taken(page):
    opened(page, State())
    cell = page.get_by_label("Row 1, column 1")
    cell.fill("nonsense")
    cell.press("Tab")
    expect(cell).to_have_value("−1")
    assert "grid=" not in settled(page).url


def test_a_pixel_is_chosen_by_click_and_with_keys_and_seen_in_the_next_view(page):
    opened(page, State(source="test digit", index=0))
    canvas = output(page).locator("canvas")
    box = canvas.bounding_box()
    canvas.click(position={"x": 7.5 / 28 * box["width"], "y": 10.5 / 28 * box["height"]})
    expect(page.get_by_text("At row 10, column 7")).to_be_visible()
    settled(page)
    canvas.press("ArrowRight")
    expect(page.get_by_text("At row 10, column 8")).to_be_visible()
    settled(page)
    page.get_by_role("radio", name="One number").click()
    expect(page.get_by_text(re.compile(r"^y\[10, 8\] = "))).to_be_visible()


def cell_after(text):
    """What stands before the sum of the cell that comes next, from that of a cell. A walk goes
    through a tile row by row, and then through the tile to its right.
    """
    row, column = map(int, re.match(r"y\[(\d+), (\d+)\] = ", text).groups())
    if column % TILE < TILE - 1:
        column += 1
    elif row % TILE < TILE - 1:
        row, column = row + 1, column - TILE + 1
    else:
        row, column = row - TILE + 1, column + 1
    return f"y[{row}, {column}] = "


def test_a_walk_goes_over_the_output_and_stops_where_it_is(page):
    opened(page, State(view=NUMBER, source="test digit", index=0, row_percent=0, column_percent=0))
    line = page.get_by_text(re.compile(r"^y\[\d+, \d+\] = "))
    expect(line).to_contain_text("y[0, 0] = ")
    page.get_by_role("button", name="Walk", exact=True).click()
    expect(line).not_to_contain_text("y[0, 0] = ")
    page.get_by_role("button", name="Pause").click()
    settled(page)
    assert "convolution.column_percent=" in page.url
    wanted = cell_after(line.inner_text())
    page.get_by_role("button", name="Forward").click()
    expect(line).to_contain_text(wanted)


def test_a_walk_goes_on_from_tile_to_tile(page):
    at = State(view=NUMBER, source="test digit", index=0)
    opened(page, at.replace(**choosing(4, 4, 28, 28)))
    page.get_by_role("button", name="Walk", exact=True).click()
    expect(page.get_by_text(re.compile(r"^y\[[0-4], [5-9]\] = "))).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    settled(page)  # what is clicked at the very moment of a visit may come after it
    opened(page, at.replace(**choosing(0, 0, 28, 28)))
    expect(page.get_by_text(re.compile(r"^y\[0, 0\] = "))).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_text(re.compile(r"^y\[27, 27\] = "))).to_be_visible()


def test_pointing_at_a_cell_tells_what_feeds_it(page):
    opened(page, State(view=ARITHMETIC, size=5, padding=0))
    canvas = page.locator("figure").filter(has_text="output 3 × 3").locator("canvas")
    box = canvas.bounding_box()
    canvas.hover(position={"x": box["width"] * 0.9, "y": box["height"] * 0.1})
    expect(page.get_by_text(re.compile(r"^y\[0, 2\] = "))).to_be_visible()


def test_torch_s_own_words_for_what_it_refuses(page):
    opened(page, State(view=ARITHMETIC, in_channels=4, groups=3))
    expect(page.get_by_text("in_channels must be divisible by groups").first).to_be_visible()


def draw(page, strokes, lift=True):
    canvas = page.locator("canvas[aria-label^='Drawing canvas']")
    box = canvas.bounding_box()
    for first, *rest in strokes:
        at = [
            (box["x"] + x / SIZE * box["width"], box["y"] + y / SIZE * box["height"])
            for x, y in (first, *rest)
        ]
        page.mouse.move(*at[0])
        page.mouse.down()
        for point in at[1:]:
            page.mouse.move(*point)
            page.wait_for_timeout(20)
        if lift:
            page.mouse.up()


def test_the_output_follows_the_pen(page):
    opened(page, State(source="drawing"))
    expect(page.get_by_text("Draw something, and see it here.")).to_be_visible()
    draw(page, SEVEN, lift=False)
    expect(output(page)).to_contain_text("256 × 256")
    page.mouse.up()
    assert "convolution.strokes=" in settled(page).url


def test_a_picture_goes_on_from_page_to_page(page):
    """A test digit from the draw page to this one; there a drawing in its place; the drawing back,
    and on.
    """
    visit(page, TOPICS["digits"].link(digits_state.State(source="test digit", index=3)))
    page.locator(".st-key-onwards").get_by_role("link", name=TOPIC.title).click()
    expect(output(page)).to_contain_text("28 × 28")
    assert "convolution.index=3" in settled(page).url
    choose(page, "Input", "Draw")
    draw(page, SEVEN)
    settled(page)
    page.locator(".st-key-onwards").get_by_role("link", name="Draw a digit").click()
    expect(page.locator(".digit").first).to_have_text("7")
    settled(page)
    page.locator(".st-key-onwards").get_by_role("link", name=TOPIC.title).click()
    expect(output(page)).to_contain_text("256 × 256")
    settled(page)
    page.locator(".st-key-onwards").get_by_role("link", name=TOPICS["feature_maps"].title).click()
    expect(page.locator(".bars .first").last).to_have_text("7")
    assert "feature_maps.source=Draw" in settled(page).url
    page.go_back()
    expect(output(page)).to_contain_text("256 × 256")
    assert "convolution.source=Draw" in settled(page).url


def test_a_kernel_is_edited_while_the_input_is_a_drawing(page):
    opened(page, State(source="drawing", strokes=written("plain 7")))
    cell = page.get_by_label("Row 1, column 3")
    cell.fill("0.5")
    cell.press("Enter")
    expect(page.get_by_text("sum −0.5")).to_be_visible()
    assert "convolution.kernel=Yours" in settled(page).url


def test_an_upload_is_shown_and_what_its_link_holds_is_told(page, tmp_path):
    Image.effect_noise((90, 60), 80).convert("RGB").save(tmp_path / "noise.png")
    opened(page, State(source="photo"))
    expect(page.get_by_text("Upload a picture first.")).to_be_visible()
    settled(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "noise.png")
    expect(output(page)).to_contain_text("90 × 60")
    expect(page.get_by_text("works only on this computer")).to_be_visible()
    (tmp_path / "broken.png").write_text("not a picture")
    page.locator("input[type=file]").set_input_files(tmp_path / "broken.png")
    mistake = page.locator('[data-testid="stAlert"]').filter(has_text="broken.png")
    expect(mistake).to_be_visible()
    expect(page.get_by_text("Upload a picture first.")).to_be_visible()


def test_a_stack_is_built(page):
    opened(page, State(view=RECEPTIVE, stack="conv 3", source="test digit"))
    page.get_by_role("button", name="+ max 2").click()
    expect(page.get_by_label("Layers", exact=True)).to_have_value("conv 3, max 2")
    expect(page.get_by_text("4 × 4 = 16 cells")).to_be_visible()


PHONE = 390
WIDTH = "document.documentElement.scrollWidth"
ROOM = 0.45
"""Of a phone's height, for what of a picture stays in sight."""

TOGETHER = {
    KERNELS: ("Input", "Output"),
    NUMBER: ("Input", "Output"),
    CHANNELS: ("Red of the picture", "Output"),
    ARITHMETIC: ("Input", "Output"),
    POOLING: ("Input", "Output"),
    FLATTEN: ("Map 0", "C, H, W"),
    RECEPTIVE: ("Picture", "Autograd"),
}
"""By view, what is looked at together: the titles of two pictures."""


def share_in_sight(page, title):
    """How much of a picture is seen in the room that a phone has for pictures."""
    top = page.locator(".st-key-picture [class*=st-key-stays]").first.bounding_box()["y"]
    room = ROOM * page.viewport_size["height"]
    starts_so = re.compile(rf"^\s*{title}")
    figure = page.locator(".st-key-picture figure").filter(has_text=starts_so).first
    box = figure.locator("canvas").bounding_box()
    bottom = min(box["y"] + box["height"], top + room)
    return (bottom - max(box["y"], top)) / box["height"]


def test_what_is_looked_at_together_is_in_sight_on_a_phone(page):
    resize(page, PHONE)
    opened(newcomer(page), State(view=VIEWS[-1]))
    for view in VIEWS:
        radio = page.get_by_role("radio", name=view, exact=True)
        radio.click()
        expect(radio).to_be_checked()
        until(settled(page), lambda: page.evaluate(WIDTH) <= PHONE, True)
        assert all(share_in_sight(page, title) > 0.8 for title in TOGETHER[view]), view
