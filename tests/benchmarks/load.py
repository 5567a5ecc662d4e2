"""How the app bears many readers: seconds and bytes a rerun, first visits, memory, cold start,
beside the floor: the least that a page with torch costs in Streamlit.

Sessions are those of `tests.sessions`. They go round the default state and the presets of a page,
so that there is something to compute.
"""

import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from core.topics import TOPICS
from tests.benchmarks.rows import Row
from tests.server import ROOT, Server, serve
from tests.sessions import Load, Visit, load

APP, FLOOR = ROOT / "app.py", Path(__file__).with_name("floor_app.py")
SESSIONS, RERUNS, STARTS = 16, 5, 3
COLD = (8, 16)  # visitors of a server that has just started
CLASS = 50  # readers who open a link at once
GROWTH_SESSIONS, GROWTH_RERUNS = 50, 10
MOST_MEMORY, MOST_GROWTH, MOST_COLD_START = 1000, 150, 5.0
MOST_TIMES, MOST_TIMES_HOME = 4.0, 2.0


def pages() -> dict[str, list[Visit]]:
    """Each page's visits: its default state and its presets."""
    visits = {"home": [("", "")]}
    for topic in TOPICS.values():
        states = [preset.state for preset in getattr(topic.content, "PRESETS", ())]
        visits[topic.name] = [(topic.name, "")] + [
            (topic.name, urlencode(topic.query(state), doseq=True)) for state in states
        ]
    return visits


def first_pages() -> list[Visit]:
    """Every page as it opens, the home page last."""
    home, *others = (visits[0] for visits in pages().values())
    return [*others, home]


def in_turn(visits: Sequence[Visit], count: int) -> list[Visit]:
    return [visits[number % len(visits)] for number in range(count)]


def cold_start(script: Path) -> float:
    """Median seconds from the command to the end of the first page's script."""

    def once() -> float:
        with serve(script) as server:
            load(server, [("", "")], 0)
            return time.perf_counter() - server.started

    return statistics.median(once() for _ in range(STARTS))


def cold_visits(script: Path, visits: Sequence[Visit]) -> Load:
    """All of these at once, as the first that a server gets."""
    with serve(script) as server:
        return load(server, visits, 0)


def run() -> list[Row]:
    """Cold start, memory, first visits, each page under load."""
    rows = [_cold_start_row(cold_start(FLOOR), cold_start(APP))]
    rows += [_cold_visits_row(count) for count in COLD]
    with serve(FLOOR) as floor, serve(APP) as app:
        for visits in pages().values():
            load(app, visits, 1)
        load(floor, [("", "")], 1)
        opened, least = app.memory(), floor.memory()
        rows.append(_memory_row("memory, every page opened", least, opened, MOST_MEMORY))
        rows.append(_growth_row(floor, app))  # before the load below, which would have filled it
        for name, visits in pages().items():
            rows.append(_class_row(name, floor, app, visits[0]))
            rows.append(_load_row(name, floor, app, visits))
    return rows


def _cold_start_row(least: float, own: float) -> Row:
    return Row(
        f"cold start, median of {STARTS}",
        f"floor {least:.1f} s",
        f"{own:.1f} s",
        own / least,
        f"<= {MOST_COLD_START:g} s",
        own <= MOST_COLD_START,
    )


def _cold_visits_row(count: int) -> Row:
    what = f"{count} visitors at once of a server that has just started"
    base = cold_visits(FLOOR, [("", "")] * count)
    own = cold_visits(APP, in_turn(first_pages(), count))
    return _row(what, base, own, None)


def _class_row(name: str, floor: Server, app: Server, visit: Visit) -> Row:
    base = load(floor, [("", "")] * CLASS, 0)  # beside each page, as the machine's speed drifts
    return _row(f"{name}, {CLASS} first visits", base, load(app, [visit] * CLASS, 0), MOST_TIMES)


def _load_row(name: str, floor: Server, app: Server, visits: Sequence[Visit]) -> Row:
    base = load(floor, [("", "")] * SESSIONS, RERUNS)
    own = load(app, in_turn(visits, SESSIONS), RERUNS)
    most = MOST_TIMES_HOME if name == "home" else MOST_TIMES
    return _row(f"{name}, {SESSIONS} sessions x {RERUNS} reruns", base, own, most)


def _row(what: str, base: Load, own: Load, most: float | None) -> Row:
    """The p95 of a load beside that of the floor, at most so many times as long; and no exception.

    Args:
        most: None if it may take as long as it takes.
    """
    for line in sorted(set(own.exceptions))[:5]:
        print(f"{what}: {line}")
    ratio = own.percentile(0.95) / base.percentile(0.95)
    target = "no exception" if most is None else f"<= {most:g}, no exception"
    met = not own.exceptions and (most is None or ratio <= most)
    return Row(what, f"floor {base}", str(own), ratio, target, met)


def _memory_row(what: str, least: float | None, own: float | None, most: int) -> Row:
    if own is None or least is None:
        return Row(what, "", "n/a here: no /proc", None, f"< {most} MB", True)
    return Row(
        what,
        f"floor {least:.0f} MB",
        f"{own:.0f} MB",
        own / least if least > 1 else None,
        f"< {most} MB",
        own < most,
    )


def _growth_row(floor: Server, app: Server) -> Row:
    def growth(server: Server, visits: list[Visit]) -> float | None:
        before = server.memory()
        for start in range(0, GROWTH_SESSIONS, 10):
            load(server, visits[start : start + 10], GROWTH_RERUNS)
        return None if before is None else server.memory() - before

    every = [visit for visits in pages().values() for visit in visits]
    least = growth(floor, [("", "")] * GROWTH_SESSIONS)
    own = growth(app, in_turn(every, GROWTH_SESSIONS))
    return _memory_row(
        f"growth, {GROWTH_SESSIONS} sessions x {GROWTH_RERUNS} reruns", least, own, MOST_GROWTH
    )
