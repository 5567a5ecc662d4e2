"""Trainings of the real command are killed at random moments: no kill may leave a store that
misleads.
"""

import os
import random
import subprocess
import sys
import tempfile
import time

from core.data import cache, mnist
from core.data.datasets import load
from core.training import card, store
from core.training.config import recipe
from core.training.train import evaluate
from tests.benchmarks.rows import Row
from tests.server import ROOT

KILLS = 50
CONFIG = recipe("MLP 784-128-10", epochs=1)


def run() -> list[Row]:
    before = os.environ.get(cache.VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[cache.VARIABLE] = folder
        try:
            mnist.unpack()
            return [kills(random.Random(0))]
        finally:
            os.environ.pop(cache.VARIABLE)
            if before is not None:
                os.environ[cache.VARIABLE] = before


def kills(source: random.Random) -> Row:
    """Kills trainings at even odds over their whole time, looks after each, and counts what went
    wrong.
    """
    start = time.perf_counter()
    train(900).wait()
    length = time.perf_counter() - start
    misled, stored = 0, 0
    for seed in range(KILLS):
        child = train(seed)
        time.sleep(source.uniform(0.5, 1.1) * length)  # in the first half it imports torch
        child.kill()
        child.wait()
        whole = truthful(seed)
        misled += whole is False
        stored += whole is True
    store.clean()
    orphans = len(list(cache.folder().rglob("*.tmp"))) + len(
        list(cache.folder().rglob("*.damaged"))
    )
    return Row(
        f"{KILLS} kills at random moments of a training",
        f"{stored} had stored it",
        f"{misled} misleading, {orphans} orphans",
        None,
        "none of either",
        misled == orphans == 0,
    )


def train(seed: int) -> subprocess.Popen:
    command = [
        sys.executable,
        "-m",
        "core.training",
        CONFIG.model,
        "--epochs",
        "1",
        "--seed",
        str(seed),
        "--threads",
        "1",
        "--device",
        "cpu",
    ]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def truthful(seed: int) -> bool | None:
    """Whether the store's model of this seed is what its card says; None if it has none, and nobody
    holds its lock.
    """
    card.network.cache_clear()
    trained = store.fetch(CONFIG.replace(seed=seed))
    if trained is None:
        with cache.lock(store._stem(CONFIG.replace(seed=seed))).acquire(timeout=0):
            return None
    return (
        abs(
            evaluate(store.load(trained.name), load("MNIST"), trained.dataset)
            - trained.card.test_accuracy
        )
        < 2e-4
    )
