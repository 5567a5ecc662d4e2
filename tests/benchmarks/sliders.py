"""Sliders: server time of a page whose slider is moved, beside the floor's, and the bytes that it
sends beside its pictures.

Every slider of a page as it opens and in its presets is put at random places, one after the other,
by one reader. A slider is left out if the page shows a bar with its progress while it computes what
comes of a move: a network has to be trained for it, or a job is given to a process. How many these
are stands beside the others.
"""

import random
import statistics
from urllib.parse import urlencode

from core.registry import Config
from core.topics import TOPICS, Topic
from tests.benchmarks.load import APP, FLOOR
from tests.benchmarks.rows import Row
from tests.server import Server, serve
from tests.sessions import Move, load, moves

PLACES = 7
MOST, MOST_OF_THE_MIDDLE, MOST_BYTES = 3.0, 1.5, 60_000


def run() -> list[Row]:
    with serve(FLOOR) as floor, serve(APP) as app:
        return [row for topic in TOPICS.values() for row in _rows(floor, app, topic)]


def states(topic: Topic) -> list[Config]:
    """The page as it opens, and its presets."""
    return [topic.content.State(), *(preset.state for preset in topic.content.PRESETS)]


def _rows(floor: Server, app: Server, topic: Topic) -> list[Row]:
    """The slowest slider of a page and its middle one, by the median of the moves of each; and the
    one that sends most.
    """
    load(app, [(topic.name, "")], 1)
    generator, ratios, sent, left_out = random.Random(0), [], [], 0
    for state in states(topic):
        visit = (topic.name, urlencode(topic.query(state), doseq=True))
        before = _of_floor(floor, generator)
        own = moves(app, visit, PLACES, generator)
        base = _seconds(before + _of_floor(floor, generator))  # both: the machine's speed drifts
        quiet = {key: each for key, each in own.items() if not any(move.told for move in each)}
        left_out += len(own) - len(quiet)
        ratios += [
            (_seconds(each) / base, _seconds(each), base, key) for key, each in quiet.items()
        ]
        sent += [(max(move.beside for move in each), key) for key, each in own.items()]
    if not ratios:
        return []
    ratios.sort()
    middle = ratios[len(ratios) // 2]
    return [
        _time_row(f"slowest of {len(ratios)} sliders ({left_out} left out)", ratios[-1], MOST),
        _time_row(f"middle of {len(ratios)} sliders", middle, MOST_OF_THE_MIDDLE),
        _bytes_row(*max(sent)),
    ]


def _of_floor(floor: Server, generator: random.Random) -> list[Move]:
    (result,) = moves(floor, ("", ""), PLACES, generator).values()
    return result


def _seconds(own: list[Move]) -> float:
    return statistics.median(move.seconds for move in own)


def _time_row(what: str, slider: tuple[float, float, float, str], most: float) -> Row:
    ratio, own, base, key = slider
    return Row(
        f"{what}: {key}",
        f"floor {1000 * base:.0f} ms",
        f"{1000 * own:.0f} ms",
        ratio,
        f"<= {most:g}",
        ratio <= most,
    )


def _bytes_row(sent: int, key: str) -> Row:
    return Row(
        f"sent beside the pictures: {key}",
        "",
        f"{sent / 1000:.0f} kB",
        None,
        f"<= {MOST_BYTES / 1000:.0f} kB",
        sent <= MOST_BYTES,
    )
