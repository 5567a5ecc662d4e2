"""The store: what it takes in comes out, and what is not whole never does."""

import errno
import json
import logging
import math
import os
import pickle
import threading
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load as read_tensors
from safetensors.torch import save as tensors_to_bytes

from core.data import cache
from core.models.zoo import MODELS
from core.training import card, store
from core.training.config import TrainConfig, recipe
from core.training.store import fetch, key, load, models, train_once
from tests.core import shares
from tests.sampling import sample

CONFIG = recipe("LeNet", epochs=1, seed=77)


@pytest.fixture(scope="module")
def files():
    """What training CONFIG puts into the store, by the files' names: filled by the first test that
    needs it.
    """
    return {}


@pytest.fixture
def stored(small, folder, files):
    """A trained model in an own cache folder: its file of weights."""
    if files:
        (folder / "models").mkdir()
        for name, data in files.items():
            (folder / "models" / name).write_bytes(data)
    else:
        list(train_once(CONFIG, "cpu"))
        files |= {file.name: file.read_bytes() for file in fetch(CONFIG).path.parent.iterdir()}
    return fetch(CONFIG).path


def end(training):
    *_, last = training
    return last


def test_what_was_trained_comes_back(small):
    last = end(train_once(CONFIG, "cpu"))
    trained = fetch(CONFIG)
    model = load(trained.name)
    assert all(
        torch.equal(a, b)
        for a, b in zip(last.model.state_dict().values(), model.state_dict().values(), strict=True)
    )
    assert trained.card.test_accuracy == last.test_accuracy
    assert trained.card.curve == last.curve and last.curve[-1][0] == last.step
    assert (trained.card.config, trained.card.torch, trained.card.device) == (
        CONFIG,
        torch.__version__,
        last.device,
    )
    assert not model.training
    assert not any(value.requires_grad for value in model.parameters())
    assert load(key(CONFIG)) is load(trained.name) is model
    assert store.path(trained.name) == trained.path
    assert trained in models()
    assert trained.name in store.names()


def test_the_second_time_it_is_not_trained(stored):
    snapshots = list(train_once(CONFIG, "cpu"))
    assert [snapshot.note for snapshot in snapshots] == ["Already trained"]
    assert snapshots[0].test_accuracy == fetch(CONFIG).card.test_accuracy
    assert snapshots[0].curve == fetch(CONFIG).card.curve
    assert fetch(CONFIG.replace(seed=78)) is None


def spoiled(change):
    return lambda path: path.write_bytes(change(path.read_bytes()))


def flipped(data: bytes) -> bytes:
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


def forged(change):
    """Other weights, with a card that is right about them but for their meaning."""

    def forge(path):
        weights = change(read_tensors(path.read_bytes()))
        data = tensors_to_bytes(weights)
        path.write_bytes(data)
        on = path.with_suffix(".json")
        on.write_bytes(replace(card.read(on), sha256=cache.sha256(data)).write())

    return forge


def on_card(change):
    return lambda path: change(path.with_suffix(".json"))


def of_other_config(path):
    path.write_bytes(replace(card.read(path), config=CONFIG.replace(seed=1)).write())


def on_values(**changes):
    """Other values in a card whose sum is right."""

    def change(path):
        values = {**json.loads(path.read_bytes()), **changes}
        values.pop("sum")
        path.write_text(json.dumps({**values, "sum": card._sum(values)}))

    return on_card(change)


def nested(depth: int) -> list:
    return [] if depth == 0 else [nested(depth - 1)]


