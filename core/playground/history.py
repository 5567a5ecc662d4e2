"""A run that can be taken back to any of its epochs.

It keeps the state of the run at some of its epochs, `MOST` at most: once there are more, every
second one goes. Between them the run is trained again from the nearest that is kept. That takes
the same steps, so what comes out is the same to the bit.
"""

import copy
from collections.abc import Iterator

from core.playground.course import Course, Segment, cut, extended, length
from core.playground.run import Record, Run
from core.playground.settings import Settings

MOST = 64


class History:
    """A run with its past: `course` is what it has gone through, `records` how good it was after
    each epoch.

    Raises:
        ValueError: settings that do not go together.
    """

    def __init__(self, settings: Settings):
        self._begin(settings)

    def _begin(self, settings: Settings) -> None:
        self.run = Run(settings)
        self.course: Course = (Segment(settings, 0),)
        self.records: list[Record] = [self.run.record()]
        self._stride = 1
        self._kept: dict[int, tuple[int, dict]] = {0: (0, self.run.state())}

    def epoch(self) -> None:
        """Trains to the end of the epoch."""
        self.run.epoch()
        self._end_epoch()

    def step(self) -> None:
        """Trains on one more batch."""
        if self.run.step(noted=True):
            self._end_epoch()
        else:
            self.course = extended(self.course, 0, self.course[-1].steps + 1)

    def change(self, settings: Settings) -> None:
        """Goes on with other settings from here. What they replace counts for nothing if nothing
        was trained with it.

        Raises:
            ValueError: they need a new run, or do not go together.
        """
        last = self.course[-1]
        if last.epochs or last.steps:
            self.run.change(settings)
            self.course = (*self.course, Segment(settings, 0))
        elif len(self.course) == 1:
            self._begin(settings)  # what was kept of the start has another optimizer or loss
        else:
            self.run = self._before_the_last_change(settings)
            self.course = (*self.course[:-1], Segment(settings, 0))

    def _before_the_last_change(self, settings: Settings) -> Run:
        """The run as it was when the last segment began, with these settings in place of its."""
        run = self.at(self.run.epochs)
        for _ in range(self.course[-2].steps):
            run.step(noted=True)
        run.change(settings)
        return run

    def nearest(self, epoch: int) -> int:
        """The last epoch until this one that is kept."""
        return max(stop for stop in self._kept if stop <= epoch)

    def at(self, epoch: int) -> Run:
        """A run of its own as it was when this many epochs were finished."""
        *_, run = self.going_back(epoch)
        return run

    def going_back(self, epoch: int) -> Iterator[Run]:
        """The way to `at`: a run of its own as it was at the nearest epoch that is kept, and after
        each epoch from there to this one. It is the same run, which goes on.
        """
        index, state = self._kept[self.nearest(epoch)]
        run = Run(self.course[0].settings)
        for segment in self.course[1 : index + 1]:
            run.change(segment.settings)
        run.load_state(state)
        yield run
        while run.epochs < epoch:
            if run.epochs < length(self.course[: index + 1]):
                run.epoch()
                yield run
                continue
            for _ in range(self.course[index].steps):
                run.step()
            index += 1
            run.change(self.course[index].settings)

    def fork(self, epoch: int) -> "History":
        """A history of its own that has gone the same way until this many epochs were finished."""
        other = copy.copy(self)
        other.run, other.course = self.at(epoch), cut(self.course, epoch)
        other.records = self.records[: epoch + 1]
        other._kept = {stop: state for stop, state in self._kept.items() if stop <= epoch}
        return other

    def _end_epoch(self) -> None:
        self.course = extended(self.course, 1)
        self.records.append(self.run.record())
        epoch = self.run.epochs
        if epoch % self._stride == 0:
            self._kept[epoch] = (len(self.course) - 1, self.run.state())
        if len(self._kept) > MOST:
            self._stride *= 2
            self._kept = {
                stop: state for stop, state in self._kept.items() if stop % self._stride == 0
            }


def replay(history: History, course: Course) -> Iterator[None]:
    """Takes a history that is at its start through a course; yields after each epoch and step."""
    for segment in course:
        if segment.settings != history.run.settings:
            history.change(segment.settings)
        for _ in range(segment.epochs):
            history.epoch()
            yield
        for _ in range(segment.steps):
            history.step()
            yield
