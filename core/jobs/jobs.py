"""The long work of a server: a queue, a warm process that does one job at a time, and what came of
the last ones.
"""

import hashlib
import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace

from core.jobs.packing import pack, path_of, unpack
from core.jobs.process import Process
from core.jobs.progress import Progress
from core.jobs.status import Job, Status

MOST = 16
"""Jobs that wait or run."""

KEPT, ROOM = 100, 96 * 2**20
"""Jobs that are over and kept with their results at most, and the bytes of these."""

ABANDONED = 10.0
"""Seconds after which a job that nobody asks after is stopped."""

BELIEVED = 10.0
"""Seconds for which a mistake is told again; then who asks has the work done anew, since what was
missing may be there by then."""

IDLE = 300.0
"""Seconds after which a process without work is ended."""


class Jobs:
    """The long work of a server. All methods may be called from any thread.

    Args:
        abandoned: seconds after which a job that nobody asks after is stopped.
        believed: seconds for which a mistake is told again without trying.
    """

    def __init__(self, abandoned: float = ABANDONED, believed: float = BELIEVED):
        self.abandoned, self.believed = abandoned, believed
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._working = self._watching = False
        self._process = Process()

    def submit(self, work: Callable[..., Iterator[Progress]], *arguments, reader: str = "") -> Job:
        """The job of this work: one that runs or is kept, or a new one, also where only others
        have stopped it.

        Args:
            work: a generator of a module of ours, which yields `Progress`.
            arguments: of it, as `pack` takes them.
            reader: who asks.

        Raises:
            ValueError: too many wait already.
        """
        content = pack((path_of(work), arguments))
        key = hashlib.sha256(content).hexdigest()
        with self._changed:
            job = self._jobs.get(key)
            if job is None or self._is_worth_trying_again(job, reader):
                active = len(self._active())
                if active >= MOST:
                    raise ValueError(f"{active} computations wait already: try again soon")
                job = self._add(key, content, reader)
            self._touch(job, reader)
            self._forget()
            return job

    def status(self, job: Job, reader: str = "") -> Status:
        """How far a job is. Who asks wants it to go on."""
        with self._changed:
            self._touch(job, reader)
            return self._status(job)

    def wait(self, job: Job, seconds: float, reader: str = "") -> Status:
        """How a job stands once it is over, or after so many seconds."""
        with self._changed:
            self._touch(job, reader)
            job.asked[reader] += seconds  # who waits asks all the time
            self._changed.wait_for(lambda: not job.status.is_active, seconds)
            self._touch(job, reader)
            return self._status(job)

    def stop(self, job: Job, reader: str = "") -> None:
        """This reader no longer wants the job; it is stopped when nobody else does."""
        with self._changed:
            job.asked.pop(reader, None)
            job.refused.add(reader)
            if job.status.is_active and not self._is_wanted(job):
                self._stop(job)

    def leave(self, key: str, reader: str = "") -> None:
        """This reader has gone on to other work: the job with this key is given up where nobody
        else wants it. Unlike one that was stopped it is done anew for whoever asks again.
        """
        with self._changed:
            if key in self._jobs:
                self._jobs[key].asked.pop(reader, None)
                self._changed.notify_all()  # `_watch` sees to the rest

    def again(self, job: Job, reader: str = "") -> Job:
        """The same work anew, if it was stopped or failed."""
        with self._changed:
            if job.status.state in ("stopped", "failed"):
                job = self._add(job.key, job.content, reader)
            self._touch(job, reader)
            return job

    def jobs(self) -> list[Job]:
        """All that wait, run or are kept."""
        with self._changed:
            return list(self._jobs.values())

    def close(self) -> None:
        """Stops all that waits or runs, and ends the process."""
        with self._changed:
            for job in self._active():
                job.status = replace(job.status, state="stopped")
            self._changed.notify_all()
        self._process.end()

    def _add(self, key: str, content: bytes, reader: str) -> Job:
        job = self._jobs[key] = Job(key, next(self._numbers), content)
        self._touch(job, reader)
        if not self._working:
            self._working = True
            threading.Thread(target=self._work, name="jobs", daemon=True).start()
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._watch, name="jobs-watch", daemon=True).start()
        self._changed.notify_all()
        return job

    def _active(self) -> list[Job]:
        return [job for job in self._jobs.values() if job.status.is_active]

    def _status(self, job: Job) -> Status:
        if job.status.state != "queued":
            return job.status
        before = [other for other in self._active() if other.number < job.number]
        return replace(job.status, ahead=len(before))

    def _touch(self, job: Job, reader: str) -> None:
        now = time.monotonic()
        recent = {name: at for name, at in job.asked.items() if now - at < self.abandoned}
        job.asked = recent | {reader: now}
        if self._jobs.get(job.key) is job:
            self._jobs.move_to_end(job.key)

    def _is_wanted(self, job: Job) -> bool:
        return any(time.monotonic() - asked < self.abandoned for asked in job.asked.values())

    def _is_worth_trying_again(self, job: Job, reader: str) -> bool:
        """Whether others have stopped it, or what a reader was told some time ago may have been
        mended meanwhile.
        """
        if job.status.state == "stopped":
            return reader not in job.refused
        return job.status.state == "mistake" and time.monotonic() - job.ended > self.believed

    def _forget(self) -> None:
        """Lets go of those that are over and that nobody has asked after for longest."""
        over = [job for job in self._jobs.values() if not job.status.is_active]
        room = sum(job.size for job in over)
        for count, job in zip(range(len(over), 0, -1), over, strict=True):
            if count <= KEPT and room <= ROOM:
                return
            room -= job.size
            del self._jobs[job.key]

    def _next(self) -> Job | None:
        waiting = [job for job in self._jobs.values() if job.status.state == "queued"]
        return min(waiting, key=lambda job: job.number, default=None)

    def _work(self) -> None:
        """Does one job after the other; ends when there has long been none."""
        while True:
            with self._changed:
                if not self._changed.wait_for(self._next, IDLE):
                    self._working = False
                    self._process.end()
                    return
                job = self._next()
                job.status = Status("running")
            try:
                for kind, content in self._process.run(job.number, job.content):
                    self._hear(job, kind, content)
            except Exception as error:  # whatever goes wrong with one, the next has its turn
                self._set(job, Status("failed", reason=f"{type(error).__name__}: {error}"))

    def _hear(self, job: Job, kind: str, content: bytes) -> None:
        """Takes in a message of the process."""
        if job.status.state == "stopped":  # perhaps before the process knew of it
            self._process.stop(job.number)
        elif kind in ("progress", "done"):
            progress: Progress = unpack(content)
            job.size = len(content)
            state = "done" if kind == "done" else "running"
            self._set(job, Status(state, progress.share, progress.note, progress.value))
        else:
            self._set(job, Status(kind, reason=content.decode()))

    def _set(self, job: Job, status: Status) -> None:
        with self._changed:
            if job.status.is_active:
                job.status, job.ended = status, time.monotonic()
                self._changed.notify_all()

    def _stop(self, job: Job) -> None:
        if job.status.state == "running":
            self._process.stop(job.number)
        job.status = replace(job.status, state="stopped")
        self._changed.notify_all()

    def _watch(self) -> None:
        """Stops and forgets what nobody asks after, while there is work."""
        with self._changed:
            while active := self._active():
                for job in active:
                    if not self._is_wanted(job):
                        self._stop(job)
                        del self._jobs[job.key]
                self._changed.wait(self.abandoned / 4)
            self._watching = False
