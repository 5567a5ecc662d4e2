"""The view "Train": what a reader can set there, and the numbers on the screen."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.jobs import Progress
from core.jobs.progress import last
from core.playground.course import LIMIT, USUAL, Course, check_course, follow, length, read_course
from core.playground.data import classes_of
from core.playground.frames import frame, shape_of
from core.playground.losses import outputs_for
from core.playground.points import NUMBERS
from core.playground.run import Record, Run
from core.playground.settings import Settings
from core.registry import Options, Text, setting

PROBABILITY, CLASS, ENTROPY = MAPS = ("Probability", "Class", "Entropy")
WEIGHTS, GRADIENTS, UPDATES = LINKS = ("Weights", "Gradients", "Last update")
NEVER = "Never"
GOALS, PATIENCES = (0.0, 0.9, 0.95, 0.99, 1.0), (0, 50, 100, 200)

COURSES = ("3", '[[2,0,{"batch_size":20}],[2,1,{}]]', "0", '[[3,0,{"l2":0.01}],[2,0,{}]]')
"""Short courses, for tests."""

FRAMES, BYTES = 24, 250_000
"""Moments of a course that are shown where it is computed at once, and how large they may be."""

SECONDS = 2.0
"""What may be computed at once; a longer course is trained in a process of its own."""


OFTEN = 0.1
"""Seconds between two notes on how far it is."""


@dataclass(frozen=True)
class Training(Settings):
    """A network of the plane, how far it is trained, and how it is shown.

    Args:
        course: the epochs so far, and the settings before the last change
            (`core.playground.course`).
        map: what the map shows.
        links: what the links between the neurons show.
        speed: epochs from one picture to the next while it is trained.
        goal, patience: when the training stops by itself (`core.playground.stops`).
    """

    course: str = setting(Text(USUAL, LIMIT, check_course, COURSES))
    map: str = setting(Options(MAPS, PROBABILITY, "What the map shows.", names=False))
    links: str = setting(Options(LINKS, WEIGHTS, "What the links show.", names=False))
    speed: int = setting(
        Options((1, 2, 5, 10, 25), 1, "Epochs from one picture to the next.", names=False)
    )
    goal: float = setting(
        Options(
            GOALS,
            0.0,
            "Stops once this share of the test points is right.",
            {0.0: NEVER, **{goal: f"{100 * goal:.0f} %" for goal in GOALS[1:]}},
            names=False,
        )
    )
    patience: int = setting(
        Options(
            PATIENCES,
            0,
            "Stops once the training loss has not fallen for so many epochs.",
            {0: NEVER, **{epochs: f"{epochs} epochs" for epochs in PATIENCES[1:]}},
            names=False,
        )
    )


@dataclass(frozen=True, eq=False)
class Shown:
    """A course that has been gone through: what was recorded after each epoch, frames of some
    moments, and the run at its end.
    """

    records: tuple[Record, ...]
    frames: tuple[bytes, ...]
    run: Run


def course_of(state: Training) -> Course:
    """The course of a state."""
    return read_course(state.course, state.part(Settings))


def gone_through(course: Course) -> Shown:
    """The course from its start to its end.

    Raises:
        ValueError: settings that do not go together.
    """
    return last(going_through(course))


def going_through(course: Course) -> Iterator[Progress]:
    """Goes through a course, and tells how far it is where that takes a while; the value of the
    last progress is what there is to see, at once if it is known already.

    Raises:
        ValueError: settings that do not go together.
    """
    known = _known(course)
    if not known:
        *past, end = course
        if past and not end.epochs and not end.steps:
            *steps, before = going_through(tuple(past))
            yield from steps
            known.append(_changed(before.value, course))
        else:
            yield from _from_the_start(course, known)
    yield Progress(1.0, "", known[0])


@lru_cache(maxsize=32)
def _known(course: Course) -> list[Shown]:
    """Holds what there is to see of a course once somebody has gone through it."""
    return []


def _from_the_start(course: Course, known: list[Shown]) -> Iterator[Progress]:
    epochs, said = max(length(course), 1), time.monotonic()
    stride, records, frames = max(1, -(-length(course) // moments(course))), [], []
    for run in follow(course):
        if not records or records[-1].epoch < run.epochs:
            records.append(run.record())
            if run.epochs % stride == 0:
                frames.append(frame(run, records[-1]))
        if time.monotonic() - said > OFTEN:
            said = time.monotonic()
            yield Progress(run.epochs / epochs, f"Epoch {run.epochs} of {epochs}")
    if run.epochs % stride or course[-1].steps:
        frames.append(frame(run, run.record()))
    known.append(Shown(tuple(records), tuple(frames), run))


def moments(course: Course) -> int:
    """How many moments of a course are shown."""
    settings = course[0].settings
    size = shape_of(settings, outputs_for(classes_of(settings.data))).size
    return min(max(BYTES // size, 2), FRAMES)


def _changed(before: Shown, course: Course) -> Shown:
    """The same, but for the settings at the end: nothing is trained again for them."""
    run = Run(course[0].settings)
    for segment in course[1:-1]:
        run.change(segment.settings)
    run.load_state(before.run.state())
    run.change(course[-1].settings)
    return Shown(before.records, (*before.frames[:-1], frame(run, run.record())), run)


def training_headline(state: Training) -> dict[str, float]:
    """The losses, and the accuracies where there are classes."""
    record = gone_through(course_of(state)).run.record()
    numbers = {"training loss": record.train_loss, "test loss": record.test_loss}
    if classes_of(state.data) == NUMBERS:
        return numbers
    return numbers | {
        "training accuracy": record.train_accuracy,
        "test accuracy": record.test_accuracy,
    }
