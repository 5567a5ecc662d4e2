"""Sliders: server time of a page whose slider is moved, beside a trivial page with one slider and
one chart.

Every slider of a page as it opens and in its presets is put at random places, one after the other,
by one reader. What shows its progress while it computes is left out.
"""

import random
import statistics
from urllib.parse import urlencode

from core.registry import Config
from core.topics import TOPICS, Topic
from tests.benchmarks.load import APP, TRIVIAL, load, moves
from tests.benchmarks.rows import Row
from tests.server import Server, serve

PAGES = ("activations", "losses", "optimizers")
SHOWS_PROGRESS = {("activations", "Depth")}
"""Pages and views that do."""

PLACES, MOST = 7, 2.0


def run() -> list[Row]:
    with serve(TRIVIAL) as trivial, serve(APP) as app:
        return [_row(trivial, app, TOPICS[name]) for name in PAGES if name in TOPICS]


def states(topic: Topic) -> list[Config]:
    """The page as it opens, and its presets."""
    every = [topic.content.State(), *(preset.state for preset in topic.content.PRESETS)]
    return [
        state for state in every if (topic.name, getattr(state, "view", None)) not in SHOWS_PROGRESS
    ]


def _plain(trivial: Server, generator: random.Random) -> list[float]:
    (times,) = moves(trivial, ("", ""), PLACES, generator).values()
    return times


def _row(trivial: Server, app: Server, topic: Topic) -> Row:
    """The slowest slider of a page, by the median of its moves."""
    load(app, [(topic.name, "")], 1)
    generator, sliders = random.Random(0), []
    for state in states(topic):
        visit = (topic.name, urlencode(topic.query(state), doseq=True))
        before = _plain(trivial, generator)
        own = moves(app, visit, PLACES, generator)
        base = statistics.median(
            before + _plain(trivial, generator)
        )  # both, as the machine's speed drifts
        sliders += [
            (statistics.median(times) / base, statistics.median(times), base, key)
            for key, times in own.items()
        ]
    ratio, own, base, key = max(sliders)
    middle = statistics.median(slider[0] for slider in sliders)
    return Row(
        f"slowest of {len(sliders)} sliders: {key}",
        f"trivial page {1000 * base:.0f} ms",
        f"{1000 * own:.0f} ms (the middle one: ratio {middle:.2f})",
        ratio,
        f"<= {MOST:g}",
        ratio <= MOST,
    )
