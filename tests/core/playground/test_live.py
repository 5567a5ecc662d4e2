"""The runs of many sessions in one process, with a clock of the test's own."""

import io
import struct

import pytest
import torch

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.playground.course import Segment, ending
from core.playground.facts import Facts, facts
from core.playground.frames import shape_of
from core.playground.messages import read
from core.playground.process import Process, course_json
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = Settings(count=40, hidden="3 ReLU")


class Desk:
    """A process whose messages stay here."""

    def __init__(self):
        self.now, self.sent = 0.0, []
        self.process = Process(self.sent.append, self.clock)

    def clock(self):
        self.now += 0.001
        return self.now

    def order(self, do, run, **more):
        self.process.obey({"do": do, "run": run, "number": len(self.sent), **more})

    def open(self, run, epochs=0, settings=SMALL):
        self.order("open", run, course=course_json((Segment(settings, epochs),)))

    def go(self, run, until, stride=1, goal=0.0, patience=0):
        self.order("go", run, until=until, stride=stride, goal=goal, patience=patience)

    def work(self, turns=1000):
        while turns and self.process.work():
            turns -= 1

    def told(self, run):
        """All that was sent of a run: the last header, epochs of the frames."""
        header, epochs = {}, []
        for message in self.sent:
            each, data = read(io.BytesIO(message))
            if each["run"] == run:
                header |= each
                if each.get("frames"):
                    size = len(data) // each["frames"]
                    assert size == shape_of(SMALL, 1).size
                    starts = range(0, len(data), size)
                    epochs += [int(struct.unpack("<f", data[i : i + 4])[0]) for i in starts]
        return header, epochs


def test_a_run_catches_up_and_goes_as_far_as_it_is_asked_to():
    desk = Desk()
    desk.open("a", 5)
    desk.work()
    header, frames = desk.told("a")
    assert not header["catching_up"] and header["lengths"] == [[5, 0]] and frames[0] == 0
    desk.go("a", 9, stride=2)
    desk.work()
    header, frames = desk.told("a")
    assert header["lengths"] == [[9, 0]] and frames[-2:] == [6, 8]
    run = desk.process.runs["a"].history.run
    assert torch.equal(run.weights[0], ending((Segment(SMALL, 9),)).weights[0])


def test_runs_take_turns():
    desk = Desk()
    for name in "abc":
        desk.open(name)
        desk.go(name, 10_000)
    desk.work(turns=4)
    epochs = [run.history.run.epochs for run in desk.process.runs.values()]
    assert min(epochs) > 4 and max(epochs) - min(epochs) <= 0.2 * max(epochs)


def test_what_nobody_asks_after_rests_and_is_dropped():
    desk = Desk()
    desk.open("a")
    desk.go("a", 10_000)
    desk.now += 4
    assert not desk.process.work() and "a" in desk.process.runs
    desk.order("ask", "a")
    assert not desk.process.work() and desk.told("a")[0]["resting"]
    desk.go("a", 10_000)
    assert desk.process.work()
    desk.now += 61
    desk.process.work()
    assert not desk.process.runs and desk.told("a")[0]["over"]


def test_it_stops_by_itself_and_says_why():
    desk = Desk()
    desk.open("a", settings=SMALL.replace(optimizer="AdamW"))
    desk.go("a", 10_000, goal=0.6)
    desk.work()
    assert "Target reached" in desk.told("a")[0]["stopped"]
    desk.order("again", "a")
    desk.go("a", desk.process.runs["a"].history.run.epochs + 1)
    desk.work()
    assert desk.told("a")[0]["stopped"] == ""
    slow = TRAINING_OPTIMIZERS.pick("SGD", lr=1e-5, momentum=0.0)
    desk.open("b", settings=SMALL.replace(optimizer=slow))
    desk.go("b", 10_000, patience=5)
    desk.work()
    header = desk.told("b")[0]
    assert "Plateau" in header["stopped"] and header["lengths"] == [[5, 0]]


def test_a_fork_a_change_a_step_and_a_frame_of_the_past():
    desk = Desk()
    desk.open("a", 6)
    desk.work()
    faster = SMALL.replace(batch_size=20)
    desk.order("fork", "b", like="a", epoch=4, settings=faster.as_json())
    desk.go("b", 6)
    desk.work()
    assert desk.told("b")[0]["lengths"] == [[4, 0], [2, 0]]
    run = desk.process.runs["b"].history.run
    expected = ending((Segment(SMALL, 4), Segment(faster, 2)))
    assert torch.equal(run.weights[0], expected.weights[0])
    desk.order("step", "a")
    assert desk.told("a")[0]["lengths"] == [[6, 1]]
    desk.order("change", "a", settings=faster.as_json())
    assert desk.told("a")[0]["lengths"] == [[6, 1], [0, 0]]
    desk.order("want", "a", epoch=3)
    desk.work()
    assert desk.told("a")[1][-1] == 3
    desk.order("explain", "a", epoch=3, step=6, layer=0, row=1, column=None)
    desk.work()
    number, told = desk.told("a")[0]["explained"]
    assert number == [3, 6, 0, 1, None] and told["points"] == 20
    desk.order("explain", "a", epoch=3, step=6, layer=9, row=1, column=None)
    desk.work()
    assert desk.told("a")[0]["explained"][1] == {}
    desk.order("change", "a", settings=SMALL.replace(seed=1).as_json())
    assert "need a new run" in desk.told("a")[0]["mistake"]


