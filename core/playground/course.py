"""The course of a run: how long it was trained with which settings, and how that is written.

A run is a tuple of segments, each with its settings. Who changes the learning rate after 20 epochs
and goes on for 10 has two; who goes back to epoch 5 and tries another one has cut the first to 5.
So a link, a script, a fork and a journey back in time are all one thing.

A course is written as the number of epochs, `60`, or as a list with what was different before:
`[[20, 0, {"batch_size": 30}], [10, 3, {}]]` is 20 epochs with batches of 30, then 10 epochs and 3
steps with the settings of the page.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.playground.layers import read_layers
from core.playground.run import Run, points_of
from core.playground.settings import LIVE, Settings

MOST_SEGMENTS, MOST_EPOCHS, LIMIT = 24, 20_000, 4000
CHANGING = (*LIVE, "hidden")

USUAL = "40"
"""The course where an address tells none."""


@dataclass(frozen=True)
class Segment:
    """Epochs with the same settings, and steps of one more that was not finished."""

    settings: Settings
    epochs: int
    steps: int = 0


Course = tuple[Segment, ...]


def read_course(text: str, settings: Settings) -> Course:
    """The course that a text tells, of a run whose settings are now these.

    Raises:
        ValueError: it is not understood.
    """
    return tuple(
        Segment(settings.replace(**_values(changes)), epochs, steps)
        for epochs, steps, changes in _parts(text)
    )


def check_course(text: str) -> None:
    """Raises a `ValueError` for a text that is no course."""
    for *_, changes in _parts(text):
        _values(changes)


def write_course(course: Course) -> str:
    """The text of a course, whose last settings are those of the page."""
    last = course[-1].settings
    parts = [[each.epochs, each.steps, _changes(each.settings, last)] for each in course]
    if len(parts) == 1 and not course[0].steps:
        return str(course[0].epochs)
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def linked(course: Course) -> Course:
    """What of a course fits in a link: where there were too many changes of settings its beginning,
    with the settings of its end.
    """
    past, last = course[:-1], course[-1].settings
    while len(write_course(course)) > LIMIT:
        past = past[:-1]
        course = (*past, Segment(last, 0))
    return course


def _parts(text: str) -> list[tuple[int, int, dict]]:
    try:
        value = json.loads(text)
        parts = [[value, 0, {}]] if isinstance(value, int) else value
        if not 1 <= len(parts) <= MOST_SEGMENTS:
            raise ValueError
        read = [(_count(epochs), _count(steps), dict(changes)) for epochs, steps, changes in parts]
    except (ValueError, TypeError, RecursionError):
        raise ValueError(f"course={text[:40]!r} must be a number of epochs") from None
    if sum(epochs for epochs, *_ in read) > MOST_EPOCHS:
        raise ValueError(f"course={text[:40]!r} must be at most {MOST_EPOCHS} epochs")
    return read


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST_EPOCHS:
        raise ValueError
    return value


def _values(changes: dict) -> dict[str, Any]:
    """Settings by name, as their specs hold them.

    Raises:
        ValueError: they are not known, or do not change while a network is trained.
    """
    specs = dict(Settings.specs())
    for name in changes:
        if name not in CHANGING:
            raise ValueError(f"course changes {str(name)[:40]!r}, which needs a new run")
    return {
        name: specs[name].check(name, specs[name].from_json(value))
        for name, value in changes.items()
    }


def _changes(settings: Settings, last: Settings) -> dict[str, Any]:
    """The settings that were not yet what they are now, as plain values."""
    specs = dict(Settings.specs())
    return {
        name: specs[name].to_json(getattr(settings, name))
        for name in CHANGING
        if getattr(settings, name) != getattr(last, name)
    }


def length(course: Course) -> int:
    """The epochs that are finished."""
    return sum(segment.epochs for segment in course)


def steps_of_an_epoch(settings: Settings) -> int:
    """About how many batches an epoch has."""
    count = settings.count
    if settings.data.choice.fixed:
        count = sum(map(len, points_of(settings)))
    return max(1, -(-count * settings.train_share // (100 * settings.batch_size)))


def seconds_of(course: Course) -> float:
    """About how long it takes to go through a course: each batch costs the more, the more layers
    there are.
    """
    total = 0.0
    for segment in course:
        layers = len(read_layers(segment.settings.hidden))
        steps = segment.epochs * steps_of_an_epoch(segment.settings) + segment.steps
        total += steps * (150e-6 + 100e-6 * layers)
    return total


def cut(course: Course, epoch: int) -> Course:
    """The course until this many epochs are finished."""
    past, left = [], epoch
    for segment in course:
        if segment.epochs >= left:
            return (*past, Segment(segment.settings, left))
        past.append(segment)
        left -= segment.epochs
    return course


def after(course: Course, epoch: int) -> Course:
    """What of a course comes after this many epochs."""
    left = epoch
    for index, segment in enumerate(course):
        if segment.epochs >= left:
            return (replace(segment, epochs=segment.epochs - left), *course[index + 1 :])
        left -= segment.epochs
    return course[-1:]


def changed(course: Course, settings: Settings) -> Course:
    """The course with other settings from its end on; a segment of no length gives way."""
    last = course[-1]
    if last.settings == settings:
        return course
    past = course if last.epochs or last.steps else course[:-1]
    if len(past) >= MOST_SEGMENTS:
        raise ValueError(
            f"the settings have changed {MOST_SEGMENTS} times in this run: reset it first"
        )
    return (*past, Segment(settings, 0))


def extended(course: Course, epochs: int, steps: int = 0) -> Course:
    """The course, so many epochs longer; `steps` are those of the next one."""
    *past, last = course
    return (*past, Segment(last.settings, last.epochs + epochs, steps))


def follow(course: Course) -> Iterator[Run]:
    """The run of a course: yields it at its start, and after each epoch and single step.

    It is one run, which goes on: who keeps it keeps its end.

    Raises:
        ValueError: settings that do not go together.
    """
    run = Run(course[0].settings)
    yield run
    for segment in course:
        if segment is not course[0]:
            run.change(segment.settings)
        for _ in range(segment.epochs):
            run.epoch()
            yield run
        for _ in range(segment.steps):
            if run.step(noted=True):
                raise ValueError(f"steps={segment.steps} must be less than an epoch has")
            yield run


def ending(course: Course) -> Run:
    """The run at the end of a course."""
    for run in follow(course):  # noqa: B007
        pass
    return run
