"""Interrupted trainings on the disk: listed, continued, discarded; damage never misleads."""

import json
import logging

import pytest

from core.data import cache
from core.training import checkpoints, store
from core.training.config import recipe
from core.training.train import train
from tests.core.training.sameness import assert_same, few

CONFIG = recipe("LeNet", epochs=4, batch_size=104, seed=5)


@pytest.fixture(autouse=True)
def tiny(small, monkeypatch):
    few(monkeypatch, 208)


def interrupt(config=CONFIG, epochs: int = 3) -> None:
    """Trains for so many whole epochs, and stops in the midst of the next."""
    training = store.train_once(config, "cpu")
    for snapshot in training:
        if snapshot.epoch > epochs:
            break
    training.close()


def names() -> list[str]:
    return sorted(file.name.split(".", 1)[1] for file in checkpoints.folder().iterdir())


def test_an_interrupted_training_is_listed_and_goes_on(caplog):
    *_, expected = train(CONFIG, "cpu")
    assert checkpoints.interrupted() == ()
    interrupt()
    assert names() == ["0002.json", "0002.safetensors", "0003.json", "0003.safetensors"]
    (left,) = checkpoints.interrupted()
    assert checkpoints.find(CONFIG) == left
    assert (left.config, left.epoch, left.device) == (CONFIG, 3, "cpu")
    assert left.held_out == expected.held_out[:3]
    assert left.curve == expected.curve[:6]
    snapshots = list(store.train_once(CONFIG, "cpu"))
    assert snapshots[0].note == "Going on after epoch 3 of 4"
    assert (snapshots[0].curve, snapshots[0].held_out) == (left.curve, left.held_out)
    assert [snapshot.step for snapshot in snapshots[1:]] == [7, 8, 8]
    assert_same(snapshots[-1].model, expected.model)
    card = store.fetch(CONFIG).card
    assert (card.curve, card.held_out) == (expected.curve, expected.held_out)
    assert card.seconds >= left.seconds
    assert names() == [] and checkpoints.interrupted() == ()
    assert not caplog.records


def test_one_that_runs_is_not_listed_and_cannot_be_discarded():
    interrupt()
    with cache.lock(checkpoints.folder() / store.file_stem(CONFIG)):
        assert checkpoints.interrupted() == ()
        with pytest.raises(ValueError, match="LeNet is being trained just now: stop it first"):
            checkpoints.discard(CONFIG)
    checkpoints.discard(CONFIG)
    assert names() == [] and checkpoints.interrupted() == ()


SPOILED = {
    "tensors flipped": (".safetensors", lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]),
    "tensors cut": (".safetensors", lambda data: data[:1000]),
    "card cut": (".json", lambda data: data[:-50]),
    "card changed": (".json", lambda data: data.replace(b'"epoch": 3', b'"epoch": 2')),
    "card empty": (".json", lambda data: b""),
}


@pytest.mark.parametrize("damage", SPOILED)
def test_what_is_damaged_is_told_and_the_epoch_before_it_serves(damage, caplog):
    *_, expected = train(CONFIG, "cpu")
    interrupt()
    suffix, change = SPOILED[damage]
    (file,) = checkpoints.folder().glob(f"*.0003{suffix}")
    file.write_bytes(change(file.read_bytes()))
    with caplog.at_level(logging.WARNING):
        first, *_, last = store.train_once(CONFIG, "cpu")
    assert first.note == "Going on after epoch 2 of 4"
    assert_same(last.model, expected.model)
    (line,) = caplog.messages
    assert "0003 is damaged and was removed" in line and "\n" not in line


def test_a_checkpoint_that_does_not_fit_begins_again(caplog):
    *_, expected = train(CONFIG, "cpu")
    interrupt()
    (card,) = checkpoints.folder().glob("*.0003.json")
    values = json.loads(card.read_text())
    values.pop("sum")
    values["epoch"] = 1  # as of another number of pictures
    card.write_text(json.dumps(values | {"sum": checkpoints._sum(values)}))
    with caplog.at_level(logging.WARNING):
        *_, last = store.train_once(CONFIG, "cpu")
    assert_same(last.model, expected.model)
    assert "begins again: the checkpoint is not one of this training" in caplog.text
    assert names() == []


def test_a_training_that_fails_leaves_none(monkeypatch):
    def broken(*arguments):
        for snapshot in train(*arguments):
            yield snapshot
            if snapshot.epoch == 3:
                raise ValueError("loss is nan at step 5")

    monkeypatch.setattr(store, "train", broken)
    with pytest.raises(ValueError, match="loss is nan"):
        list(store.train_once(CONFIG, "cpu"))
    assert names() == []


def test_a_state_that_cannot_be_kept_stops_no_training(monkeypatch, caplog):
    def odd(*arguments):
        for snapshot in train(*arguments):
            if snapshot.checkpoint:
                snapshot.checkpoint.states["hook"] = odd
            yield snapshot

    monkeypatch.setattr(store, "train", odd)
    with caplog.at_level(logging.WARNING):
        *_, last = store.train_once(CONFIG, "cpu")
    assert last.model is not None and store.fetch(CONFIG)
    assert "has no checkpoints: a function cannot be kept" in caplog.text


def test_clean_leaves_those_that_can_go_on(monkeypatch):
    for seed in (1, 2, 3):
        interrupt(CONFIG.replace(seed=seed), 1)
    alone = checkpoints.folder() / "lenet-0123456789ab.0001.safetensors"
    alone.write_bytes(b"")
    stored = CONFIG.replace(seed=3)
    *_, last = train(stored, "cpu")
    store.save(stored, last)
    assert [each.config.seed for each in checkpoints.interrupted()] == [2, 1]
    store.clean()
    assert len(names()) == 4 and not alone.exists()
    monkeypatch.setattr(checkpoints, "MOST", 1)
    store.clean()
    assert [each.config.seed for each in checkpoints.interrupted()] == [2]
    assert len(names()) == 2
