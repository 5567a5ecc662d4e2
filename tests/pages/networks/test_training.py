"""The training page: an interrupted training, as Streamlit runs it, and one that is trained and
used in a real browser.
"""

import io
import re
import zipfile
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
import torch
from playwright.sync_api import expect

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.data import own_pictures
from core.data.handwriting.styles import written
from core.data.inputs import png
from core.data.own_pictures import SHAPES
from core.models.stack import OWN_STACK, trace
from core.networks.training.before import OVERFIT
from core.networks.training.state import AFTERWARDS, BEFORE, RUNS, STEP, State
from core.topics import TOPICS
from core.training import store
from pages.networks.training import own
from tests.browser import settled, visit
from tests.visits import opened

TOPIC = TOPICS["training"]
SEVEN = written("barred 7 with a hook")


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """An own cache folder."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))


def labels(app) -> list[str]:
    return [button.label for button in app.button]


def test_an_interrupted_training_is_shown_and_can_go_on_or_be_discarded(alone, monkeypatch):
    state = State(epochs=2, batch_size=4096, seed=7)
    snapshots = store.train_once(state.config)
    for snapshot in snapshots:
        if snapshot.epoch == 2:
            break
    snapshots.close()
    app = opened(TOPIC, state)
    assert not app.exception
    assert any(line.value.startswith("**Interrupted** after epoch 1 of 2") for line in app.markdown)
    assert app.button(key="training.start").label == "Go on"
    assert "Discard" in labels(app) and app.get("plotly_chart")
    app.button(key="training.discard.0").click().run()
    assert not app.exception and app.button(key="training.start").label == "Train"
    assert "Discard" not in labels(app)


def test_a_run_is_deleted_when_it_is_asked_twice_and_can_be_had_back(alone):
    state = State(epochs=1, batch_size=4096, seed=8)
    list(store.train_once(state.config))
    name = store.fetch(state.config).name
    app = opened(TOPIC, State(view=RUNS))
    app.button(key="training.ask.0").click().run()
    assert name in store.names()
    app.button(key="training.keep.0").click().run()
    app.button(key="training.ask.0").click().run()
    app.button(key="training.delete.0").click().run()
    assert not app.exception and name not in store.names()
    app.button(key="training.undo").click().run()
    assert not app.exception and name in store.names()
    assert "Undo" not in labels(app) and "Delete" in labels(app)


def test_settings_that_do_not_fit_are_told_and_cannot_be_trained():
    app = opened(TOPIC, State(model="SimpleCNN"))
    assert not app.exception and app.button(key="training.refused").disabled
    assert "does not fit model" in app.warning[0].value.replace("\\", "")


def test_another_network_comes_with_what_is_usual_for_it():
    app = opened(TOPIC)
    app.selectbox(key="training.model").set_value("SimpleCNN").run()
    assert not app.exception
    assert app.selectbox(key="training.dataset").value == "CIFAR-10"
    assert app.session_state["training.label_smoothing"] == 0.1


def test_a_network_is_trained_here_and_reads_a_drawing(page):
    """A run that is started on this page ends in the list of the page with the drawn digit."""
    sgd = TRAINING_OPTIMIZERS.pick("SGD", lr=0.1)
    visit(page, TOPIC.link(State(epochs=1, batch_size=128, optimizer=sgd, seed=1)))
    page.get_by_role("button", name="Train", exact=True).click()
    draw = page.locator(".st-key-training-use").get_by_role("link", name="Draw a digit")
    draw.wait_for(timeout=120_000)
    expect(page.locator(".st-key-sentence")).to_contain_text(re.compile(r"9\d\.\d\d\s%"))
    settled(page)
    draw.click()
    page.wait_for_url("**/digits?*digits.models=*")
    expect(page.get_by_text("MLP 784-128-10 (1 epoch, seed 1").first).to_be_visible()
    digits = TOPICS["digits"]
    (name,) = parse_qs(urlsplit(page.url).query)["digits.models"]
    visit(page, digits.link(digits.content.State(strokes=SEVEN, models=(name,))))
    expect(page.locator(".digit")).to_have_text(["7"])


def test_a_cell_of_the_confusion_matrix_opens_its_pictures(page):
    visit(page, TOPIC.link(State(view=AFTERWARDS)))
    expect(page.locator(".maps .column")).to_have_count(8)
    box = page.locator(".st-key-clickable-training-chart-confusion .nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + 2.5 * box["width"] / 10, box["y"] + 3.5 * box["height"] / 10)
    expect(page.locator(".st-key-sentence")).to_contain_text("4 pictures of class 3 got the answer")
    expect(page.locator(".maps .column")).to_have_count(4)
    expect(page.get_by_role("link", name=re.compile("3 read as 2"))).to_have_count(4)


@pytest.mark.parametrize("view", [BEFORE, STEP])
def test_layers_of_ones_own_are_there_in_other_views_too(view):
    state = State(view=view, model=OWN_STACK, layers="Flatten()\nLinear(784, 10)", check=OVERFIT)
    app = opened(TOPIC, state)
    assert not app.exception and not app.warning
    assert app.text_area(key="training.layers").value == state.layers
    app.text_area(key="training.layers").set_value("Flatten()\nLinear(783, 10)").run()
    assert not app.exception and "Linear(783, 10)" in app.warning[0].value.replace("\\", "")


def test_one_batch_is_learned_by_heart(page):
    visit(page, TOPIC.link(State(view=BEFORE, check="One batch")))
    expect(page.locator(".st-key-sentence")).to_contain_text("Yes. After 14 steps", timeout=180_000)
    settled(page)


def test_the_layers_for_own_pictures_fit_them():
    for kind, shape in SHAPES.items():
        lines = trace(own.layers(kind, 3), shape, 3)
        assert not any(line.mistake for line in lines) and lines[-1].shape == (3,)


def test_a_zip_of_class_folders_becomes_a_data_set(alone, monkeypatch):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(20):
            picture = torch.full((1, 28, 28), 200 * (number % 2), dtype=torch.uint8)
            picture[0, number] = number
            file.writestr(f"{'dark' if number % 2 else 'light'}/{number}.png", png(picture))
    app = opened(TOPIC)
    app.query_params["training.show"] = "Own pictures"
    app.run()
    app.file_uploader(key="training.own.zip").set_value(("own.zip", archive.getvalue(), "")).run()
    app.button(key="training.own.make").click().run()
    assert not app.exception
    name = app.selectbox(key="training.dataset").value
    assert name.startswith("Own pictures ")
    try:
        assert app.selectbox(key="training.model").value == "Own stack"
        assert any("Not trained yet" in line.value for line in app.markdown)
        app.button(key="training.own.ask.0").click().run()
        assert any("No network that is kept has" in line.value for line in app.markdown)
        app.button(key="training.own.delete.0").click().run()
        assert not app.exception and own_pictures.names() == ()
        assert app.selectbox(key="training.dataset").value == "MNIST"
        app.button(key="training.own.undo").click().run()
        assert not app.exception and own_pictures.names() == (name,)
        assert "Undo" not in labels(app)
    finally:
        with suppress(ValueError):
            own_pictures.remove(name)


def test_the_limit_of_own_data_sets_is_said_before_an_upload(alone, monkeypatch):
    monkeypatch.setattr(own, "MOST_SETS", 0)
    app = opened(TOPIC)
    app.query_params["training.show"] = "Own pictures"
    app.run()
    assert app.file_uploader(key="training.own.zip").disabled
    assert any("It keeps up to 0 data sets" in line.value for line in app.markdown)
    assert "delete one below first" in app.warning[0].value
