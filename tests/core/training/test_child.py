"""The process that trains for the app, spoken to as the app speaks to it; its life and death are in
test_worker.py.
"""

import io
import json
import subprocess
import sys
from contextlib import contextmanager

import pytest

from core.training import __main__ as command
from core.training import child, store
from core.training.config import TrainConfig, recipe
from tests.server import ROOT

try:
    import resource
except ImportError:  # as on Windows
    resource = None


@pytest.fixture
def spoken_to(monkeypatch, capsys):
    """What the process answers to an order, line by line, and its exit code.

    The order is followed in this process: a process of its own takes five seconds to begin.
    """

    def speak(order: dict) -> tuple[list[dict], int]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order) + "\n"))
        monkeypatch.setattr(child, "_end_with_parent", lambda: None)
        capsys.readouterr()
        code = command.main(["--worker"])
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()], code

    return speak


def test_a_config_goes_in_and_snapshots_come_out(folder, spoken_to):
    config = recipe("MLP 784-128-10", epochs=1, seed=21)
    order = {"config": config.as_json(), "device": "cpu"}
    process = subprocess.Popen(
        [sys.executable, "-m", "core.training", "--worker"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        answers = [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    steps = [answer["snapshot"]["step"] for answer in answers if "snapshot" in answer]
    assert steps == sorted(steps)
    assert answers[-1] == {"finished": True}
    accuracy = store.fetch(config).card.test_accuracy
    assert accuracy == answers[-2]["snapshot"]["test_accuracy"]
    (again, end), code = spoken_to(order)
    assert (again["snapshot"]["note"], again["snapshot"]["test_accuracy"]) == (
        "Already trained",
        accuracy,
    )
    assert (end, code) == ({"finished": True}, 0)


def test_a_mistake_is_one_line(folder, spoken_to):
    answers, code = spoken_to({"config": TrainConfig().as_json() | {"model": "LeNett"}})
    assert code == 2
    assert [list(answer) for answer in answers] == [["failed"]]
    assert "LeNet" in answers[0]["failed"]


def test_a_mistake_in_the_training_is_one_line(small, spoken_to):
    wild = {"name": "SGD", "lr": 10.0, "weight_decay": 1.0}
    config = recipe("MLP 784-128-10", batch_size=64).as_json()
    order = {"config": config | {"schedule": "None", "optimizer": wild}, "device": "cpu"}
    answers, code = spoken_to(order)
    assert code == 2
    assert list(answers[-1]) == ["failed"] and len(answers) > 1
    assert answers[-1]["failed"].startswith("loss is ") and "at step" in answers[-1]["failed"]


@contextmanager
def files_of_at_most(size: int):
    """Longer files than this, in bytes, cannot be written by this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(resource is None, reason="this system has no limits for a process")
def test_a_disk_that_takes_no_more_is_one_line(small, folder, spoken_to):
    config = recipe("MLP 784-128-10", epochs=1, seed=22)
    with files_of_at_most(100_000):
        answers, code = spoken_to({"config": config.as_json(), "device": "cpu"})
    assert code == 2
    assert list(answers[-1]) == ["failed"]
    assert "File too large" in answers[-1]["failed"] and "make room" in answers[-1]["failed"]
    assert list((folder / "models").iterdir()) == []
