"""The list of trainings, with a trainer that only tells."""

from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from core.training.config import recipe
from core.training.worker import Job, Status
from pages.ui import cached, training
from tests.foreign.data import AUGMENTATION, ENTRIES, NETWORK


def page():
    from core.topics import TOPICS
    from pages.ui import training

    training.follow(TOPICS["digits"], True, lambda dataset: True, print)


def test_a_training_that_runs_is_listed_however_many_have_ended(monkeypatch):
    states = ["running", "queued", *["stopped"] * 5]
    jobs = [
        Job(recipe("LeNet", seed=seed), {""}, Status(state)) for seed, state in enumerate(states)
    ]
    trainer = SimpleNamespace(jobs=lambda: list(jobs), status=lambda job: job.status, stop=None)
    monkeypatch.setattr(cached, "trainer", lambda: trainer)
    monkeypatch.setattr(training, "reader", lambda: "")
    app = AppTest.from_function(page).run(timeout=20)
    assert not app.exception
    assert [button.label for button in app.button] == ["Stop", "Stop"]
    assert [line.value for line in app.markdown][0].endswith("seed 0")
    assert len(app.markdown) == 4


def choosing():
    from core.topics import TOPICS
    from pages.ui import training

    training.choose(TOPICS["feature_maps"], lambda dataset: True)


def test_a_foreign_network_is_offered_with_the_augmentations_that_suit_its_data(monkeypatch):
    for registry, name, choice in ENTRIES:
        monkeypatch.setitem(registry, name, choice)
    app = AppTest.from_function(choosing).run(timeout=20)
    assert NETWORK in app.selectbox[0].options
    app.selectbox[0].set_value(NETWORK).run(timeout=20)
    assert not app.exception
    assert app.selectbox[1].options == ["None", AUGMENTATION]
    assert [slider.label for slider in app.slider] == ["Epochs", "beta"]
