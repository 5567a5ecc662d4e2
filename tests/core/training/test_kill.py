"""Processes that train and store are killed at random moments; the store tells the truth after
each.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.training import card, store
from core.training.config import recipe
from core.training.train import evaluate, train

KILLS = 60
SAVER = Path(__file__).with_name("saver.py")
ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is forked")
def test_no_kill_leaves_a_store_that_misleads(folder, whole, monkeypatch):
    source = random.Random(0)
    left, read = {"whole": 0, "temporary": 0, "without a card": 0}, set()
    with subprocess.Popen(
        [sys.executable, str(SAVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        assert parent.stdout.readline() == "ready\n"
        for kill in range(KILLS):
            parent.stdin.write(f"{kill * 10_000}\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline())
            if kill % 3:
                time.sleep(source.uniform(0, 0.25))
            else:
                until_it_writes(folder)
            os.kill(child, signal.SIGKILL)
            look(folder, left, read)
        parent.stdin.close()
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
