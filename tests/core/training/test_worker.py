"""Training in a process of its own: shared, queued, stopped, killed, and gone with its parent."""

import json
import os
import select
import subprocess
import sys

import pytest
import torch

from core.training import checkpoints, store, worker
from core.training.config import recipe
from core.training.train import train
from core.training.worker import Trainer

QUICK = recipe("MLP 784-128-10", epochs=1, seed=11)
LONG = recipe("MLP 784-128-10", epochs=100, seed=12)


@pytest.fixture
def trainer(folder):
    trainer = Trainer("cpu")
    yield trainer
    for job in trainer.jobs():
        for reader in list(job.readers):
            trainer.stop(job, reader)


def until(
    trainer: Trainer, job: worker.Job, state: str | None = None, seconds: float = 120
) -> worker.Status:
    """The job's status once it is in a state, by default once it is over."""
    active = [name for name in worker.ACTIVE if name != state]
    with trainer._changed:
        assert trainer._changed.wait_for(lambda: job.status.state not in active, seconds)
    status = trainer.status(job)
    assert state in (None, status.state), status
    return status


def gone(process: subprocess.Popen) -> bool:
    return process.wait(60) is not None


def test_queue_stop_kill_and_the_next_that_two_readers_share(trainer):
    first, second, third = (trainer.submit(LONG.replace(seed=seed), "ada") for seed in (1, 2, 3))
    assert [trainer.status(job).ahead for job in (first, second, third)][1:] == [1, 2]
    trainer.submit(first.config, "bob")
    assert until(trainer, first, "running").snapshot.seconds_left > 0
    if hasattr(os, "getpriority"):
        nicer = os.getpriority(os.PRIO_PROCESS, first.process.pid)
        assert nicer == min(19, os.getpriority(os.PRIO_PROCESS, 0) + worker.NICE)
    trainer.stop(first, "ada")
    assert trainer.status(first).state == "running"  # bob still wants it
    trainer.stop(third, "ada")
    assert trainer.status(third).state == "stopped"
    trainer.stop(first, "bob")
    assert trainer.status(first).state == "stopped"
    assert gone(first.process)
    until(trainer, second, "running")
    second.process.kill()
    status = until(trainer, second)
    assert status.state == "failed"
    assert "process ended" in status.reason
    assert store.fetch(first.config) is store.fetch(second.config) is None
    assert_two_readers_share_the_next(trainer)
    assert [job.config.seed for job in trainer.jobs()] == [1, 2, 3, 11]


def assert_two_readers_share_the_next(trainer: Trainer) -> None:
    """One training for both, whose result is in the store."""
    job = trainer.submit(QUICK, "ada")
    assert trainer.submit(QUICK, "bob") is job
    assert trainer.status(job).state in ("queued", "starting")
    status = until(trainer, job)
    assert status.state == "finished"
    trained = store.fetch(QUICK)
    assert status.snapshot.test_accuracy == trained.card.test_accuracy > 0.95
    assert trained.card.threads == worker.THREADS
    steps = [step for step, _, _ in status.history]
    assert steps == sorted(set(steps))
    assert status.snapshot.step == status.snapshot.steps == 235
    assert same_as_here(trained)


def same_as_here(trained: store.Trained) -> bool:
    """Whether training in this process, with as many threads, gives the same weights."""
    threads = torch.get_num_threads()
    torch.set_num_threads(worker.THREADS)
    *_, last = train(QUICK, "cpu")
    torch.set_num_threads(threads)
    there = store.load(trained.name).state_dict()
    return all(torch.equal(value, there[name]) for name, value in last.model.state_dict().items())


def test_the_queue_has_an_end(trainer):
    for seed in range(worker.MOST):
        trainer.submit(LONG.replace(seed=100 + seed))
    assert trainer.submit(LONG.replace(seed=100)) is trainer.jobs()[0], (
        "one that is there already may be shared"
    )
    with pytest.raises(ValueError, match="stop one first"):
        trainer.submit(LONG.replace(seed=99))


