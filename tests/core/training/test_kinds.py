"""Kinds of training of other topics: stored, listed, interrupted and gone on as any other."""

import io
import json
import random
import sys

import pytest

from core.data import cache
from core.training import __main__ as command
from core.training import bin, card, checkpoints, child, kinds, paths, store, worker
from core.training.config import TrainConfig, recipe
from core.training.kinds import Kind
from tests.core.training.sameness import assert_same
from tests.core.training.small_kind import KIND, NAME, STEPS, Fitting, train

FITTING = Fitting(epochs=5, seed=3)


def interrupt(config: Fitting, steps: int) -> None:
    """Trains so many steps and stops."""
    training = store.train_once(config, "cpu")
    for snapshot in training:
        if snapshot.step == steps:
            break
    training.close()


def test_its_settings_and_its_name_go_through_json():
    values = json.loads(json.dumps(kinds.as_json(FITTING)))
    assert values == {
        "kind": NAME,
        "shape": "straight",
        "epochs": 5,
        "steps": STEPS,
        "lr": 0.1,
        "seed": 3,
    }
    assert kinds.from_json(values) == FITTING
    assert kinds.kind_of(FITTING) is KIND and kinds.kind_of(TrainConfig()) is None
    usual = recipe("LeNet", seed=2)
    assert kinds.as_json(usual) == usual.as_json() and kinds.from_json(usual.as_json()) == usual


@pytest.mark.parametrize("name", ["vision.nothing", "os.path", "", "../x", 3, None, "a.b.c"])
def test_what_is_no_kind_is_refused(name):
    if name == "":  # a training of the usual kind
        assert kinds.from_json({"kind": ""}) == TrainConfig()
        return
    with pytest.raises(ValueError, match="is no kind of training|must be|setting"):
        if name is None:
            kinds.from_json({"kind": NAME, "colour": 1})
        kinds.from_json({"kind": name})


def test_the_room_of_a_kind_registers_it(monkeypatch):
    called = []
    other = Kind("vision.later", Fitting, train, KIND.describe, KIND.write_script)

    def room(module: str):
        called.append(module)
        kinds.register(other)

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(kinds.importlib, "import_module", room)
    assert kinds.find("vision.later") is kinds.find("vision.later") is other
    assert called == ["core.vision.later.kind"]


def test_the_keys_of_usual_trainings_are_what_they_were_and_others_differ():
    assert card.key(TrainConfig()) == "44136fa355b3"  # those of files on readers' disks
    assert card.key(recipe("LeNet", seed=7)) == "321e5a42a739"
    assert len({card.key(each) for each in (TrainConfig(), Fitting(), FITTING)}) == 3
    assert store.file_stem(FITTING).startswith("line-through-straight-points-")


def test_it_is_stored_and_listed_apart_from_the_classifiers(folder):
    *_, last = store.train_once(FITTING, "cpu")
    trained = store.fetch(FITTING)
    assert trained in store.models(every=True) and trained not in store.models()
    assert trained.name not in store.names() and not trained.classifies
    assert trained.name.startswith("Line through straight points (5 epochs, seed 3, ")
    assert store.find(store.check_name(trained.name)) == trained
    assert_same(store.load(trained.name), last.model)
    assert dict(trained.card.measures) == last.measures
    assert (trained.card.curve, trained.card.held_out) == (last.curve, last.held_out)
    assert paths.path(trained.name) is None
    store.clean()
    assert store.fetch(FITTING) == trained
    *_, again = store.train_once(FITTING, "cpu")
    assert (again.note, again.measures) == ("Already trained", last.measures)
    deleted = bin.delete(trained)
    assert store.fetch(FITTING) is None
    bin.restore(deleted)
    assert store.fetch(FITTING) == trained


def test_killed_anywhere_it_goes_on_to_the_same_weights(folder, caplog):
    *_, expected = train(FITTING, None, None)
    source, epochs = random.Random(1), 0
    for _ in range(4):
        interrupt(FITTING, min(epochs + source.choice((1, 2)), 4) * STEPS + source.randrange(1, 3))
        (left,) = checkpoints.interrupted()
        assert left.config == FITTING and checkpoints.find(FITTING) == left
        assert left.epoch >= epochs
        epochs = left.epoch
    checkpoints.clean()  # as at the next start
    first, *_, last = store.train_once(FITTING, "cpu")
    assert first.note == f"Going on after epoch {epochs} of 5"
    assert_same(last.model, expected.model)
    assert (last.curve, last.held_out) == (expected.curve, expected.held_out)
    assert checkpoints.interrupted() == () and not caplog.records


def test_it_can_be_discarded_and_a_failing_one_leaves_nothing(folder):
    interrupt(FITTING, 2 * STEPS + 1)
    checkpoints.discard(FITTING)
    assert checkpoints.interrupted() == ()
    with pytest.raises(ValueError, match="loss is nan"):
        list(failing())
    assert checkpoints.interrupted() == ()


def failing():
    """The snapshots of one that goes wrong in its third epoch."""

    def broken(start):
        for snapshot in train(FITTING, None, start):
            if snapshot.epoch == 3:
                raise ValueError("loss is nan at step 9")
            yield snapshot

    return checkpoints.continued(FITTING, broken)


def test_a_card_of_an_unknown_kind_is_left_alone(folder, monkeypatch):
    list(store.train_once(FITTING, "cpu"))
    path = store.fetch(FITTING).path
    monkeypatch.setattr(kinds, "_kinds", {})
    card._read.cache_clear()
    store._models.cache_clear()
    assert all(trained.shipped for trained in store.models(every=True))
    store.clean()
    assert path.exists() and path.with_suffix(".json").exists()


def test_the_process_trains_it_and_tells_what_is_to_be_shown(folder, monkeypatch, capsys):
    order = {"config": kinds.as_json(FITTING), "device": "cpu"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order) + "\n"))
    monkeypatch.setattr(child, "_end_with_parent", lambda: None)
    assert command.main(["--worker"]) == 0
    lines = capsys.readouterr().out.splitlines()
    job = worker.Job(FITTING, status=worker.Status("starting"))
    trainer = worker.Trainer("cpu")
    for line in lines:
        trainer._hear(job, line)
    assert job.status.state == "finished" and not job.status.snapshot.shown
    assert [*job.status.shown] == ["slope"]
    assert job.status.snapshot.measures == dict(store.fetch(FITTING).card.measures)


def test_it_is_locked_while_it_runs(folder):
    interrupt(FITTING, STEPS + 1)
    with cache.lock(checkpoints.folder() / store.file_stem(FITTING)):
        assert checkpoints.interrupted() == ()
        with pytest.raises(ValueError, match="is being trained just now"):
            checkpoints.discard(FITTING)
