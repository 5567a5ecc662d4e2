"""The segmentation page: the U by keyboard, cures of a size that does not fit, a training."""

import re

import pytest
import torch
from playwright.sync_api import expect

from core.topics import TOPICS
from core.vision.segmentation import own
from core.vision.segmentation.pictures import SCENES, draw_shapes
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.state import PICTURE, TRAIN, State
from core.vision.segmentation.trained import shipped
from tests.browser import settled, until, visit
from tests.core.vision.segmentation.test_masks import picture, png, square
from tests.visits import opened, visited

TOPIC = TOPICS["segmentation"]
SMALL = State(view=TRAIN, depth=1, width=2, pictures=8, batch_size=4, epochs=2, seed=5)


CURES = {"cure.Pad": ("fit", "Pad"), "cure.Crop": ("fit", "Crop"), "use.48": ("side", 48)}


def messages(app) -> list[str]:
    """What torch says of sizes."""
    return [code.value for code in app.code if "Sizes of tensors must match" in code.value]


@pytest.mark.parametrize("button", CURES)
def test_a_cure_makes_a_size_fit(button):
    app = opened(TOPIC, State(side=50, depth=2))
    assert messages(app)
    app.button(key=f"segmentation.{button}").click().run()
    setting, value = CURES[button]
    assert not app.exception and app.session_state[f"segmentation.{setting}"] == value
    assert not messages(app)


def test_the_keyboard_walks_through_the_u(page):
    visit(page, TOPIC.link(State()))
    blocks, detail = page.locator(".unet .block"), page.locator(".unet .detail")
    expect(blocks).to_have_count(9)
    blocks.first.focus()
    expect(detail).to_contain_text("The picture: 1 channel, 64 × 64 pixels.")
    page.keyboard.press("ArrowRight")
    expect(detail).to_contain_text("Encoder 1: two convolutions")
    page.keyboard.press("End")
    expect(detail).to_contain_text("The scores: a convolution of 1 × 1")


def test_a_network_is_trained_from_the_page(page):
    visit(page, TOPIC.link(SMALL))
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("link", name="All runs")).to_be_visible(timeout=120_000)
    expect(page.locator(".st-key-sentence")).to_contain_text("Held-out Dice")
    expect(page.get_by_role("button", name="Already trained")).to_be_disabled()
    settled(page).get_by_role("button", name="Try it on your picture").click()
    expect(page.locator(".st-key-segmentation-canvas canvas").first).to_be_visible()
    expect(page.locator(".st-key-sentence")).to_contain_text(re.compile("of shape|No shape"))
    until(page, lambda: "segmentation.segmenter=" in page.url, True)


def uploads():
    """Three pictures with masks: one has 255, one is RGB, one is too small."""
    masks = {
        "a": png(square(255)),
        "b": png(torch.stack((square(200), square(30), square(0)), 2), "RGB"),
        "c": png(square(side=32)),
    }
    pictures = {f"{name}.png": picture() for name in masks}
    return pictures | {f"{name}_mask.png": mask for name, mask in masks.items()}


OFFERS = ("Read 255 as class 1", "Give each colour a class", "Resize the mask")
SECTION = "segmentation.show"


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """An own cache folder."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    for name in own.names():
        monkeypatch.delitem(SCENES, name)
    yield
    for name in [name for name in SCENES if own.NAME.fullmatch(name)]:
        del SCENES[name]


UPLOAD = TOPIC.query(State(view=PICTURE, source="photo"))


def test_an_upload_is_segmented():
    shown = (draw_shapes(1, 0.05, 64, torch.Generator().manual_seed(1))[0][0, 0] * 255).round()
    app = visited(TOPIC, UPLOAD)
    assert "Upload a picture." in words(app)
    upload = app.file_uploader(key="segmentation.upload")
    upload.set_value(("shapes.png", png(shown), "image/png")).run()
    with torch.no_grad():
        probability = shipped().network((shown / 255)[None, None]).softmax(1)[0, 1]
    pixels = int((probability >= 0.5).sum())
    assert not app.exception and pixels > 50
    assert f"**{pixels} pixels of shape**" in words(app)


def test_an_upload_that_is_no_picture_is_told():
    app = visited(TOPIC, UPLOAD)
    upload = app.file_uploader(key="segmentation.upload")
    upload.set_value(("letter.png", b"no picture", "image/png")).run()
    assert not app.exception and "Upload a picture." in words(app)
    assert "is not a picture that can be read" in warnings(app)


def words(app) -> str:
    return " ".join(each.value for each in app.markdown)


def warnings(app) -> str:
    return " ".join(each.value for each in app.warning)


def test_own_masks_are_mended_kept_and_deleted(alone):
    app = visited(TOPIC, TOPIC.query(SMALL) | {SECTION: "Your own pictures"})
    files = [(name, data, "image/png") for name, data in uploads().items()]
    app.file_uploader(key="segmentation.draft.files.0").set_value(files).run()
    assert "255 in place of 1" in warnings(app) and "32 x 32 pixels" in warnings(app)
    make = "segmentation.draft.make"
    for fault in ("255", "colours", "size"):
        assert app.button(key=make).disabled
        app.button(key=f"segmentation.draft.cure.{fault}").click().run()
    assert not app.exception and warnings(app) == ""
    app.button(key=make).click().run()
    (name,) = own.names()
    assert app.session_state["segmentation.scenes"] == name
    config = SMALL.replace(scenes=name).config
    assert isinstance(config, Segmentation) and config.count == 2
    assert "2 pictures" in " ".join(each.value for each in app.markdown)
    app.button(key="segmentation.own.ask.0").click().run()
    app.button(key="segmentation.own.delete.0").click().run()
    assert not app.exception and own.names() == ()
    assert app.session_state["segmentation.scenes"] == "Shapes"
    app.button(key="segmentation.own.undo").click().run()
    assert own.names() == (name,)


def test_what_is_wrong_with_an_upload_is_told(alone):
    app = visited(TOPIC, TOPIC.query(SMALL) | {SECTION: "Your own pictures"})
    upload = app.file_uploader(key="segmentation.draft.files.0")
    upload.set_value([("own.zip", b"no zip", "application/zip")]).run()
    assert not app.exception and "is not a zip that can be read" in warnings(app)


def test_a_network_is_trained_on_own_masks(page):
    visit(page, f"{TOPIC.link(SMALL)}&{SECTION}=Your+own+pictures")
    files = [
        {"name": name, "mimeType": "image/png", "buffer": data} for name, data in uploads().items()
    ]
    page.locator("input[type=file]").first.set_input_files(files)
    for offer in OFFERS:
        page.get_by_role("button", name=offer).click()
        expect(page.get_by_role("button", name=offer)).to_have_count(0)
    settled(page).get_by_role("button", name="Train on them").click()
    expect(page.locator(".st-key-sentence")).to_contain_text("2 pictures in 2 steps")
    settled(page).get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("link", name="All runs")).to_be_visible(timeout=120_000)
    expect(page.locator(".st-key-sentence")).to_contain_text("Held-out Dice")
    until(page, lambda: "segmentation.scenes=Own+masks" in page.url, True)
    settled(page).get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.get_by_text("was deleted.")).to_be_visible()