FAILING = """
import json, sys
sys.stdin.readline()
print(json.dumps({"snapshot": {"step": 3, "steps": 9, "loss": 0.5}}))
print(json.dumps({"failed": "loss is nan at step 4"}))
sys.exit(2)
"""
"""Says what the process of a training says that goes wrong (test_child.py)."""


def test_a_mistake_in_the_training_is_one_line(trainer, tmp_path, monkeypatch):
    stand_in = tmp_path / "core" / "training" / "__main__.py"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text(FAILING)
    monkeypatch.setattr(worker, "ROOT", tmp_path)
    status = until(trainer, trainer.submit(QUICK))
    assert (status.state, status.reason) == ("failed", "loss is nan at step 4")
    assert status.snapshot.step == 3


def test_a_process_that_cannot_start_is_a_line_too(trainer, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/none/python")
    status = until(trainer, trainer.submit(QUICK))
    assert status.state == "failed"
    assert "FileNotFoundError" in status.reason


def test_whatever_a_process_says_is_taken_in(trainer):
    """Lines of torch or Python between the messages, and nothing after the end."""
    job = worker.Job(QUICK)
    for line in (
        "",
        "Warning: old",
        "[1]",
        '{"snapshot": {"step": 3, "steps": 9, "loss": 0.5}}',
        "Killed",
    ):
        trainer._hear(job, line)
    assert (job.status.state, job.status.snapshot.step, job.status.reason) == (
        "running",
        3,
        "Killed",
    )
    assert job.status.history == ((3, 0.5, 0.0),)
    trainer._hear(job, '{"finished": true}')
    trainer._hear(job, '{"failed": "late"}')
    assert (job.status.state, job.status.reason) == ("finished", "")


def test_the_history_of_a_training_that_goes_on_begins_where_it_was_interrupted(trainer):
    job, curve = worker.Job(QUICK), [[1, 2.0, 0.5], [9, 1.0, 0.75]]
    note = {"note": "Going on after epoch 1 of 2", "curve": curve, "held_out": [[9, 1.1, 0.7]]}
    trainer._hear(job, json.dumps({"snapshot": note}))
    assert job.status.history == ((1, 2.0, 0.5), (9, 1.0, 0.75))
    assert job.status.snapshot.held_out == ((9, 1.1, 0.7),)
    trainer._hear(job, '{"snapshot": {"step": 10, "steps": 18, "loss": 0.5, "accuracy": 0.8}}')
    assert job.status.history[-2:] == ((9, 1.0, 0.75), (10, 0.5, 0.8))


def test_history_stays_short():
    history = ()
    for step in range(1, 5000):
        history = worker._longer(history, store.Snapshot(step, 5000))
    assert len(history) <= worker.POINTS
    assert history[0][0] == 1
    assert history[-1][0] == 4999


def test_jobs_that_are_over_are_forgotten(folder, monkeypatch):
    monkeypatch.setattr(Trainer, "_start", lambda self: None)
    trainer = Trainer()
    for seed in range(worker.KEPT + 10):
        trainer.stop(trainer.submit(QUICK.replace(seed=seed)))
    assert len(trainer.jobs()) <= worker.KEPT + 1


PARENT = """
import threading
from core.training.config import recipe
from core.training.worker import Trainer
trainer = Trainer("cpu")
job = trainer.submit(recipe("MLP 784-128-10", epochs=100, seed=1, batch_size=4096))
with trainer._changed:
    trainer._changed.wait_for(lambda: job.status.snapshot.epoch > 2)
print(job.process.pid, flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no process can be waited for here")
def test_a_training_ends_with_its_parent_and_can_go_on(folder):
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = os.pidfd_open(int(parent.stdout.readline()))
    assert not select.select([child], [], [], 0)[0]
    parent.kill()
    parent.communicate()
    assert select.select([child], [], [], 60)[0]  # readable once the process has ended
    os.close(child)
    (left,) = checkpoints.interrupted()
    assert (left.config.seed, left.config.batch_size) == (1, 4096)
    assert left.epoch >= 2 and len(left.held_out) == left.epoch
