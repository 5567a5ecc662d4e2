"""How the app bears many readers: seconds and bytes a rerun, memory, cold start, beside a trivial
Streamlit page.

Sessions are websockets to servers that this module starts on this machine. Each asks for full
reruns one after the other with no pause, which is harsher than people are; all counts and waits are
bounded. They go round the default state and the presets of a page, so that there is something to
compute.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider

from core.topics import TOPICS
from tests.benchmarks.rows import Row
from tests.server import ROOT, Server, serve

APP, TRIVIAL = ROOT / "app.py", Path(__file__).with_name("trivial_app.py")
SESSIONS, RERUNS, STARTS = 16, 10, 3
GROWTH_SESSIONS = 50
MOST_MEMORY, MOST_GROWTH, MOST_COLD_START = 1000, 150, 5.0
PATIENCE = 120
"""Seconds that one rerun may take before the benchmark gives up."""

OPTIONS = {"subprotocols": ["streamlit"], "max_size": None, "ping_interval": None}

Visit = tuple[str, str]
"""A page's url path and a query string."""


@dataclass
class Session:
    """One reader: asks for reruns of a page and counts what comes back."""

    socket: websockets.ClientConnection
    visit: Visit
    size: int = 0
    exceptions: list[str] = field(default_factory=list)
    sliders: dict[str, Slider] = field(default_factory=dict)

    async def rerun(self, moved: tuple[Slider, float] | None = None) -> float:
        """Seconds until the script has finished; `moved` puts a slider at a value."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = self.visit
        if moved:
            slider, value = moved
            widget = message.rerun_script.widget_states.widgets.add(id=slider.id)
            if slider.type == Slider.SELECT_SLIDER:
                widget.string_array_value.data.append(slider.options[round(value)])
            else:
                widget.double_array_value.data.append(value)
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._finished(await self.socket.recv()):
                pass
        return time.perf_counter() - start

    def _finished(self, data: bytes) -> bool:
        self.size += len(data)
        message = ForwardMsg.FromString(data)
        match message.WhichOneof("type"):
            case "delta" if message.delta.new_element.WhichOneof("type") == "slider":
                slider = message.delta.new_element.slider
                self.sliders[slider.id.split("-", 2)[-1]] = slider
            case "delta" if message.delta.new_element.WhichOneof("type") == "exception":
                self.exceptions.append(message.delta.new_element.exception.message[:200])
            case "page_not_found":
                self.exceptions.append(f"page not found: {self.visit[0]!r}")
            case "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.exceptions.append("the script does not compile")
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False


@dataclass(frozen=True)
class Load:
    """What the reruns took: seconds each, bytes a rerun, and the exceptions on the page or in the
    server's log.
    """

    seconds: tuple[float, ...]
    size: float
    exceptions: tuple[str, ...]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[round(share * (len(ordered) - 1))]

    def __str__(self) -> str:
        return (
            f"p50 {self.percentile(0.5):.3f} s, p95 {self.percentile(0.95):.3f} s, "
            f"{self.size / 1000:.0f} kB, {len(self.exceptions)} exceptions"
        )


def load(server: Server, visits: Sequence[Visit], reruns: int) -> Load:
    """A session for each visit, all at once, each with this many reruns after its first run."""
    said = len(server.said())
    with ThreadPoolExecutor(
        1
    ) as thread:  # of its own, as Playwright keeps a loop in the thread of the tests
        seconds, size, exceptions = thread.submit(
            asyncio.run, _load(server, visits, reruns)
        ).result()
    logged = server.said()[said:].count("Traceback")
    shown = tuple(exceptions)
    return Load(seconds, size, shown or ("a traceback in the server's log",) * logged)


def moves(
    server: Server, visit: Visit, count: int, generator: random.Random
) -> dict[str, list[float]]:
    """One session puts every slider that it is shown at several places, and back: seconds of each
    rerun but those.
    """

    async def move() -> dict[str, list[float]]:
        async with websockets.connect(_address(server), **OPTIONS) as socket:
            session, times = Session(socket, visit), {}
            await session.rerun()
            for key, widget in list(session.sliders.items()):
                times[key] = [
                    await session.rerun((widget, _place(widget, generator))) for _ in range(count)
                ]
                await session.rerun((widget, _start(widget)))
        if session.exceptions:
            raise RuntimeError(f"{visit}: {session.exceptions[0]}")
        return times

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, move()).result()


def _place(slider: Slider, generator: random.Random) -> float:
    return slider.min + slider.step * generator.randint(
        0, round((slider.max - slider.min) / slider.step)
    )


def _start(slider: Slider) -> float:
    """Where the page has put it."""
    if not slider.set_value:
        return slider.default[0]
    if slider.type == Slider.SELECT_SLIDER:
        return list(slider.options).index(slider.raw_value[0])
    return slider.value[0]


def _address(server: Server) -> str:
    return f"ws://127.0.0.1:{server.port}/_stcore/stream"


async def _load(
    server: Server, visits: Sequence[Visit], reruns: int
) -> tuple[tuple[float, ...], float, list[str]]:
    async with AsyncExitStack() as stack:
        sessions = [
            Session(
                await stack.enter_async_context(websockets.connect(_address(server), **OPTIONS)),
                visit,
            )
            for visit in visits
        ]
        first = await asyncio.gather(*(session.rerun() for session in sessions))
        before = sum(session.size for session in sessions)

        async def use(session: Session) -> list[float]:
            return [await session.rerun() for _ in range(reruns)]

        times = [seconds for some in await asyncio.gather(*map(use, sessions)) for seconds in some]
        size = (sum(session.size for session in sessions) - before) / max(1, len(times))
        return (
            tuple(times or first),
            size,
            [line for session in sessions for line in session.exceptions],
        )


def pages() -> dict[str, list[Visit]]:
    """Each page's visits: its default state and its presets."""
    visits = {"home": [("", "")]}
    for topic in TOPICS.values():
        states = [preset.state for preset in getattr(topic.content, "PRESETS", ())]
        visits[topic.name] = [(topic.name, "")] + [
            (topic.name, urlencode(topic.query(state), doseq=True)) for state in states
        ]
    return visits