DAMAGES = {
    "weights cut": spoiled(lambda data: data[:5000]),
    "weights empty": spoiled(lambda data: b""),
    "a bit flipped": spoiled(flipped),
    "weights gone": lambda path: path.unlink(),
    "weights of other shapes": forged(lambda weights: {**weights, "output.bias": torch.zeros(11)}),
    "weights with a name too few": forged(lambda weights: {"output.bias": weights["output.bias"]}),
    "weights that are not numbers": forged(
        lambda weights: {**weights, "output.bias": torch.full((10,), math.nan)}
    ),
    "a pickle for weights": spoiled(lambda data: pickle.dumps({"output.bias": [0] * 10})),
    "card cut": on_card(spoiled(lambda data: data[:200])),
    "card empty": on_card(spoiled(lambda data: b"")),
    "card changed": on_card(
        spoiled(lambda data: data.replace(b'"test_accuracy": 0.', b'"test_accuracy": 1.'))
    ),
    "card of bytes": on_card(spoiled(lambda data: b"\xff\x00\x81")),
    "card a list": on_card(spoiled(lambda data: b"[1, 2]")),
    "card of something else": on_card(spoiled(lambda data: b'{"name": "x"}')),
    "card of another config": on_card(of_other_config),
    "card of nothing but lists": on_card(spoiled(lambda data: b"[" * 50_000)),
    "card with an accuracy of nan": on_values(test_accuracy=math.nan),
    "card with an accuracy of 2": on_values(test_accuracy=2.0),
    "card with a number for a date": on_values(date=20261121),
    "card with a list for a config": on_values(config=["LeNet"]),
    "card with lists in lists": on_values(loss=nested(300)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_told_set_aside_and_trained_again(damage, stored, caplog):
    name, right = fetch(CONFIG).name, load(key(CONFIG))
    card.network.cache_clear()  # a new server
    DAMAGES[damage](stored)
    with caplog.at_level(logging.WARNING):
        assert fetch(CONFIG) is None
    assert len(caplog.records) == 1
    assert "is damaged" in caplog.text
    assert "\n" not in caplog.messages[0]
    assert stored.with_suffix(".json.damaged").exists()
    assert not stored.exists() or "card" in damage
    assert name not in store.names()
    with pytest.raises(ValueError, match="is not on this computer: train it"):
        load(name)
    assert end(train_once(CONFIG, "cpu")).note == ""
    again = load(name)
    assert all(
        torch.equal(a, b)
        for a, b in zip(right.state_dict().values(), again.state_dict().values(), strict=True)
    )


def test_what_cannot_be_set_aside_is_told_once(stored, caplog, monkeypatch):
    card.network.cache_clear()
    stored.write_bytes(b"")

    def refuse(*paths):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert fetch(CONFIG) is None
    (line,) = caplog.messages
    assert "cannot be set aside (Read-only file system): remove it" in line


def test_on_a_full_disk_a_training_says_what_to_do(small, monkeypatch):
    def refuse(number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ValueError, match="No space left on device.*make room") as told:
        list(train_once(CONFIG, "cpu"))
    assert cache.VARIABLE in str(told.value) and "\n" not in str(told.value)
    assert fetch(CONFIG) is None


def test_models_are_listed_where_nothing_can_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "below"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    assert [trained.name for trained in models()] == list(MODELS)
    store.clean()
    with pytest.raises(ValueError, match="cannot be written"):
        list(train_once(CONFIG, "cpu"))


def test_asking_for_a_damaged_model_is_the_readers_line(stored):
    name = fetch(CONFIG).name
    card.network.cache_clear()
    stored.write_bytes(b"")
    with pytest.raises(
        ValueError,
        match="sha256 of the weights is not that of the card; it was set aside, train it",
    ):
        load(name)


def test_weights_without_a_card_are_no_model(stored):
    """As left behind by a process that was killed between the two."""
    stored.with_suffix(".json").unlink()
    assert fetch(CONFIG) is None
    assert end(train_once(CONFIG, "cpu")).note == ""
    assert fetch(CONFIG) is not None


def test_a_card_of_a_later_version_is_left_alone(stored):
    on = stored.with_suffix(".json")
    values = json.loads(on.read_text())
    values.pop("sum")
    values["config"]["dropout"] = 0.5
    on.write_text(json.dumps({**values, "sum": card._sum(values)}))
    assert fetch(CONFIG) is None
    assert on.exists()


def test_clean_sets_aside_and_sweeps(stored, folder):
    orphan = stored.with_name(stored.name + ".0a1b.tmp")
    alone = stored.with_name("lenet-0123456789ab.safetensors")
    orphan.write_bytes(b"half")
    alone.write_bytes(b"without a card")
    stored.write_bytes(b"")
    for number in range(store.MOST_DAMAGED):
        old = stored.with_name(f"lenet-00000000000{number}.json.damaged")
        old.write_bytes(b"")
        os.utime(old, (number, number))
    card.network.cache_clear()
    store.clean()
    assert not orphan.exists()
    assert not alone.exists()
    assert stored.with_name(stored.name + ".damaged").exists()
    damaged = {file.name for file in stored.parent.glob("*.damaged")}
    assert len(damaged) == store.MOST_DAMAGED and "lenet-000000000001.json.damaged" not in damaged


def test_a_model_that_is_being_written_is_not_set_aside(stored):
    card.network.cache_clear()
    stored.write_bytes(b"")
    with cache.lock(stored):
        assert fetch(CONFIG) is None
    assert stored.exists()


def test_closing_frees_the_lock(small):
    training = train_once(CONFIG, "cpu")
    next(training)
    training.close()
    assert fetch(CONFIG) is None
    with cache.lock(store._stem(CONFIG)).acquire(timeout=1):
        pass


def test_two_sessions_train_once(small, monkeypatch):
    calls, real = [], store.train

    def counted(*arguments):
        calls.append(arguments)
        yield from real(*arguments)

    monkeypatch.setattr(store, "train", counted)
    config, notes = CONFIG.replace(epochs=20), []
    threads = [
        threading.Thread(
            target=lambda: notes.append({snapshot.note for snapshot in train_once(config, "cpu")})
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert sorted("Already trained" in note for note in notes) == [False, True, True]


def test_keys_differ_with_every_setting():
    changed = [
        CONFIG.replace(**{name: sample(spec, __import__("random").Random(3))})
        for name, spec in TrainConfig.specs()
        if name not in ("dataset", "label_smoothing")
    ]
    assert len({key(config) for config in [CONFIG, *changed]}) == len({CONFIG, *changed})


def test_unknown_name():
    with pytest.raises(ValueError, match="network='LeNetz' is not known: did you mean 'LeNet'"):
        load("LeNetz")


SHIPPED = [trained for trained in models() if trained.shipped]


def test_every_network_is_shipped():
    assert [trained.name for trained in SHIPPED] == list(MODELS)
    assert store.DEFAULT in [trained.name for trained in SHIPPED]
    assert sum(trained.path.stat().st_size for trained in SHIPPED) < 8_000_000


@pytest.mark.parametrize("trained", SHIPPED, ids=lambda trained: trained.name)
def test_shipped_weights_are_of_the_recipe(trained):
    assert trained.card.config == recipe(trained.name)
    assert fetch(recipe(trained.name)) == trained


@pytest.mark.parametrize(
    "trained",
    [trained for trained in SHIPPED if trained.network.shape == (1, 28, 28)],
    ids=lambda trained: trained.name,
)
def test_shipped_weights_are_as_accurate_as_their_card_says(trained):
    assert shares.accuracy(trained.name) == pytest.approx(trained.card.test_accuracy, abs=2e-4)


def test_the_network_for_photographs_was_right_on_more_than_70_percent():
    """CIFAR-10 is not in the repository: what is checked here is that the weights are those of the
    card.
    """
    (trained,) = (trained for trained in SHIPPED if trained.name == "SimpleCNN")
    assert trained.card.test_accuracy > 0.7
    assert load("SimpleCNN")(torch.zeros(2, 3, 32, 32)).shape == (2, 10)


def test_damaged_shipped_weights_say_how_to_make_them_again(tmp_path, monkeypatch, folder):
    for file in store.SHIPPED.glob("lenet.*"):
        (tmp_path / file.name).write_bytes(
            file.read_bytes()[: 30000 if file.suffix == ".safetensors" else None]
        )
    monkeypatch.setattr(store, "SHIPPED", tmp_path)
    with pytest.raises(
        ValueError, match=r"lenet is damaged: .*`python -m core.training --shipped` makes it again"
    ):
        load("LeNet")
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == [
        "lenet.json",
        "lenet.path.safetensors",
        "lenet.safetensors",
    ]