def test_what_is_asked_for_while_a_run_catches_up_comes_after_it():
    desk = Desk()
    faster = SMALL.replace(batch_size=20)
    desk.open("a", 5)
    desk.order("change", "a", settings=faster.as_json())
    desk.order("step", "a")
    desk.order("change", "a", settings=SMALL.replace(seed=1).as_json())
    desk.work()
    header, _ = desk.told("a")
    assert header["lengths"] == [[5, 0], [1, 0]] and "need a new run" in header["mistake"]


def test_what_is_asked_of_an_epoch_that_is_still_to_come_is_told_once_it_is_there():
    desk = Desk()
    desk.open("a", 5)
    desk.order("want", "a", epoch=4)
    desk.order("explain", "a", epoch=5, step=10, layer=0, row=0, column=None)
    assert not {"wanted", "explained"} & {*desk.told("a")[0]}
    desk.work()
    header, epochs = desk.told("a")
    assert header["wanted"] == 4 and epochs.count(4) == 2
    told = vars(facts(ending((Segment(SMALL, 5),)), 0, 0, None))
    assert header["explained"] == [[5, 10, 0, 0, None], told]


def test_of_what_is_not_finite_nothing_is_explained(monkeypatch):
    desk, nan = Desk(), float("nan")
    desk.open("a")
    monkeypatch.setattr("core.playground.process.facts", lambda *_: Facts(nan, 1, 1, 1, 1, 20))
    desk.order("explain", "a", epoch=0, step=0, layer=0, row=0, column=None)
    assert desk.told("a")[0]["explained"][1] == {}  # no browser reads NaN


def test_within_an_epoch_the_run_itself_is_explained():
    desk = Desk()
    desk.open("a", 2)
    desk.work()
    desk.order("step", "a")
    desk.order("explain", "a", epoch=2, step=5, layer=0, row=1, column=0)
    expected = facts(ending((Segment(SMALL, 2, 1),)), 0, 1, 0)
    assert desk.told("a")[0]["explained"] == [[2, 5, 0, 1, 0], vars(expected)]


def test_an_order_is_done_once_all_of_it_is_told(monkeypatch):
    monkeypatch.setattr("core.playground.history.MOST", 3)
    desk = Desk()
    desk.open("a", 200)
    desk.work()
    before = desk.told("a")[0]["done"]
    desk.order("want", "a", epoch=127)  # 0 and 128 are kept
    asked = len(desk.sent) - 1
    assert desk.process.work() and desk.told("a")[0]["done"] == before  # a turn is not enough
    desk.open("b", 3)
    desk.process.work()
    assert desk.told("b")[0]["lengths"] == [[3, 0]]  # others have their turns meanwhile
    desk.work()
    header, epochs = desk.told("a")
    assert header["done"] == asked and epochs[-1] == 127


def test_a_fork_far_from_what_is_kept_takes_its_turns(monkeypatch):
    monkeypatch.setattr("core.playground.history.MOST", 3)
    desk, faster = Desk(), SMALL.replace(batch_size=20)
    desk.open("a", 200)
    desk.work()
    desk.order("fork", "b", like="a", epoch=127, settings=SMALL.as_json())
    desk.order("change", "b", settings=faster.as_json())
    assert desk.told("b")[0]["catching_up"]
    desk.work()
    header, epochs = desk.told("b")
    assert header["lengths"] == [[127, 0], [0, 0]] and epochs[-1] == 127
    run = desk.process.runs["b"].history.run
    assert torch.equal(run.weights[0], ending((Segment(SMALL, 127),)).weights[0])


def test_a_mistake_in_what_was_put_off_takes_nothing_else_with_it():
    desk = Desk()
    desk.open("a", 5)
    desk.order("change", "a", settings=SMALL.replace(seed=1).as_json())
    desk.order("step", "a")
    desk.work()
    header, _ = desk.told("a")
    assert header["lengths"] == [[5, 1]] and "need a new run" in header["mistake"]


def test_a_run_that_meets_a_bug_leaves_the_others_alone(monkeypatch):
    desk = Desk()
    for name in "ab":
        desk.open(name)
        desk.go(name, until=3)
    monkeypatch.setattr(desk.process.runs["a"].history, "epoch", lambda: {}["x"])
    desk.work()
    assert desk.told("a")[0]["mistake"] == "KeyError: 'x'" and [*desk.process.runs] == ["b"]
    assert desk.told("b")[0]["lengths"] == [[3, 0]]
