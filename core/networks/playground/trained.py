"""The network of a course that takes too long to go through within a page: it is trained in a
process of its own (`core.jobs`).
"""

import time
from collections.abc import Iterator

from core.jobs import Progress
from core.playground.course import Course, follow, length, seconds_of
from core.playground.run import Run

OFTEN = 0.1
"""Seconds between two notes on how far it is."""

MOST_SECONDS = 600.0
"""About how long a course may take: one process computes for all readers of a server."""


def train_through(course: Course) -> Iterator[Progress]:
    """Goes through a course; the result is the state of the run at its end.

    Raises:
        ValueError: it takes too long, or its settings do not go together.
    """
    if (seconds := seconds_of(course)) > MOST_SECONDS:
        raise ValueError(
            f"course={length(course):,} epochs take about {seconds / 60:.0f} minutes to be trained "
            f"again here, and {MOST_SECONDS / 60:.0f} are allowed: go back to an earlier epoch"
        )
    epochs, said = max(length(course), 1), 0.0
    for run in follow(course):
        if time.monotonic() - said > OFTEN:
            said = time.monotonic()
            yield Progress(run.epochs / epochs, f"Epoch {run.epochs} of {epochs}")
    yield Progress(1.0, "", run.state())


def run_at(course: Course, state: dict) -> Run:
    """The run of a course at the state that `train_through` came to."""
    run = Run(course[0].settings)
    for segment in course[1:]:
        run.change(segment.settings)
    run.load_state(state)
    return run
