"""The runs of many sessions in one process, each of which gets its turn.

A run goes as far as its session has asked for. One that nobody asks after rests, and is dropped
after a while.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from core.playground.course import Course, Segment, after, cut, length
from core.playground.frames import frame
from core.playground.history import History, replay
from core.playground.run import Record, Run
from core.playground.settings import Settings
from core.playground.stops import Rules, reason

SLICE = 0.03  # seconds of a turn
RESTS, FORGOTTEN = 3.0, 60.0  # seconds after which a run that nobody asks after rests, is dropped
PAST = 60  # frames of what was trained before somebody watches

Tell = Callable[[Run, Record], None]
"""Is told how a run was at a moment."""


class Live:
    """A run that a session watches.

    Args:
        course: what it goes through first, fast, before it is watched.
        history: one that has gone through a part of it already.
        rest: what is left of the course then; by default all of it.

    Raises:
        ValueError: settings that do not go together.
    """

    def __init__(self, course: Course, history: History | None = None, rest: Course | None = None):
        self.rules, self.until, self.stride = Rules(), 0, 1
        self.asked, self.stopped = 0.0, ""
        self.obeyed = self._done = 0  # numbers of orders
        self._later: list[Callable[[], None]] = []
        self._looking: list[tuple[int, Iterator[Run], Tell]] = []
        self._framed = -1  # the step of the last frame
        self.history = history or History(course[0].settings)
        self.records, self.frames = list(self.history.records), []
        self._end = length(course)
        rest = rest or course
        is_there = rest == (Segment(rest[0].settings, 0),)
        self._replaying = None if is_there else replay(self.history, rest)
        self._note(always=True)

    def fork(self, epoch: int, settings: Settings) -> "Live":
        """A run of its own that goes on from one of these epochs with such settings.

        Raises:
            ValueError: the epoch is not there yet, or the settings do not go together.
        """
        if self.catching_up or not 0 <= epoch <= self.history.run.epochs:
            raise ValueError(f"epoch={epoch} is not there yet")
        course, start = cut(self.history.course, epoch), self.history.nearest(epoch)
        other = Live(course, self.history.fork(start), after(course, start))
        if settings != course[-1].settings:
            other.change(settings)
        return other

    @property
    def catching_up(self) -> bool:
        """Whether it has not yet gone the way that it was begun with."""
        return self._replaying is not None

    def has_work(self, now: float) -> bool:
        """Whether it is to be trained."""
        if self.catching_up:
            return now - self.asked < FORGOTTEN
        is_to_go = not self.stopped and self.history.run.epochs < self.until
        return now - self.asked < RESTS and (is_to_go or bool(self._looking))

    def work(self, clock: Callable[[], float]) -> None:
        """Trains for its turn."""
        end = clock() + SLICE
        while clock() < end and self.has_work(clock()):
            if self._replaying is not None:
                self._catch_up(self._replaying)
            elif self._looking:
                self._look()
            else:
                self.history.epoch()
                self.stopped = reason(self.history.records, self.rules, self.history.run.diverged)
                self._note(always=bool(self.stopped))

    def rest(self) -> None:
        """Goes no further for now, and shows where it stands."""
        if not self.catching_up:
            self.until = self.history.run.epochs
            if self._framed != self.history.run.steps:
                self._note(always=True)

    def puts_off(self, act: Callable[[], None]) -> bool:
        """Whether it is still catching up; it then does this once it has."""
        if self.catching_up:
            self._later.append(act)
        return self.catching_up

    def step(self) -> None:
        """Trains on one more batch; while it is catching up, once it has."""
        if self.puts_off(self.step):
            return
        self.history.step()
        self._note(always=True)

    def change(self, settings: Settings) -> None:
        """Goes on with other settings; while it is catching up, once it has.

        Raises:
            ValueError: they need a new run, or do not go together.
        """
        if self.puts_off(partial(self.change, settings)):
            return
        self.history.change(settings)
        self.stopped = ""
        self._note(always=True)

    def look_back(self, epoch: int, tell: Tell, step: int = -1) -> None:
        """Has this called with the run as it was after one of its epochs, and its record then: what
        has to be trained again for that takes its turns. While it is catching up, once it has.

        Args:
            step: of the moment; the last step of all means the run as it is now.
        """
        if self.puts_off(partial(self.look_back, epoch, tell, step)):
            return
        if step == self.history.run.steps:
            tell(self.history.run, self._now(self.history.records[-1]))
            return
        epoch = min(max(epoch, 0), self.history.run.epochs)
        self._looking.append((epoch, self.history.going_back(epoch), tell))

    def told(self) -> tuple[dict[str, Any], bytes]:
        """What is new since it was told last: a message."""
        if not self._looking:
            self._done = self.obeyed
        records, frames = self.records, self.frames
        self.records, self.frames = [], []
        header = {
            "lengths": [[segment.epochs, segment.steps] for segment in self.history.course],
            "catching_up": self.catching_up,
            "share": self.history.run.epochs / max(1, self._end),
            "stopped": self.stopped,
            "resting": not self.catching_up and self.until <= self.history.run.epochs,
            "records": [list(vars(record).values()) for record in records],
            "frames": len(frames),
            "done": self._done,
        }
        return header, b"".join(frames)

    def _look(self) -> None:
        epoch, going, tell = self._looking[0]
        run = next(going)
        if run.epochs == epoch:
            self._looking.pop(0)
            tell(run, self.history.records[epoch])

    def _catch_up(self, replaying: Iterator[None]) -> None:
        if next(replaying, "over") == "over":
            self._replaying = None
            self._note(always=True)
            self._act()
        else:
            self._note()

    def _act(self) -> None:
        """Does what was put off: all of it, where there is a mistake in a part too."""
        acts, self._later, mistakes = self._later, [], []
        for act in acts:
            try:
                act()
            except ValueError as error:
                mistakes.append(error)
        if mistakes:
            raise mistakes[-1]

    def _note(self, always: bool = False) -> None:
        """Makes what is told of the moment: the record, and the frame if it is its turn."""
        record, epoch = self.history.records[-1], self.history.run.epochs
        if not self.records or self.records[-1].epoch != record.epoch:
            self.records.append(record)
        stride = max(1, self._end // PAST) if self.catching_up else self.stride
        if always or epoch % stride == 0:
            self.frames.append(frame(self.history.run, self._now(record)))
            self._framed = self.history.run.steps

    def _now(self, record: Record) -> Record:
        """The record of this moment, which may be within an epoch."""
        run, last = self.history.run, self.history.course[-1]
        is_recorded = record.step == run.steps and (last.epochs or run.epochs == 0)
        return record if is_recorded else run.record()
