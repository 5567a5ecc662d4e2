"""Readers without a browser: websockets to a server of this machine that ask for runs of its pages.

Each asks for runs one after the other with no pause, which is harsher than people are; all counts
and waits are bounded. After the first run of a page it asks, as a browser does for a reader who
moves a control, for the fragment that the page's controls are in.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider

from tests.server import Server

PATIENCE = 120
"""Seconds that one run may take before it is given up."""

OPTIONS = {"subprotocols": ["streamlit"], "max_size": None, "ping_interval": None}

KEPT_RUNS = 2
"""Runs for which a browser keeps a message that it does not get again."""

PICTURES = ("plotly_chart", "bidi_component")
"""What Streamlit calls the messages that hold a picture of ours: a chart or a component."""

Visit = tuple[str, str]
"""A page's url path and a query string."""


@dataclass
class Session:
    """One reader: asks for reruns of a page and counts what comes back. As a browser does, it keeps
    large messages for some runs, which the server then sends by their names alone.

    Args:
        size: bytes so far.
        figures: those of them that are pictures.
        bars: progress bars so far.
        runs: that it has asked for.
        cached: the run that last had a message, by the message's hash.
        sliders: those of the page by the end of their ids.
        fragments: the fragment that each is in, by the slider's id; empty if it is in none.
        outermost: the fragment that the page's controls are in, sliders or others.
        page: the hash that Streamlit gives the page, which goes with a fragment.
    """

    socket: websockets.ClientConnection
    visit: Visit
    size: int = 0
    figures: int = 0
    bars: int = 0
    runs: int = 0
    cached: dict[str, int] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    sliders: dict[str, Slider] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    outermost: str = ""
    page: str = ""

    async def rerun(
        self,
        moved: tuple[Slider, float] | None = None,
        back: bool = False,
        fragment: str = "",
    ) -> float:
        """Seconds until the script has finished.

        Args:
            moved: puts a slider at a value.
            fragment: what is to run; the whole page if empty.
            back: the browser's back button leads to the visit.
        """
        message = BackMsg()
        message.rerun_script.is_history_navigation = back
        self.runs += 1
        self.cached = {key: run for key, run in self.cached.items() if self.runs - run <= KEPT_RUNS}
        message.rerun_script.cached_message_hashes.extend(self.cached)
        message.rerun_script.page_name, message.rerun_script.query_string = self.visit
        message.rerun_script.fragment_id = fragment
        if moved:
            slider, value = moved
            message.rerun_script.fragment_id = self.fragments[slider.id]
            widget = message.rerun_script.widget_states.widgets.add(id=slider.id)
            if slider.type == Slider.SELECT_SLIDER:
                widget.string_array_value.data.append(slider.options[round(value)])
            else:
                widget.double_array_value.data.append(value)
        if message.rerun_script.fragment_id:
            message.rerun_script.page_script_hash = self.page
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._finished(await self.socket.recv()):
                pass
        return time.perf_counter() - start

    def _finished(self, data: bytes) -> bool:
        self.size += len(data)
        message = ForwardMsg.FromString(data)
        self.outermost = self.outermost or message.delta.fragment_id
        if message.metadata.cacheable or message.ref_hash:
            self.cached[message.ref_hash or message.hash] = self.runs
        match message.WhichOneof("type"):
            case "delta" if message.delta.new_element.WhichOneof("type") == "slider":
                slider = message.delta.new_element.slider
                self.sliders[slider.id.split("-", 2)[-1]] = slider
                self.fragments[slider.id] = message.delta.fragment_id
            case "delta" if message.delta.new_element.WhichOneof("type") in PICTURES:
                self.figures += len(data)
            case "delta" if message.delta.new_element.WhichOneof("type") == "progress":
                self.bars += 1
            case "delta" if message.delta.new_element.WhichOneof("type") == "exception":
                self.exceptions.append(message.delta.new_element.exception.message[:200])
            case "navigation":
                self.page = message.navigation.page_script_hash
            case "page_not_found":
                self.exceptions.append(f"page not found: {self.visit[0]!r}")
            case "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.exceptions.append("the script does not compile")
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False


