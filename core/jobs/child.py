"""The process that works for `Jobs`: orders come in on stdin, and how it goes goes out on stdout.

A message is a line with its kind, the number of the job and the length of its content, then the
content. The process ends when stdin is closed, as happens when the app dies.
"""

import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from typing import BinaryIO

import torch

from core.jobs.packing import at_path, pack, unpack

INTERVAL = 0.15
"""Seconds from one progress that is told to the next; the first value is told at once."""


def write_message(stream: BinaryIO, kind: str, number: int, content: bytes = b"") -> None:
    """Writes one message."""
    stream.write(f"{kind} {number} {len(content)}\n".encode() + content)
    stream.flush()


def read_messages(stream: BinaryIO) -> Iterator[tuple[str, int, bytes]]:
    """Kind, number and content of each message, until the stream ends or breaks off."""
    while line := stream.readline():
        kind, number, length = line.decode().split()
        content = stream.read(int(length))
        if len(content) < int(length):
            return
        yield kind, int(number), content


class Orders:
    """What the app asks for: jobs, one after the other, and that one of them is to be stopped."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._jobs: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
        self._stopped = -1

    def listen(self) -> None:
        """Takes in what comes; ends the process when the app has gone."""
        for kind, number, content in read_messages(self._stream):
            if kind == "stop":
                self._stopped = number
            else:
                self._jobs.put((number, content))
        os._exit(0)

    def next(self) -> tuple[int, bytes]:
        """The number and the content of the next job."""
        return self._jobs.get()

    def is_stopped(self, number: int) -> bool:
        """Whether this job is no longer wanted."""
        return self._stopped == number


def work(number: int, content: bytes, orders: Orders, out: BinaryIO) -> None:
    """Does one job, and tells how it goes: "progress", and last "done", "stopped", "mistake" or
    "failed".
    """
    path, arguments = unpack(content)
    told, has_shown, progress = -INTERVAL, False, None
    try:
        for progress in at_path(path)(*arguments):
            if orders.is_stopped(number):
                write_message(out, "stopped", number)
                return
            shows = progress.value is not None and progress.share < 1
            if time.monotonic() - told >= INTERVAL or shows > has_shown:
                told, has_shown = time.monotonic(), shows or has_shown
                write_message(out, "progress", number, pack(progress))
        write_message(out, "done", number, pack(progress))
    except ValueError as error:
        write_message(out, "mistake", number, str(error).encode())
    except Exception as error:  # our own bug: the app says so, and its log has the rest
        sys.excepthook(*sys.exc_info())
        write_message(out, "failed", number, f"{type(error).__name__}: {error}".encode())


def run() -> None:
    """Does what it is told until the app ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what torch or Python prints is no message
    torch.set_num_threads(1)
    orders = Orders(sys.stdin.buffer)
    threading.Thread(target=orders.listen, daemon=True).start()
    write_message(out, "ready", 0)
    while True:
        work(*orders.next(), orders, out)
