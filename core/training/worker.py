"""Trains for the app in a process of its own, since a training thread would slow every session
down.

One training at a time, the rest wait in a queue. Who asks for a training that is queued or running
already shares it. A `Trainer` lives as long as the server; pages ask it for a job's status as often
as they like.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.registry import Config
from core.training import kinds
from core.training.snapshot import Snapshot

ROOT = Path(__file__).parents[2]
THREADS = 1  # of the CPU: the other cores serve the pages
NICE = 5  # where all cores are wanted, the pages come first
POINTS = 400  # of a job's history
MOST = 8  # jobs that wait or run
KEPT = 20  # jobs that are over and still listed
ACTIVE = ("queued", "starting", "running")


@dataclass(frozen=True)
class Status:
    """How a job stands.

    Args:
        state: "queued", "starting", "running", "finished", "stopped" or "failed".
        snapshot: the latest of the training.
        reason: why it failed, one line.
        ahead: jobs that are done before it.
        history: steps, losses and accuracies so far, evenly thinned out, for a chart.
        shown: the latest of a snapshot that had any.
    """

    state: str
    snapshot: Snapshot = Snapshot()
    reason: str = ""
    ahead: int = 0
    history: tuple[tuple[int, float, float], ...] = ()
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Job:
    """One training that was asked for, and who asked. Its fields are the trainer's; ask
    `Trainer.status`.
    """

    config: Config
    readers: set[str] = field(default_factory=set)
    status: Status = Status("queued")
    process: subprocess.Popen | None = None


class Trainer:
    """The queue of trainings of a server. All methods may be called from any thread.

    Args:
        device: where to train; by default as `core.training.device.choose` says.
    """

    def __init__(self, device: str | None = None):
        self.device = device
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def submit(self, config: Config, reader: str = "") -> Job:
        """The job for this config: one that is not over yet, or a new one. `reader` names who asks,
        for `stop`.

        Raises:
            ValueError: too many wait or run already.
        """
        with self._changed:
            job = next(
                (job for job in self._jobs if job.config == config and job.status.state in ACTIVE),
                None,
            )
            if job is None:
                active = sum(job.status.state in ACTIVE for job in self._jobs)
                if active >= MOST:
                    raise ValueError(
                        f"{active} runs are queued or running, and {MOST} are allowed: stop one "
                        "first"
                    )
                job = Job(config)
                self._jobs.append(job)
                self._forget()
                self._start()
                self._changed.notify_all()
            job.readers.add(reader)
            return job

    def status(self, job: Job) -> Status:
        """How far a job is, and how many are before it in the queue."""
        with self._changed:
            ahead = [other for other in self._jobs if other.status.state in ACTIVE]
            return replace(
                job.status, ahead=ahead.index(job) if job.status.state == "queued" else 0
            )

    def jobs(self) -> list[Job]:
        """All that wait or run, and the latest that are over, in the order in which they were asked
        for.
        """
        with self._changed:
            return list(self._jobs)

    def stop(self, job: Job, reader: str = "") -> None:
        """This reader no longer wants the job; it ends when nobody else does."""
        with self._changed:
            job.readers.discard(reader)
            if job.readers or job.status.state not in ACTIVE:
                return
            job.status = replace(job.status, state="stopped")
            process = job.process
        if process is not None:
            process.terminate()  # at any moment: nothing in the store depends on how it ends

    def _forget(self) -> None:
        over = [job for job in self._jobs if job.status.state not in ACTIVE]
        for job in over[: max(0, len(over) - KEPT)]:
            self._jobs.remove(job)

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="trainer", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: any(job.status.state == "queued" for job in self._jobs)
                )
                job = next(job for job in self._jobs if job.status.state == "queued")
                job.status = Status("starting")
            try:
                self._run(job)
            except (
                Exception
            ) as error:  # whatever goes wrong with one job, the next must have its turn
                self._set(job, state="failed", reason=f"{type(error).__name__}: {error}")

    def _run(self, job: Job) -> None:
        """Trains a job in a process and follows it to its end."""
        options = ("--threads", str(THREADS), "--nice", str(NICE))
        process = subprocess.Popen(
            [sys.executable, "-m", "core.training", "--worker", *options],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "OMP_NUM_THREADS": str(THREADS), "PYTHONIOENCODING": "utf-8"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with self._changed:
            job.process = process
            stopped = job.status.state == "stopped"
        with process:
            if stopped:
                process.terminate()
            _give(process, {"config": kinds.as_json(job.config), "device": self.device})
            for line in process.stdout:
                self._hear(job, line.strip())
            with contextlib.suppress(OSError):  # what it did not live to read
                process.stdin.close()
        reason = job.status.reason or f"the training process ended with code {process.returncode}"
        self._set(job, state="failed", reason=reason)  # no effect once it is finished or stopped

    def _hear(self, job: Job, line: str) -> None:
        """Takes in a line of the process: a message, or else something that torch or Python has to
        say.
        """
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            if line:
                self._set(job, reason=line[:300])
            return
        if "snapshot" in message:
            snapshot = _snapshot(message["snapshot"])
            history = job.status.history
            if snapshot.curve and snapshot.test_accuracy is None:  # it goes on from there
                history = snapshot.curve
            history = _longer(history, snapshot)
            shown = snapshot.shown or job.status.shown
            self._set(job, state="running", snapshot=snapshot, history=history, shown=shown)
        elif "failed" in message:
            self._set(job, state="failed", reason=message["failed"])
        elif "finished" in message:
            self._set(job, state="finished", reason="")

    def _set(self, job: Job, **changes) -> None:
        with self._changed:
            if job.status.state in ACTIVE:
                job.status = replace(job.status, **changes)
                self._changed.notify_all()


def _snapshot(values: dict) -> Snapshot:
    """The snapshot that a process told of; JSON has lists for its curves."""
    curves = {name: tuple(map(tuple, values.get(name, ()))) for name in ("curve", "held_out")}
    return Snapshot(**values | curves)


def _give(process: subprocess.Popen, order: dict) -> None:
    with contextlib.suppress(OSError):  # it died before it could listen, as its end will tell
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()


def _longer(history: tuple, snapshot: Snapshot) -> tuple:
    if not snapshot.steps or (history and history[-1][0] == snapshot.step):
        return history
    if len(history) >= POINTS:
        history = history[::2]
    return (*history, (snapshot.step, snapshot.loss, snapshot.accuracy))
