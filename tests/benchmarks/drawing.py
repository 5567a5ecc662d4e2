"""Drawing: milliseconds from strokes to probabilities, and predictions a second while a pen moves
in a real browser.
"""

import math
import statistics
import time

import torch
from playwright.sync_api import sync_playwright

from core.data import preparation
from core.data.handwriting.strokes import SIZE, decode, draw
from core.data.handwriting.styles import written
from core.vision.digits.state import State, read_each
from tests.benchmarks.rows import Row
from tests.browser import launch, settled
from tests.server import serve

STYLE = "8 in one stroke"
ROUNDS = 200
SECONDS = 6.0
MOST_MILLISECONDS, LEAST_PREDICTIONS = 20.0, 12.0
SPIRAL = tuple(
    (round(140 + i / 3 * math.cos(i / 20)), round(140 + i / 3 * math.sin(i / 20)))
    for i in range(300)
)

COUNT = """() => {
    window.shown = 0;
    window.addEventListener('playground:shown', () => window.shown++);
}"""
"""The strip says when the answer to a message of the canvas is on the screen; it comes after the
bars.
"""


def run() -> list[Row]:
    return [_long_stroke(), _server(), _browser()]


def _long_stroke() -> Row:
    """A stroke of 300 points to a picture, beside a dot."""
    whole, dot = _milliseconds(lambda: draw((SPIRAL,))), _milliseconds(lambda: draw((SPIRAL[:1],)))
    return Row(
        "a long stroke to a picture",
        f"a dot {dot:.1f} ms",
        f"{whole:.1f} ms",
        whole / dot,
        f"<= {MOST_MILLISECONDS:.0f} ms",
        whole <= MOST_MILLISECONDS,
    )


def _server() -> Row:
    """The whole way of the page: text of the strokes, picture, preparation, network, probabilities;
    on one thread.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        state = State(strokes=written(STYLE))
        whole = _milliseconds(
            lambda: read_each.__wrapped__(state)
        )  # the page keeps readings; each new stroke is a new one
        shrunk = _milliseconds(
            lambda: preparation.prepare(draw(decode(state.strokes), state.brush))
        )
    finally:
        torch.set_num_threads(threads)
    return Row(
        "strokes to probabilities",
        f"without the network {shrunk:.1f} ms",
        f"{whole:.1f} ms",
        whole / shrunk,
        f"<= {MOST_MILLISECONDS:.0f} ms",
        whole <= MOST_MILLISECONDS,
    )


def _milliseconds(work) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def _browser() -> Row:
    """A pen that goes round and round an 8, as fast as Chromium takes its movements."""
    (stroke,) = decode(written(STYLE))
    with serve() as server, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(base_url=server.url, viewport={"width": 1280, "height": 800})
        page.goto("/digits")
        settled(page)
        box = page.locator("canvas").first.bounding_box()
        path = [
            (box["x"] + x / SIZE * box["width"], box["y"] + y / SIZE * box["height"])
            for x, y in stroke
        ]
        page.mouse.move(*path[0])
        page.mouse.down()
        time.sleep(1)  # the first answer builds the bars
        page.evaluate(COUNT)
        start, moves = time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS:
            page.mouse.move(*path[moves % len(path)])
            moves += 1
            time.sleep(max(0.0, start + moves / 60 - time.perf_counter()))
        seconds = time.perf_counter() - start
        predictions = page.evaluate("window.shown") / seconds
        page.mouse.up()
        browser.close()
    return Row(
        "predictions a second while drawing",
        f"{moves / seconds:.0f} movements a second",
        f"{predictions:.1f}",
        predictions * seconds / moves,
        f">= {LEAST_PREDICTIONS:.0f}",
        predictions >= LEAST_PREDICTIONS,
    )
