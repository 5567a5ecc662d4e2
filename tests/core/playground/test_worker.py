"""The processes that train, as the app uses them."""

import threading

import pytest
import torch

from core.playground.course import Segment, ending
from core.playground.frames import frame, shape_of
from core.playground.settings import Settings
from core.playground.worker import Workers

SMALL = Settings(count=40, hidden="3 ReLU")


@pytest.fixture(scope="module")
def workers():
    workers = Workers(1)
    yield workers
    workers.stop()


def until(check, tries=100_000):
    """Asks until it is so; the process answers in its own time."""
    pause = threading.Event()
    for _ in range(tries):
        if result := check():
            return result
        pause.wait(0.01)
    raise AssertionError("never")


def test_a_run_is_trained_in_a_process_to_the_bit(workers):
    name = workers.open((Segment(SMALL, 3),))
    until(lambda: not workers.take(name)[0].catching_up)
    workers.go(name, 6)
    frames = []

    def arrived():
        feed, more = workers.take(name)
        frames.extend(more)
        return feed.epochs == 6 and len(feed.records) == 7

    until(arrived)
    run = ending((Segment(SMALL, 6),))
    assert frames[-1] == frame(run, run.record()) and len(frames[-1]) == shape_of(SMALL, 1).size
    assert workers.take(name)[0].records[-1] == run.record()


def test_an_order_has_a_number_and_is_told_when_it_is_done(workers):
    name = workers.open((Segment(SMALL, 2),))
    number = workers.step(name)
    workers.wait(name, 60, lambda feed: feed.done >= number and not feed.catching_up)
    assert workers.take(name)[0].lengths == [[2, 1]]


def test_a_mistake_comes_back_and_a_process_that_ends_is_noticed(workers):
    name = workers.open((Segment(SMALL.replace(data="Plane", loss="Hinge"), 0),))
    assert "not for numbers" in until(lambda: workers.take(name)[0].mistake)
    other = workers.open((Segment(SMALL, 0),))
    workers._workers[0].process.kill()
    until(lambda: workers.take(other)[0] is None)
    assert not workers.knows(other) and workers.fork(other, 0, SMALL) == ""
    again = workers.open((Segment(SMALL, 2),))
    until(lambda: workers.take(again)[0].epochs == 2)
    assert workers.knows(again) and not workers.knows("")
    assert torch.isfinite(torch.tensor(workers.take(again)[0].records[-1].train_loss))
