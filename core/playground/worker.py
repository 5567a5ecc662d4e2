"""Trains for the sessions of a server, in processes of their own.

    workers = Workers()
    name = workers.open(course)
    workers.go(name, until=60)
    workers.feed(name).take()

A session asks again and again for what is new; if it does not, its run rests, and is dropped.
"""

import contextlib
import itertools
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.playground.course import Course
from core.playground.messages import pack, read
from core.playground.process import course_json
from core.playground.run import Record
from core.playground.settings import Settings

ROOT = Path(__file__).parents[2]
MOST_PROCESSES = 4
WAITING = 600  # frames that wait for a session to take them; then the oldest go


@dataclass(eq=False)
class Feed:
    """What is known of a run.

    Args:
        records: of each epoch.
        frames: those that nobody has taken yet.
        lengths: epochs and steps of each segment so far.
        catching_up: whether it is still on the way to where it was to begin.
        share: of that way.
        stopped: why it has stopped by itself; "" if it has not.
        resting: whether it goes no further for now, and all of it is known.
        explained: what a session has asked of a number, and what there is to say of it.
        mistake: why it cannot be trained; "" if it can.
        over: whether its process no longer knows it.
        done: the number of the last order that it has carried out, all of which is told.
    """

    worker: "_Worker"
    records: list[Record] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    lengths: list[list[int]] = field(default_factory=list)
    catching_up: bool = True
    share: float = 0.0
    stopped: str = ""
    resting: bool = False
    explained: list = field(default_factory=list)
    mistake: str = ""
    over: bool = False
    done: int = 0

    @property
    def epochs(self) -> int:
        """How many are finished."""
        return sum(epochs for epochs, _ in self.lengths)

    def hear(self, header: dict[str, Any], payload: bytes) -> None:
        """Takes in a message of the process."""
        if count := header.get("frames"):
            size = len(payload) // count
            self.frames += [payload[start : start + size] for start in range(0, len(payload), size)]
            del self.frames[:-WAITING]
        for values in header.get("records", ()):
            record = Record(*values)
            del self.records[record.epoch :]
            self.records.append(record)
        told = (
            "lengths",
            "catching_up",
            "share",
            "stopped",
            "resting",
            "explained",
            "mistake",
            "over",
            "done",
        )
        for name in told:
            if name in header:
                setattr(self, name, header[name])


