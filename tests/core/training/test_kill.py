"""Processes that train and store are killed at random moments; the store tells the truth after
each.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.training import card, checkpoints, kinds, store
from core.training.config import recipe
from core.training.train import evaluate, train
from tests.core.training import small_kind
from tests.core.training.sameness import assert_same, few

KILLS = 60
LOOK = 0.005
"""Seconds between two looks at what another process does: it needs the core."""

SAVER = Path(__file__).with_name("saver.py")
ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is forked")
def test_no_kill_leaves_a_store_that_misleads(folder, whole, one_thread, monkeypatch):
    source = random.Random(0)
    left, read = {"whole": 0, "temporary": 0, "without a card": 0}, set()
    with saving() as parent:
        with monkeypatch.context() as patch:
            few(patch, 1024, 500)
            go_on_after_kills(parent, LONG, train, 5, source)
        go_on_after_kills(parent, FITTING, small_kind.train, 2, source)
        usual = seconds_of_a_save(parent)
        for kill in range(KILLS):
            count, child = len(store.models()), begin(parent, kill * 10_000)
            if kill % 3 == 0:
                until_it_writes(folder)
            elif kill % 3 == 1:
                time.sleep(source.uniform(0, 2 * usual))
            else:  # with a whole model before it, however busy the machine has become
                until_there_are_more(count)
                time.sleep(source.uniform(0, usual))
            os.kill(child, signal.SIGKILL)
            look(folder, left, read)
    test = replace(whole, test_images=whole.test_images[:500], test_labels=whole.test_labels[:500])
    stored = [trained for trained in store.models() if not trained.shipped]
    for trained in source.sample(stored, min(30, len(stored))):
        assert (
            evaluate(store.load(trained.name), test, trained.dataset) == trained.card.test_accuracy
        )
    store.clean()
    assert list(folder.rglob("*.tmp")) == []
    assert list(folder.rglob("*.damaged")) == []
    assert {file.suffix for file in (folder / "models").iterdir()} == {".safetensors", ".json"}
    assert left["whole"] > KILLS / 6
    assert left["temporary"] + left["without a card"] > 0  # else no kill came at an awkward moment


@contextmanager
def saving() -> Iterator[subprocess.Popen]:
    """The process that forks those that are killed."""
    with subprocess.Popen(
        [sys.executable, str(SAVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        assert parent.stdout.readline() == "ready\n"
        yield parent
        parent.stdin.close()


def begin(parent: subprocess.Popen, order: int | dict) -> int:
    """The number of a new process that trains."""
    parent.stdin.write(f"{json.dumps(order)}\n")
    parent.stdin.flush()
    return int(parent.stdout.readline())


def seconds_of_a_save(parent: subprocess.Popen) -> float:
    """How long a training lasts that nobody kills: kills come in its time, however slow it is."""
    count, start = len(store.models()), time.monotonic()
    child = begin(parent, KILLS * 10_000)
    until_there_are_more(count)
    os.kill(child, signal.SIGKILL)
    return time.monotonic() - start


LONG = recipe("MLP 784-128-10", epochs=100, seed=3, ema=0.9)
FITTING = small_kind.Fitting(epochs=30, steps=600, seed=3)
"""A training of another topic."""


def go_on_after_kills(parent, config, train, times: int, source: random.Random) -> None:
    """A training is killed in its midst some times; it goes on each time, and ends with the very
    weights of one that nobody stopped.
    """
    epochs = [0]
    for _ in range(times):
        child = begin(parent, kinds.as_json(config))
        until(lambda: any(each.epoch > epochs[-1] for each in checkpoints._latest()))
        time.sleep(source.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        until(lambda: checkpoints.interrupted())  # the system frees the lock a moment later
        (left,) = checkpoints.interrupted()
        assert left.config == config
        epochs.append(left.epoch)
    assert epochs == sorted(set(epochs)) and epochs[-1] < config.epochs
    *_, expected = train(config, "cpu", None)
    first, *_, last = store.train_once(config, "cpu")
    assert first.note == f"Going on after epoch {epochs[-1]} of {config.epochs}"
    assert_same(last.model, expected.model)
    assert last.curve == expected.curve and last.held_out == expected.held_out
    assert checkpoints.interrupted() == ()


def until(happens, seconds: float = 60) -> None:
    """Waits for something that another process does."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(LOOK)


def until_there_are_more(count: int) -> None:
    """Waits for another model in the store."""
    until(lambda: len(store.models()) > count)


def until_it_writes(folder: Path, seconds: float = 5) -> None:
    """Waits for a new temporary file: the next moment is the most awkward one to be killed in."""

    def temporary() -> set[Path]:
        return set(folder.glob("models/*.tmp"))

    before, end = temporary(), time.monotonic() + seconds
    while temporary() <= before and time.monotonic() < end:
        pass


def look(folder: Path, left: dict[str, int], read: set[str]) -> None:
    """Counts what a kill left, and reads every model that the store lists and that was not there
    before.
    """
    card.network.cache_clear()
    files = list((folder / "models").iterdir()) if (folder / "models").exists() else []
    left["temporary"] = sum(file.suffix == ".tmp" for file in files)
    left["without a card"] = sum(
        file.suffix == ".safetensors" and not file.with_suffix(".json").exists() for file in files
    )
    own = [trained for trained in store.models() if not trained.shipped]
    left["whole"] = len(own)
    for name in {trained.name for trained in own} - read:
        store.load(name)
        read.add(name)


def test_after_a_kill_the_same_training_gives_the_same_weights(small):
    config = recipe("LeNet", epochs=2, seed=5)
    *_, expected = train(config, "cpu")
    training = store.train_once(config, "cpu")
    next(training)
    training.close()
    *_, last = store.train_once(config, "cpu")
    assert all(
        torch.equal(a, b)
        for a, b in zip(
            expected.model.state_dict().values(), last.model.state_dict().values(), strict=True
        )
    )