def in_turn(visits: Sequence[Visit], count: int) -> list[Visit]:
    return [visits[number % len(visits)] for number in range(count)]


def cold_start(script: Path) -> float:
    """Median seconds from the command to the end of the first page's script."""

    def once() -> float:
        with serve(script) as server:
            load(server, [("", "")], 0)
            return time.perf_counter() - server.started

    return statistics.median(once() for _ in range(STARTS))


def run() -> list[Row]:
    """Cold start, each page under load, memory."""
    rows = [_cold_start_row(cold_start(TRIVIAL), cold_start(APP))]
    with serve(TRIVIAL) as trivial, serve(APP) as app:
        for visits in pages().values():
            load(app, visits, 1)
        load(trivial, [("", "")], 1)
        opened, plain = app.memory(), trivial.memory()
        rows.append(_memory_row("memory, every page opened", plain, opened, MOST_MEMORY))
        rows.append(
            _growth_row(trivial, app)
        )  # before the load below, which would have filled what can fill
        for name, visits in pages().items():
            base = load(
                trivial, [("", "")] * SESSIONS, RERUNS
            )  # beside each page, as the machine's speed drifts
            rows.append(_load_row(name, base, load(app, in_turn(visits, SESSIONS), RERUNS)))
    return rows


def _cold_start_row(plain: float, own: float) -> Row:
    return Row(
        f"cold start, median of {STARTS}",
        f"trivial page {plain:.1f} s",
        f"{own:.1f} s",
        own / plain,
        f"<= {MOST_COLD_START:g} s",
        own <= MOST_COLD_START,
    )


def _load_row(name: str, base: Load, own: Load) -> Row:
    for line in sorted(set(own.exceptions))[:5]:
        print(f"{name}: {line}")
    return Row(
        f"{name}, {SESSIONS} sessions x {RERUNS} reruns",
        f"trivial page {base}",
        str(own),
        own.percentile(0.95) / base.percentile(0.95),
        "no exception",
        not own.exceptions,
    )


def _memory_row(what: str, plain: float | None, own: float | None, most: int) -> Row:
    if own is None or plain is None:
        return Row(what, "", "n/a here: no /proc", None, f"< {most} MB", True)
    return Row(
        what,
        f"trivial page {plain:.0f} MB",
        f"{own:.0f} MB",
        own / plain if plain > 1 else None,
        f"< {most} MB",
        own < most,
    )


def _growth_row(trivial: Server, app: Server) -> Row:
    def growth(server: Server, visits: list[Visit]) -> float | None:
        before = server.memory()
        for start in range(0, GROWTH_SESSIONS, 10):
            load(server, visits[start : start + 10], RERUNS)
        return None if before is None else server.memory() - before

    every = [visit for visits in pages().values() for visit in visits]
    plain = growth(trivial, [("", "")] * GROWTH_SESSIONS)
    own = growth(app, in_turn(every, GROWTH_SESSIONS))
    return _memory_row(
        f"growth, {GROWTH_SESSIONS} sessions x {RERUNS} reruns", plain, own, MOST_GROWTH
    )
