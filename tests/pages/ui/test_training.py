"""The list of trainings, with a trainer that only tells."""

from dataclasses import replace
from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from core.topics import TOPICS
from core.training import store
from core.training.config import recipe
from core.training.snapshot import Snapshot
from core.training.worker import Job, Status
from pages.ui import cached, runs, training
from tests.foreign.data import AUGMENTATION, ENTRIES, NETWORK


def page():
    from core.topics import TOPICS
    from pages.ui import training

    training.follow(TOPICS["digits"], training.active_jobs(), lambda dataset: True, print)


def test_a_training_that_runs_is_listed_however_many_have_ended(monkeypatch):
    states = ["running", "queued", *["stopped"] * 5]
    jobs = [
        Job(recipe("LeNet", seed=seed), {""}, Status(state)) for seed, state in enumerate(states)
    ]
    trainer = SimpleNamespace(jobs=lambda: list(jobs), status=lambda job: job.status, stop=None)
    monkeypatch.setattr(cached, "trainer", lambda: trainer)
    monkeypatch.setattr(training, "reader", lambda: "")
    app = AppTest.from_function(page).run(timeout=60)
    assert not app.exception
    assert [button.label for button in app.button] == ["Stop", "Stop"]
    assert [line.value for line in app.markdown][0].endswith("seed 0")
    assert len(app.markdown) == 4


def test_the_page_reruns_when_a_training_ends_while_another_runs(monkeypatch):
    jobs = [Job(recipe("LeNet", seed=seed), {""}, Status("running")) for seed in range(2)]
    trainer = SimpleNamespace(jobs=lambda: list(jobs), status=lambda job: job.status)
    monkeypatch.setattr(cached, "trainer", lambda: trainer)
    monkeypatch.setattr(training, "show", lambda *rest: None)
    reruns = []
    monkeypatch.setattr(training.st, "rerun", lambda: reruns.append(len(training.active_jobs())))
    before = training.active_jobs()
    training.follow(TOPICS["digits"], before, lambda dataset: True, print)
    assert reruns == []
    jobs[0].status = Status("finished")
    training.follow(TOPICS["digits"], before, lambda dataset: True, print)
    assert reruns == [1]


CURVE = ((1, 2.0, 0.25), (2, 1.0, 0.5))


def page_at_rest():
    from core.topics import TOPICS
    from pages.ui import training

    training.follow(TOPICS["digits"], (), lambda dataset: True, print)


def test_the_curve_of_a_training_that_is_over_stays(monkeypatch):
    """With its accuracy on held-out pictures where it has come to its end."""
    end = Snapshot(step=2, steps=2, seconds=3.0, device="CPU", test_accuracy=0.975, curve=CURVE)
    stopped = Status("stopped", Snapshot(step=2, steps=9), history=CURVE)
    statuses = [Status("finished", end), stopped]
    jobs = [Job(recipe("LeNet", seed=seed), {""}, each) for seed, each in enumerate(statuses)]
    trainer = SimpleNamespace(jobs=lambda: list(jobs), status=lambda job: job.status)
    monkeypatch.setattr(cached, "trainer", lambda: trainer)
    drawn = []
    monkeypatch.setattr(training.frame, "picture", lambda figure, *rest: drawn.append(figure))
    app = AppTest.from_function(page_at_rest).run(timeout=60)
    assert not app.exception
    assert [[list(trace.y) for trace in figure.data] for figure in drawn] == [
        [[2.0, 1.0], [25, 50]],
        [[2.0, 1.0], [25, 50], [97.5]],
    ]
    assert [metric.value for metric in app.metric] == ["97.50\xa0%"]


def comparing():
    from core.topics import TOPICS
    from pages.ui import runs, training

    runs.compare(
        TOPICS["digits"], lambda dataset: dataset.shape == (1, 28, 28), training.asked_for()
    )


def own_trainings(monkeypatch, count):
    """So many networks as this reader asked for them, and last one that somebody else did."""
    (first,) = [trained for trained in store.models() if trained.name == store.DEFAULT]
    configs = [replace(first.card.config, seed=90 + index) for index in range(count + 1)]
    readers = [{"me", "another"}] * count + [{"another"}]
    jobs = [
        Job(config, set(who), Status("finished"))
        for config, who in zip(configs, readers, strict=True)
    ]
    monkeypatch.setattr(cached, "trainer", lambda: SimpleNamespace(jobs=lambda: jobs))
    monkeypatch.setattr(training, "reader", lambda: "me")
    names = [*(f"mine {index}" for index in range(count)), "another's"]
    return [
        replace(first, name=name, shipped=False, card=replace(first.card, curve=CURVE, config=each))
        for name, each in zip(names, configs, strict=True)
    ]


def test_trained_networks_are_compared_and_those_that_this_reader_asked_for_join_them(monkeypatch):
    own, others = own_trainings(monkeypatch, 1)
    shipped = [trained for trained in store.models() if trained.dataset.shape == (1, 28, 28)]
    shipped = [replace(each, card=replace(each.card, curve=())) for each in shipped]
    networks = list(shipped)
    monkeypatch.setattr(store, "models", lambda: networks)
    drawn = []
    monkeypatch.setattr(runs.frame, "picture", lambda figure, *rest: drawn.append(figure))
    app = AppTest.from_function(comparing).run(timeout=60)
    assert not app.exception and drawn == []
    assert app.multiselect[0].value == [trained.name for trained in shipped[:2]]
    assert "No curve was kept" in app.caption[0].value
    networks += [own, others]
    app.run(timeout=60)
    assert app.multiselect[0].value[-1] == own.name and len(app.multiselect[0].value) == 3
    assert [list(trace.y) for trace in drawn[0].data] == [[2.0, 1.0]]
    table = [name.replace("\\", "") for name in app.table[0].value["Network"]]
    assert table == app.multiselect[0].value
    networks.remove(own)
    app.run(timeout=60)
    assert not app.exception and own.name not in app.multiselect[0].value


def test_no_choice_makes_way_for_a_network_that_joins(monkeypatch):
    *own, others = own_trainings(monkeypatch, runs.MOST)
    shipped = [trained for trained in store.models() if trained.dataset.shape == (1, 28, 28)]
    networks = list(shipped)
    monkeypatch.setattr(store, "models", lambda: networks)
    monkeypatch.setattr(runs.frame, "picture", lambda *rest: None)
    app = AppTest.from_function(comparing).run(timeout=60)
    chosen = list(app.multiselect[0].value)
    networks += [others, *own]
    app.run(timeout=60)
    expected = chosen + [trained.name for trained in own[: runs.MOST - len(chosen)]]
    assert not app.exception and app.multiselect[0].value == expected


def choosing():
    from core.topics import TOPICS
    from pages.ui import training

    training.choose(TOPICS["feature_maps"], lambda dataset: True)


def test_a_foreign_network_is_offered_with_the_augmentations_that_suit_its_data(monkeypatch):
    for registry, name, choice in ENTRIES:
        monkeypatch.setitem(registry, name, choice)
    app = AppTest.from_function(choosing).run(timeout=60)
    assert NETWORK in app.selectbox[0].options
    app.selectbox[0].set_value(NETWORK).run(timeout=60)
    assert not app.exception
    assert app.selectbox[1].options == ["None", AUGMENTATION]
    assert [slider.label for slider in app.slider] == ["Epochs", "beta"]
