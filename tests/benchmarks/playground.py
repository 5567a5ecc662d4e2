"""The playground: epochs a second on TensorFlow Playground's default problem, beside a plain loop
of `nn.Sequential` and `torch.optim`; what each of eight sessions gets; what a closed one still
costs; and how soon the page answers while it trains.
"""

import re
import statistics
import tempfile
import time
from pathlib import Path

import torch
from playwright.sync_api import Page, expect, sync_playwright
from torch import nn

from core.networks.playground.state import State
from core.playground.course import Segment
from core.playground.run import points_of
from core.playground.settings import Settings
from core.playground.worker import Workers
from core.topics import TOPICS
from tests.benchmarks.rows import Row
from tests.browser import launch, settled
from tests.server import serve

DEFAULT = Settings()
SECONDS, SESSIONS = 5.0, 8
LOOK = 0.5  # seconds between two looks of a page
SHOWN = 60  # frames a second, the display's rate
ANSWER = 0.3  # seconds
MOVES = 10


def run() -> list[Row]:
    """Five rows."""
    plain = plain_loop()
    alone, shares = epochs_of(1)[0], epochs_of(SESSIONS)
    return [
        Row(
            "epochs a second, alone, a frame for each",
            f"plain loop {plain:.0f}",
            f"{alone:.0f}",
            alone / plain,
            f"at least {SHOWN}",
            alone >= SHOWN,
        ),
        Row(
            f"epochs a second, {SESSIONS} sessions in all",
            f"plain loop {plain:.0f}",
            f"{sum(shares):.0f}",
            sum(shares) / plain,
            "at least half of the plain loop",
            sum(shares) >= plain / 2,
        ),
        Row(
            f"the least of {SESSIONS} sessions",
            f"mean {statistics.mean(shares):.1f}",
            f"{min(shares):.1f}",
            min(shares) / statistics.mean(shares),
            "at least 0.8 of the mean",
            min(shares) >= 0.8 * statistics.mean(shares),
        ),
        silent(),
        *in_the_browser(),
    ]


def plain_loop() -> float:
    """Epochs a second of the usual loop."""
    points, _ = points_of(DEFAULT)
    x, y = points.inputs, 2 * points.targets.float()[:, None] - 1
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    layers = [nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2), nn.Tanh(), nn.Linear(2, 1), nn.Tanh()]
    model, loss_function = nn.Sequential(*layers), nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.03)
    start, epochs = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        for batch in torch.randperm(len(x)).split(10):
            optimizer.zero_grad()
            loss_function(model(x[batch]), y[batch]).backward()
            optimizer.step()
        epochs += 1
    torch.set_num_threads(threads)
    return epochs / (time.perf_counter() - start)


def epochs_of(count: int) -> list[float]:
    """Epochs a second of each of so many sessions that train at once, and look as pages do."""
    workers = Workers()
    names = [workers.open((Segment(DEFAULT, 0),)) for _ in range(count)]
    while not all(workers.take(name)[0].lengths for name in names):
        time.sleep(0.01)
    starts = [workers.take(name)[0].epochs for name in names]
    start = time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        for name in names:
            feed, _ = workers.take(name)
            workers.go(name, feed.epochs + 120)
        time.sleep(LOOK)
    seconds = time.perf_counter() - start
    ends = [workers.take(name)[0].epochs for name in names]
    workers.stop()
    return [(end - begin) / seconds for begin, end in zip(starts, ends, strict=True)]


def silent() -> Row:
    """Epochs that are trained after a session has gone."""
    workers = Workers(1)
    name = workers.open((Segment(DEFAULT, 0),))
    workers.go(name, 10**6)
    time.sleep(6)  # twice as long as a run goes on that nobody asks after
    before = workers.take(name)[0].epochs
    time.sleep(3)
    after = workers.take(name)[0].epochs
    workers.stop()
    return Row(
        "epochs from 6 to 9 s after a session was closed",
        f"{before} before",
        str(after - before),
        None,
        "0",
        before > 0 and after == before,
    )


def in_the_browser() -> list[Row]:
    """Frames that are shown in a second, and how soon a control is answered meanwhile."""
    with serve() as server, sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = launch(playwright, Path(home), base_url=server.url)
        page = browser.pages[0]
        page.goto(f"{TOPICS['playground'].link(State(course='0'))}&playground.show=Code")
        settled(page)
        button = page.locator(".playground").get_by_role("button", name="Train", exact=True)
        button.click()
        expect(page.locator(".epoch")).not_to_have_text("Epoch 0", timeout=60_000)
        rate = shown_rate(page)
        times = [answer(page) for _ in range(MOVES)]
        browser.close()
    slowest = max(times)
    return [
        Row(
            "epochs a second that are shown",
            f"the display's {SHOWN}",
            f"{rate:.0f}",
            rate / SHOWN,
            f"at least {0.95 * SHOWN:.0f}",
            rate >= 0.95 * SHOWN,
        ),
        Row(
            "seconds until a control is answered while it trains",
            f"median {statistics.median(times):.2f}",
            f"{slowest:.2f}",
            None,
            f"at most {ANSWER}",
            slowest <= ANSWER,
        ),
    ]


def shown_rate(page: Page) -> float:
    """Epochs a second on the screen."""
    start, first = time.perf_counter(), epoch_on(page)
    page.wait_for_timeout(1000 * SECONDS)
    return (epoch_on(page) - first) / (time.perf_counter() - start)


def epoch_on(page: Page) -> int:
    """The epoch that is shown."""
    return int(re.sub(r"\D", "", page.locator(".epoch").inner_text().partition("+")[0]))


def answer(page: Page) -> float:
    """Seconds from a key on the learning rate until the code has the new one."""
    code = page.locator("[data-testid=stCode]").last
    before = code.inner_text()
    page.get_by_role("slider", name="lr").focus()  # finding it takes Playwright as long as the page
    start = time.perf_counter()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => [...document.querySelectorAll('[data-testid=stCode]')].at(-1)?.innerText "
        "!== before",
        arg=before,
        polling=10,
    )
    return time.perf_counter() - start
