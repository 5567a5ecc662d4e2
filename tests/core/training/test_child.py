"""The process that trains for the app, spoken to as the app speaks to it; its life and death are in
test_worker.py.
"""

import json
import subprocess
import sys

import pytest

from core.training import store
from core.training.config import TrainConfig, recipe
from tests.server import ROOT

try:
    import resource
except ImportError:  # as on Windows
    resource = None


def spoken_to(order: dict, largest_file: int | None = None) -> tuple[list[dict], int]:
    """What the process answers to an order, line by line, and its exit code.

    Args:
        largest_file: bytes; longer files it cannot write.
    """

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    process = subprocess.Popen(
        [sys.executable, "-m", "core.training", "--worker"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=limit if largest_file else None,
    )
    with process:
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        answers = [json.loads(line) for line in process.stdout]
    return answers, process.returncode


def test_a_config_goes_in_and_snapshots_come_out(folder):
    config = recipe("MLP 784-128-10", epochs=1, seed=21)
    answers, code = spoken_to({"config": config.as_json(), "device": "cpu"})
    assert code == 0
    steps = [answer["snapshot"]["step"] for answer in answers if "snapshot" in answer]
    assert steps == sorted(steps)
    assert answers[-1] == {"finished": True}
    assert store.fetch(config).card.test_accuracy == answers[-2]["snapshot"]["test_accuracy"]


def test_a_mistake_is_one_line(folder):
    answers, code = spoken_to({"config": TrainConfig().as_json() | {"model": "LeNett"}})
    assert code == 2
    assert [list(answer) for answer in answers] == [["failed"]]
    assert "LeNet" in answers[0]["failed"]


@pytest.mark.skipif(resource is None, reason="this system has no limits for a process")
def test_a_disk_that_takes_no_more_is_one_line(folder):
    config = recipe("MLP 784-128-10", epochs=1, seed=22)
    answers, code = spoken_to({"config": config.as_json(), "device": "cpu"}, 100_000)
    assert code == 2
    assert list(answers[-1]) == ["failed"]
    assert "File too large" in answers[-1]["failed"] and "make room" in answers[-1]["failed"]
    assert list((folder / "models").iterdir()) == []