@dataclass(frozen=True)
class Load:
    """What the reruns took: seconds each, bytes a rerun, those of them for pictures, and the
    exceptions on the page or in the server's log.
    """

    seconds: tuple[float, ...]
    size: float
    figures: float
    exceptions: tuple[str, ...]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[round(share * (len(ordered) - 1))]

    def __str__(self) -> str:
        return (
            f"p50 {self.percentile(0.5):.3f} s, p95 {self.percentile(0.95):.3f} s, "
            f"{self.size / 1000:.0f} kB, {len(self.exceptions)} exceptions"
        )


class Move(NamedTuple):
    """One move of a slider: how long the page took, the bytes it sent beside its pictures, and
    whether it showed how far it was.
    """

    seconds: float
    beside: int
    told: bool


def load(server: Server, visits: Sequence[Visit], reruns: int) -> Load:
    """A session for each visit, all at once, each with this many reruns after its first run.
    Without reruns the first runs count.
    """
    said = len(server.said())
    with ThreadPoolExecutor(
        1
    ) as thread:  # of its own: Playwright keeps a loop in that of the tests
        result = thread.submit(asyncio.run, _load(server, visits, reruns)).result()
    logged = server.said()[said:].count("Traceback")
    return replace(
        result, exceptions=result.exceptions or ("a traceback in the server's log",) * logged
    )


def walk(server: Server, visits: Sequence[Visit]) -> list[str]:
    """One session that goes to the first of these, and on with the browser's buttons: the
    exceptions.
    """

    async def go() -> list[str]:
        async with websockets.connect(_address(server), **OPTIONS) as socket:
            session = Session(socket, visits[0])
            for number, session.visit in enumerate(visits):
                await session.rerun(back=number > 0)
        return session.exceptions

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, go()).result()


def moves(
    server: Server, visit: Visit, count: int, generator: random.Random
) -> dict[str, list[Move]]:
    """One session puts every slider that it is shown at several places, and back: all but the ways
    back.

    Raises:
        RuntimeError: a page broke.
    """

    async def move() -> dict[str, list[Move]]:
        async with websockets.connect(_address(server), **OPTIONS) as socket:
            session, result = Session(socket, visit), {}
            await session.rerun()
            for key, widget in list(session.sliders.items()):
                result[key] = []
                for _ in range(count):
                    before, bars = session.size - session.figures, session.bars
                    seconds = await session.rerun((widget, _place(widget, generator)))
                    sent, told = session.size - session.figures - before, session.bars > bars
                    result[key].append(Move(seconds, sent, told))
                await session.rerun((widget, _start(widget)))
        if session.exceptions:
            raise RuntimeError(f"{visit}: {session.exceptions[0]}")
        return result

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


async def _load(server: Server, visits: Sequence[Visit], reruns: int) -> Load:
    async with AsyncExitStack() as stack:
        sessions = [
            Session(
                await stack.enter_async_context(websockets.connect(_address(server), **OPTIONS)),
                visit,
            )
            for visit in visits
        ]

        def counted() -> tuple[int, int]:
            return sum(session.size for session in sessions), sum(
                session.figures for session in sessions
            )

        async def use(session: Session) -> list[float]:
            return [await session.rerun(fragment=session.outermost) for _ in range(reruns)]

        before = counted()
        times = await asyncio.gather(*(session.rerun() for session in sessions))
        if reruns:
            before = counted()
            times = [each for some in await asyncio.gather(*map(use, sessions)) for each in some]
        size, figures = (
            (after - start) / len(times) for after, start in zip(counted(), before, strict=True)
        )
        exceptions = tuple(line for session in sessions for line in session.exceptions)
        return Load(tuple(times), size, figures, exceptions)
