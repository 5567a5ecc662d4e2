"""How a training stands, from nothing over an interruption to the store."""

from dataclasses import replace

import pytest

from core.networks.training.standing import (
    INTERRUPTED,
    NEW,
    TRAINED,
    plan,
    standing,
)
from core.training import store
from core.training.config import TrainConfig, recipe
from core.training.snapshot import Snapshot
from core.training.worker import Status

pytestmark = pytest.mark.usefixtures("one_thread", "small")

CONFIG = recipe("MLP 784-128-10", epochs=2, seed=9, batch_size=512)


def test_a_training_that_nobody_asked_for_is_new():
    assert standing(CONFIG, None).state == NEW


def test_a_job_that_waits_or_runs_tells_how_far_it_is():
    assert standing(CONFIG, Status("queued", ahead=2)).ahead == 2
    now = Snapshot(step=3, steps=6, held_out=((3, 0.5, 0.9),))
    running = standing(CONFIG, Status("running", now, history=((1, 2.0, 0.1),)))
    assert running.is_active and running.steps == 6
    assert (running.curve, running.held_out) == (((1, 2.0, 0.1),), now.held_out)


def test_it_is_interrupted_after_an_epoch_and_trained_at_the_end():
    snapshots = store.train_once(CONFIG)
    for snapshot in snapshots:
        if snapshot.epoch == 2:
            break
    snapshots.close()
    now = standing(CONFIG, Status("failed", reason="killed"))
    assert (now.state, now.epoch, now.steps, now.reason) == (INTERRUPTED, 1, 6, "killed")
    assert len(now.held_out) == 1 and not now.is_active
    *_, last = store.train_once(CONFIG)
    done = standing(CONFIG, None)
    assert done.state == TRAINED and done.trained.card.test_accuracy == last.test_accuracy
    assert done.held_out == last.held_out and done.steps == 6
    without = replace(done.trained.card, curve=(), held_out=())
    assert without.test_accuracy == done.trained.card.test_accuracy


def test_one_that_ended_before_its_first_epoch_leaves_nothing():
    config = CONFIG.replace(seed=10)
    assert standing(config, Status("stopped")).state == "stopped"
    failed = standing(config, Status("failed", reason="loss is nan"))
    assert (failed.state, failed.reason) == ("failed", "loss is nan")


def test_a_plan_counts_parameters_and_steps():
    assert vars(plan(CONFIG)) == {
        "parameters": 784 * 128 + 128 + 1280 + 10,
        "pictures": 1536,
        "batches": 3,
        "steps": 6,
    }
    assert plan(TrainConfig(model="SimpleCNN", dataset="CIFAR-10")).steps is None