class Workers:
    """The processes of a server. All methods may be called from any thread.

    An order is carried out in the process's own time. It has a number, which is returned, and the
    run's `Feed.done` says once it is.

    Args:
        count: how many processes at most; by default one less than there are cores.
    """

    def __init__(self, count: int = 0):
        self._count = count or max(1, min(MOST_PROCESSES, (os.cpu_count() or 2) - 1))
        self._workers: list[_Worker] = []
        self._feeds: dict[str, Feed] = {}
        self._lock = threading.Condition()
        self._numbers = itertools.count(1)

    def warm_up(self) -> None:
        """Starts a process if there is none: it takes a second or two until it listens."""
        with self._lock:
            self._least_busy()

    def open(self, course: Course) -> str:
        """Begins a run, which goes through a course; returns its name."""
        with self._lock:
            worker = self._least_busy()
            name = self._new(worker)
        worker.send({"do": "open", "run": name, "course": course_json(course)})
        return name

    def fork(self, like: str, epoch: int, settings: Settings) -> str:
        """Begins a run that goes on from an epoch of another; returns its name, "" if the other is
        over.
        """
        with self._lock:
            feed = self._feeds.get(like)
            if feed is None or feed.over:
                return ""
            worker, name = feed.worker, self._new(feed.worker)
        order = {"do": "fork", "like": like, "epoch": epoch, "settings": settings.as_json()}
        worker.send({"run": name, **order})
        return name

    def knows(self, name: str) -> bool:
        """Whether a run is not over: one that nobody asks after for a while is."""
        with self._lock:
            feed = self._feeds.get(name)
            return feed is not None and not feed.over

    def go(
        self, name: str, until: int, stride: int = 1, goal: float = 0.0, patience: int = 0
    ) -> int:
        """Has a run trained until an epoch, with a frame after each `stride` epochs.

        Args:
            goal, patience: see `core.playground.stops.Rules`.
        """
        limits = {"until": until, "stride": stride, "goal": goal, "patience": patience}
        return self._order(name, "go", **limits)

    def again(self, name: str) -> int:
        """Has a run go on that has stopped by itself."""
        return self._order(name, "again")

    def ask(self, name: str) -> int:
        """Says that a session still wants the run, and has it rest where it is."""
        return self._order(name, "ask")

    def step(self, name: str) -> int:
        """Has a run trained on one more batch."""
        return self._order(name, "step")

    def change(self, name: str, settings: Settings) -> int:
        """Has a run go on with other settings."""
        with self._lock:
            if feed := self._feeds.get(name):
                feed.mistake = ""
        return self._order(name, "change", settings=settings.as_json())

    def want(self, name: str, epoch: int) -> int:
        """Asks for the frame of an epoch of the past."""
        return self._order(name, "want", epoch=epoch)

    def explain(
        self, name: str, epoch: int, step: int, layer: int, row: int, column: int | None
    ) -> int:
        """Asks what is behind a weight or a bias (`core.playground.facts`) after an epoch; or now,
        if this is the last step.
        """
        number = {"layer": layer, "row": row, "column": column}
        return self._order(name, "explain", epoch=epoch, step=step, **number)

    def close(self, name: str) -> None:
        """Drops a run."""
        self._order(name, "close")
        with self._lock:
            self._feeds.pop(name, None)

    def take(self, name: str) -> tuple[Feed | None, list[bytes]]:
        """What is known of a run now, None if it is over; and its frames that nobody has taken."""
        with self._lock:
            feed = self._feeds.get(name)
            if feed is None or feed.over:
                return None, []
            frames, feed.frames = feed.frames, []
            return replace(feed, records=list(feed.records)), frames

    def wait(
        self,
        name: str,
        seconds: float,
        ready: Callable[[Feed], Any],
    ) -> None:
        """Waits until a run is ready, but no longer than this."""
        with self._lock:
            feed = self._feeds.get(name)
            if feed is not None:
                self._lock.wait_for(lambda: ready(feed) or feed.over or feed.mistake, seconds)

    def stop(self) -> None:
        """Ends all processes."""
        with self._lock:
            for worker in self._workers:
                worker.process.terminate()
                worker.process.wait()

    def _order(self, name: str, do: str, **more: Any) -> int:
        feed, number = self._feeds.get(name), next(self._numbers)
        if feed is not None:
            feed.worker.send({"do": do, "run": name, "number": number, **more})
        return number

    def _new(self, worker: "_Worker") -> str:
        name = uuid.uuid4().hex
        self._feeds = {name: feed for name, feed in self._feeds.items() if not feed.over}
        self._feeds[name] = Feed(worker)
        return name

    def _least_busy(self) -> "_Worker":
        """The process with the fewest runs; a new one while there may be more and all have some."""
        self._workers = [worker for worker in self._workers if worker.process.poll() is None]
        loads = dict.fromkeys(self._workers, 0)
        for feed in self._feeds.values():
            if feed.worker in loads and not feed.over:
                loads[feed.worker] += 1
        if not loads or (min(loads.values()) and len(loads) < self._count):
            worker = _Worker(self._hear, self._lose)
            self._workers.append(worker)
            return worker
        return min(loads, key=loads.get)

    def _hear(self, header: dict[str, Any], payload: bytes) -> None:
        with self._lock:
            if feed := self._feeds.get(header["run"]):
                feed.hear(header, payload)
                self._lock.notify_all()

    def _lose(self, worker: "_Worker") -> None:
        """A process has ended: its runs are over, and it gets no other."""
        with self._lock:
            self._workers = [other for other in self._workers if other is not worker]
            for feed in self._feeds.values():
                feed.over = feed.over or feed.worker is worker


class _Worker:
    """A process, and the thread that listens to it."""

    def __init__(self, hear, lose):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.playground"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lock = threading.Lock()
        listener = threading.Thread(
            target=self._listen, args=(hear, lose), name="playground", daemon=True
        )
        listener.start()

    def send(self, order: dict[str, Any]) -> None:
        """Gives an order; one to a process that has ended goes nowhere, as its end tells."""
        with contextlib.suppress(OSError), self._lock:
            self.process.stdin.write(pack(order))
            self.process.stdin.flush()

    def _listen(self, hear, lose) -> None:
        with contextlib.suppress(OSError, ValueError):
            while (message := read(self.process.stdout)) is not None:
                hear(*message)
        self.process.kill()  # it has ended, or says what nobody understands
        self.process.wait()
        lose(self)
