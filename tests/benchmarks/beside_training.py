"""How the pages answer while a network is trained: p95 of a rerun beside that of the same pages
while nothing is, in turns on the same server.

The training is that of the app: its own worker process, which the benchmark starts and stops.
"""

import statistics
import time

from core.topics import TOPICS
from core.training.config import recipe
from core.training.worker import Trainer
from tests.benchmarks.load import APP, in_turn
from tests.benchmarks.rows import Row
from tests.server import Server, serve
from tests.sessions import Visit, load

SESSIONS, RERUNS, TURNS = 4, 6, 3
MOST = 1.5
CONFIG = recipe("LeNet", epochs=100, seed=123)
PATIENCE = 60
"""Seconds until the training has begun."""


def run() -> list[Row]:
    """A row for all pages together."""
    visits = [(name, "") for name in TOPICS if name != "training"]
    idle, busy, trainer = [], [], Trainer("cpu")
    with serve(APP) as server:
        load(server, visits, 1)
        for _ in range(TURNS):
            idle.append(p95(server, visits))
            job = begun(trainer)
            busy.append(p95(server, visits))
            trainer.stop(job)
    before, after = statistics.median(idle), statistics.median(busy)
    return [
        Row(
            f"p95 of {SESSIONS} sessions on all pages while a network is trained",
            f"{before:.3f} s idle",
            f"{after:.3f} s",
            after / before,
            f"<= {MOST:g}",
            after <= MOST * before,
        )
    ]


def p95(server: Server, visits: list[Visit]) -> float:
    """Of the reruns of all pages."""
    return load(server, in_turn(visits, max(SESSIONS, len(visits))), RERUNS).percentile(0.95)


def begun(trainer: Trainer):
    """A training that is at work."""
    job, end = trainer.submit(CONFIG), time.monotonic() + PATIENCE
    while not trainer.status(job).snapshot.step and time.monotonic() < end:
        time.sleep(0.1)
    if not trainer.status(job).snapshot.step:
        raise RuntimeError(f"the training has not begun: {trainer.status(job)}")
    return job
