"""Transfer learning in a browser: a cell's picture is looked at, and one's own is classified."""

import io
from contextlib import suppress
from zipfile import ZipFile

from PIL import Image
from playwright.sync_api import Page, expect

from core.data import own_classes, own_pictures
from core.data.inputs import FOLDER
from core.data.own_classes import Draft, with_class
from core.topics import TOPICS
from core.vision.transfer.state import CLASSES, State
from tests.browser import settled, visit
from tests.visits import opened

TOPIC = TOPICS["transfer"]

LONG = 180_000
"""Milliseconds in which the process that trains has started, on a slow machine too."""


def photograph() -> bytes:
    """A photo of a sunflower, as a reader's computer may have it: larger, and a JPEG."""
    buffer = io.BytesIO()
    Image.open(FOLDER / "sunflower.webp").convert("RGB").resize((640, 480)).save(buffer, "JPEG")
    return buffer.getvalue()


def test_a_picture_of_a_mistake_is_looked_at(page: Page):
    visit(page, "/transfer")
    expect(page.get_by_text("of 163 held-out pictures right")).to_be_visible(timeout=LONG)
    tile = page.get_by_role("button", name="mammals taken for birds").first
    expect(tile).to_be_visible()
    tile.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The true class is mammals.")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("img", name="birds: 42.3 %")).to_be_visible()


def test_ones_own_photo_is_classified(page: Page):
    visit(page, "/transfer?transfer.view=Your+picture&transfer.source=Upload")
    expect(page.get_by_text("Your picture comes here.")).to_be_visible()
    file = {"name": "flower.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.locator("input[type=file]").set_input_files(file)
    sentence = page.locator(".st-key-sentence")
    expect(sentence).to_contain_text("The head on features answers plants", timeout=LONG)
    expect(page.get_by_text("Your picture goes no further")).to_be_visible()


def test_three_classes_by_uploads_become_a_classifier(page: Page):
    visit(page, "/transfer?transfer.view=Your+classes")
    field = page.get_by_label("Add a class")
    for name, files in uploads().items():
        field.fill(name)
        field.press("Enter")
        expect(page.get_by_role("heading", name=f"{name.capitalize()} (0)")).to_be_visible(
            timeout=LONG
        )
        settled(page)
        page.locator("input[type=file]").set_input_files(files)
        expect(page.get_by_role("heading", name=f"{name.capitalize()} (10)")).to_be_visible(
            timeout=LONG
        )
        settled(page)  # or the field is drawn again while the next name is typed
    button = page.get_by_role("button", name="Train a head on these classes")
    expect(button).to_be_enabled()
    settled(page)
    button.click()
    expect(page.get_by_text("of 6 held-out pictures right")).to_be_visible(timeout=LONG)


def test_ones_own_data_set_is_deleted_where_it_was_made_and_can_be_had_back(tmp_path, monkeypatch):
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    draft = Draft()
    for name, files in uploads().items():
        pictures = [(file["name"], file["buffer"]) for file in files]
        draft = own_classes.with_pictures(with_class(draft, name), name, pictures).draft
    name = own_classes.make(draft).name
    try:
        app = opened(TOPIC, State(view=CLASSES, dataset=name))
        app.query_params["transfer.show"] = "Your data sets"
        app.run()
        assert app.selectbox(key="transfer.dataset").value == name
        app.button(key="transfer.own.ask.0").click().run()
        app.button(key="transfer.own.delete.0").click().run()
        assert not app.exception and own_pictures.names() == ()
        assert app.selectbox(key="transfer.dataset").value == "Clip art"
        app.button(key="transfer.own.undo").click().run()
        assert not app.exception and own_pictures.names() == (name,)
    finally:
        with suppress(ValueError):
            own_pictures.remove(name)


def uploads() -> dict[str, list[dict]]:
    """Ten drawings of each of three kinds, as files."""
    files: dict[str, list[dict]] = {"birds": [], "fruit": [], "vehicles": []}
    with ZipFile(FOLDER.parent / "clip_art" / "clip_art.zip") as drawings:
        for name in drawings.namelist():
            own = files.get(name.split("/")[1], [])
            if name.startswith("train/") and len(own) < 10:
                file = name.rpartition("/")[2]
                own.append({"name": file, "mimeType": "image/png", "buffer": drawings.read(name)})
    return files
