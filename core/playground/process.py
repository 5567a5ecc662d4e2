"""The process that trains for many sessions: orders come in, and what was trained goes out.

It ends when its input is closed, as happens when the app dies.
"""

import math
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

import torch

from core.playground.course import Course, Segment
from core.playground.facts import facts
from core.playground.frames import frame
from core.playground.live import FORGOTTEN, Live
from core.playground.messages import pack, read
from core.playground.run import Record, Run
from core.playground.settings import Settings
from core.playground.stops import Rules

IDLE = 0.5  # seconds that it sleeps at most
NICE = 5  # how far the app goes before it where there are few cores


class Process:
    """The runs of a process, and what is to be done with them.

    Args:
        send: takes the bytes of a message.
    """

    def __init__(self, send: Callable[[bytes], None], clock: Callable[[], float] = time.monotonic):
        self.send, self.clock = send, clock
        self.runs: dict[str, Live] = {}

    def obey(self, order: dict[str, Any]) -> None:
        """Does what a message asks for, and tells what has come of it. A mistake is sent back."""
        name = order["run"]
        try:
            getattr(self, f"_{order['do']}")(name, order)
        except ValueError as error:
            self.send(pack({"run": name, "mistake": str(error)}))
        except Exception as error:
            self._give_up(name, error)
        if name in self.runs:
            run = self.runs[name]
            run.asked, run.obeyed = self.clock(), order.get("number", 0)
            self._tell(name)

    def work(self) -> bool:
        """Gives each run its turn; whether one had work to do."""
        now = self.clock()
        for name in [name for name, run in self.runs.items() if now - run.asked > FORGOTTEN]:
            del self.runs[name]
            self.send(pack({"run": name, "over": True}))
        busy = [(name, run) for name, run in self.runs.items() if run.has_work(now)]
        for name, run in busy:
            try:
                run.work(self.clock)
            except ValueError as error:  # settings that were asked for while it was catching up
                self.send(pack({"run": name, "mistake": str(error)}))
            except Exception as error:
                self._give_up(name, error)
                continue
            self._tell(name)
        return bool(busy)

    def _give_up(self, name: str, error: Exception) -> None:
        """Drops a run that has met a bug of ours, so that those of other sessions go on."""
        sys.excepthook(type(error), error, error.__traceback__)
        self.runs.pop(name, None)
        self.send(pack({"run": name, "mistake": f"{type(error).__name__}: {error}"}))

    def _tell(self, name: str) -> None:
        header, payload = self.runs[name].told()
        self.send(pack({"run": name, **header}, payload))

    def _open(self, name: str, order: dict[str, Any]) -> None:
        self.runs[name] = Live(course_from(order["course"]))

    def _fork(self, name: str, order: dict[str, Any]) -> None:
        settings = Settings.from_json(order["settings"])
        self.runs[name] = self.runs[order["like"]].fork(order["epoch"], settings)

    def _go(self, name: str, order: dict[str, Any]) -> None:
        run = self.runs[name]
        run.until, run.stride = order["until"], order["stride"]
        run.rules = Rules(order["goal"], order["patience"])

    def _again(self, name: str, order: dict[str, Any]) -> None:
        """Goes on although it has stopped by itself."""
        self.runs[name].stopped = ""

    def _ask(self, name: str, order: dict[str, Any]) -> None:
        """Somebody is still there, and has it rest."""
        self.runs[name].rest()

    def _step(self, name: str, order: dict[str, Any]) -> None:
        self.runs[name].step()

    def _change(self, name: str, order: dict[str, Any]) -> None:
        self.runs[name].change(Settings.from_json(order["settings"]))

    def _want(self, name: str, order: dict[str, Any]) -> None:
        tell = partial(self._show, name, order["epoch"])
        self.runs[name].look_back(order["epoch"], tell)

    def _show(self, name: str, wanted: int, run: Run, record: Record) -> None:
        self.send(pack({"run": name, "wanted": wanted, "frames": 1}, frame(run, record)))

    def _explain(self, name: str, order: dict[str, Any]) -> None:
        number = [order[part] for part in ("layer", "row", "column")]
        tell = partial(self._say, name, [order["epoch"], order["step"], *number])
        self.runs[name].look_back(order["epoch"], tell, order["step"])

    def _say(self, name: str, number: list, run: Run, record: Record) -> None:
        try:
            told = vars(facts(run, *number[2:]))
        except ValueError:
            told = {}  # the browser spoke of another network
        if not all(map(math.isfinite, told.values())):
            told = {}  # it has diverged, and a browser's JSON holds no such number
        self.send(pack({"run": name, "explained": [number, told]}))

    def _close(self, name: str, order: dict[str, Any]) -> None:
        self.runs.pop(name, None)


def course_json(course: Course) -> list:
    """A course in plain values."""
    return [[each.settings.as_json(), each.epochs, each.steps] for each in course]


def course_from(values: list) -> Course:
    """The course that `course_json` wrote."""
    return tuple(
        Segment(Settings.from_json(settings), epochs, steps) for settings, epochs, steps in values
    )


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Trains until the source ends."""
    torch.set_num_threads(1)
    if hasattr(os, "nice"):
        os.nice(NICE)
    orders: queue.Queue = queue.Queue()
    threading.Thread(target=_listen, args=(source, orders), daemon=True).start()

    def send(message: bytes) -> None:
        sink.write(message)
        sink.flush()

    Run(Settings(count=20)).epoch()  # the first step of an optimizer imports torch's compiler
    process, busy = Process(send), False
    while True:
        for order in _pending(orders, 0 if busy else IDLE):
            if order["run"] in process.runs or order["do"] in ("open", "fork"):
                _obey(process, order)
            else:
                send(pack({"run": order["run"], "over": True}))
        busy = process.work()


def _obey(process: Process, order: dict[str, Any]) -> None:
    """A fork of a run that is no longer there is over before it has begun."""
    if order["do"] == "fork" and order["like"] not in process.runs:
        process.send(pack({"run": order["run"], "over": True}))
    else:
        process.obey(order)


def _pending(orders: queue.Queue, patience: float) -> list[dict[str, Any]]:
    """The orders that wait; the first is waited for."""
    waiting = []
    try:
        waiting.append(orders.get(timeout=patience) if patience else orders.get_nowait())
        while True:
            waiting.append(orders.get_nowait())
    except queue.Empty:
        return waiting


def _listen(source: BinaryIO, orders: queue.Queue) -> None:
    while (message := read(source)) is not None:
        orders.put(message[0])
    os._exit(0)
