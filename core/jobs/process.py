"""The warm process that works for `Jobs`, as the app sees it."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from core.jobs.child import read_messages, write_message

ROOT = Path(__file__).parents[2]

PATIENCE = 1.0
"""Seconds that a job has to stop by itself before its process is killed."""


class Process:
    """A process that does one job after the other; it is started when it is first needed."""

    def __init__(self):
        self._process: subprocess.Popen | None = None
        self._lock = threading.RLock()
        self._number = 0

    def run(self, number: int, content: bytes) -> Iterator[tuple[str, bytes]]:
        """Kind and content of each message about a job. If the process dies, the last is "failed".

        Args:
            number: of the job, another for each.
            content: its work and its arguments, packed.
        """
        with self._lock:
            process, self._number = self._warm(), number
            self._send("run", number, content)
        for kind, about, data in read_messages(process.stdout):
            if about != number:
                continue
            if kind != "progress":
                self._number = 0
            yield kind, data
            if kind != "progress":
                return
        code = process.wait()
        self.end()
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        yield "failed", f"The process that computes {how}.".encode()

    def stop(self, number: int) -> None:
        """Asks the process to stop a job; where that does not answer in time, kills it."""
        self._send("stop", number)
        timer = threading.Timer(PATIENCE, self._kill_if_at, (number,))
        timer.daemon = True
        timer.start()

    def end(self) -> None:
        """Kills the process, whatever it does; the next job starts another."""
        with self._lock:
            process, self._process, self._number = self._process, None, 0
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    stream.close()

    def _kill_if_at(self, number: int) -> None:
        with self._lock:
            if self._number == number and self._process is not None:
                self._process.kill()
                self._process.wait()  # so that `_warm` sees it dead, and gives it no other job

    def _send(self, kind: str, number: int, content: bytes = b"") -> None:
        with self._lock, contextlib.suppress(OSError, ValueError, AttributeError):
            write_message(self._process.stdin, kind, number, content)

    def _warm(self) -> subprocess.Popen:
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from core.jobs.child import run; run()"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process
