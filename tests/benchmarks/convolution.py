"""Convolution: server time from a kernel's slider to the output at 512 x 512 x 3, beside the
floor.
"""

import random
import statistics
from urllib.parse import urlencode

from core.topics import TOPICS
from core.vision.convolution.kernels import KERNELS
from core.vision.convolution.state import State
from tests.benchmarks.load import APP, FLOOR
from tests.benchmarks.rows import Row
from tests.server import serve
from tests.sessions import load, moves

POSITIONS, MOST_TIMES = 7, 3.0
STATE = State(
    picture="sunflower",
    colour=True,
    side=512,
    kernel=KERNELS.pick("Gaussian blur", size=5),
    padding=2,
)
SLIDER = "convolution.kernel.sigma"


def run() -> list[Row]:
    topic, generator = TOPICS["convolution"], random.Random(0)
    visit = (topic.name, urlencode(topic.query(STATE), doseq=True))
    with serve(FLOOR) as floor, serve(APP) as app:
        load(app, [visit], 1)
        load(floor, [("", "")], 1)
        (least,) = moves(floor, ("", ""), POSITIONS, generator).values()
        times = moves(app, visit, POSITIONS, generator)[SLIDER]
    base, own = (statistics.median(move.seconds for move in each) for each in (least, times))
    return [
        Row(
            "kernel slider to output, 512 x 512 x 3",
            f"floor {1000 * base:.0f} ms",
            f"{1000 * own:.0f} ms",
            own / base,
            f"<= {MOST_TIMES:g}",
            own / base <= MOST_TIMES,
        )
    ]
