"""The run of a reader on the playground, where something has come between."""

import struct

import pytest

from core.networks.playground.state import State
from core.networks.playground.training import Training
from core.playground.course import Segment
from core.playground.settings import Settings
from core.playground.worker import Feed
from core.topics import TOPICS
from pages.networks.playground import commands, train, written
from pages.networks.playground import session as runs
from pages.networks.playground.polling import poll
from pages.ui import cached
from pages.ui.live_network import Command
from tests.visits import visited

TOPIC = TOPICS["playground"]
SMALL = Settings(count=40, hidden="3")


class Forgetful:
    """Workers that know of no run."""

    def knows(self, name):
        return False

    def take(self, name):
        return None, []

    def open(self, course):
        return "new"

    def fork(self, like, epoch, settings):
        return ""

    def close(self, name):
        pass


@pytest.fixture
def paused(monkeypatch):
    """A session whose run was forgotten while it was paused."""
    monkeypatch.setattr(cached, "workers", Forgetful)
    return runs.Session(SMALL, (Segment(SMALL, 2),), "2", "1", "1", name="old")


def test_a_run_that_was_forgotten_is_begun_again(paused):
    runs.ensure_run(paused)
    assert paused.name == "new" and len(paused.records) == 3


def test_nothing_is_waited_for_of_a_run_that_was_forgotten(paused):
    paused.awaited, paused.asked = 3, 1
    poll(TOPIC, paused, Training())
    assert paused.new == [] and paused.name == "" and not runs.is_active(paused)


class Slow:
    """Workers whose process tells what the test says."""

    def __init__(self, **told):
        self.feed, self.orders = Feed(None, catching_up=False, **told), []

    def take(self, name):
        return self.feed, []

    def knows(self, name):
        return True

    def wait(self, name, seconds, ready):
        pass

    def __getattr__(self, do):
        def order(*_):
            self.orders.append(do)
            return len(self.orders)

        return order


@pytest.mark.parametrize("do", ["step", "want", "pause", "explain"])
def test_what_a_process_has_not_done_yet_is_waited_for(paused, monkeypatch, do):
    workers = Slow(lengths=[[2, 0]], resting=True)
    monkeypatch.setattr(cached, "workers", lambda: workers)
    monkeypatch.setattr(runs, "keep", lambda *_: None)
    commands.COMMANDS[do](TOPIC, paused, Command(do, 1))
    poll(TOPIC, paused, Training())
    assert runs.is_active(paused)  # however soon it has told of the time before
    workers.feed.done = 1
    poll(TOPIC, paused, Training())
    assert not runs.is_active(paused)


def test_who_has_it_trained_again_is_not_told_why_it_stopped_before(paused, monkeypatch):
    workers = Slow(lengths=[[2, 0]], stopped="Target reached")
    monkeypatch.setattr(cached, "workers", lambda: workers)
    commands.COMMANDS["train"](TOPIC, paused, Command("train"))
    poll(TOPIC, paused, Training())
    assert paused.running and paused.stopped == "" and workers.orders == ["again", "go"]


def test_a_value_that_the_browser_told_before_it_knew_better_gives_way(monkeypatch):
    held = {"hidden": "4"}
    monkeypatch.setattr(written.st, "session_state", held)
    written.write("hidden", "4, 2")
    written.write("hidden", "4, 2, 2")
    for stale in ("4", "4, 2"):
        held["hidden"] = stale
        written.keep()
        assert held["hidden"] == "4, 2, 2"
    held["hidden"] = "8"  # what the reader types counts
    written.keep()
    held["hidden"] = "4"
    written.keep()
    assert held["hidden"] == "4"


def test_two_epochs_that_are_asked_for_at_once_are_two(paused, monkeypatch):
    monkeypatch.setattr(cached, "workers", Slow)
    for _ in range(2):
        commands.COMMANDS["epoch"](TOPIC, paused, Command("epoch"))
    assert paused.wanted == 4


def test_a_fork_of_a_run_that_is_still_catching_up_is_a_run_of_its_own(paused, monkeypatch):
    monkeypatch.setattr(runs, "keep", lambda *_: None)
    monkeypatch.setattr(runs.st, "session_state", {})
    paused.share = 0.5
    other = runs.fork(TOPIC, paused, 1)
    assert other.name == "" and other.course == (Segment(SMALL, 1),)


def test_frames_that_were_not_sent_are_sent_with_the_next(paused, monkeypatch):
    workers = Slow(lengths=[[2, 0]])
    workers.take = lambda name: (workers.feed, [struct.pack("<2f", 2, 4)])
    monkeypatch.setattr(cached, "workers", lambda: workers)
    monkeypatch.setattr(runs, "keep", lambda *_: None)
    for _ in range(2):  # the first is broken off
        poll(TOPIC, paused, Training())
    assert len(paused.new) == 2


def test_one_change_too_many_is_none(paused, monkeypatch):
    def refuse(course, settings):
        raise ValueError("too many")

    monkeypatch.setattr(runs, "changed", refuse)
    with pytest.raises(ValueError, match="too many"):
        runs._adapted(TOPIC, paused, SMALL.replace(batch_size=5))
    assert paused.settings == SMALL


def test_what_of_a_run_has_no_room_in_a_link_is_said(paused, monkeypatch):
    held = {}
    monkeypatch.setattr(runs.address, "keep", lambda topic, name, text: held.update({name: text}))
    monkeypatch.setattr("core.playground.course.LIMIT", 60)
    others = [SMALL.replace(batch_size=size) for size in (1, 2, 3)]
    paused.course = tuple(Segment(settings, 5) for settings in (*others, SMALL))
    paused.records = [0]
    runs.keep(TOPIC, paused)
    assert (
        held["course"] == paused.text == '[[5,0,{"batch_size":1}],[5,0,{"batch_size":2}],[0,0,{}]]'
    )
    assert "Link and code end after epoch 10" in train._said(paused)


def test_the_page_runs_again_for_the_session_that_a_command_has_begun(paused, monkeypatch):
    other = runs.Session(SMALL, (Segment(SMALL, 0),), "0", "2", "1")
    held = {runs.KEY: paused}
    monkeypatch.setattr(commands.st, "session_state", held)
    monkeypatch.setitem(commands.COMMANDS, "reset", lambda *_: held.update({runs.KEY: other}))
    commands.obey(TOPIC, Command("reset", origin="1"))
    assert other.fresh


def test_a_command_of_what_stood_here_before_is_none(paused, monkeypatch):
    monkeypatch.setattr(commands.st, "session_state", {runs.KEY: paused})
    commands.obey(TOPIC, Command("train", origin="0"))
    assert not paused.running and not paused.fresh


def shown(app) -> str:
    return " ".join(part.value for part in (*app.error, *app.warning, *app.markdown))


def test_a_mistake_is_gone_once_the_reader_has_mended_it():
    app = visited(TOPIC, TOPIC.query(State(data="Plane", loss="Cross-entropy", course="0")))
    assert "is not for numbers" in shown(app)
    app.selectbox(key="playground.data").set_value("Circle").run()
    assert "is not for numbers" not in shown(app) and not app.exception
