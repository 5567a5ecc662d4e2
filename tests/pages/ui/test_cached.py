"""What the sessions of a server share is done once."""

import threading

import pytest

from core.data.inputs import Input
from core.training.worker import Trainer
from pages.ui import cached, server


@pytest.fixture(autouse=True)
def empty():
    """Caches that hold nothing yet, and nothing of these tests afterwards."""
    caches = (cached.prepared, cached.visited, cached.trainer, cached._results)
    for cache in caches:
        cache.clear()
    yield
    for cache in caches:
        cache.clear()


def counting(calls: list):
    """Long work of three snapshots, which notes when it begins."""

    def work(setting):
        calls.append(setting)
        yield from ("first", "second", f"last of {setting.index}")

    return work


def test_long_work_is_done_once_for_each_setting():
    calls, shown = [], []
    work = counting(calls)
    assert not cached.is_done(work, Input(index=1))
    for index in (1, 2, 1):
        assert cached.last(work, Input(index=index), shown.append) == f"last of {index}"
    assert [setting.index for setting in calls] == [1, 2]
    assert cached.is_done(work, Input(index=1)) and not cached.is_done(work, Input(index=3))
    assert shown == ["first", "second", "last of 1", "first", "second", "last of 2"]


def test_of_work_that_is_broken_off_nothing_is_kept():
    calls, shown = [], []
    work = counting(calls)

    def leave(snapshot):
        raise RuntimeError("the reader has left")

    with pytest.raises(RuntimeError):
        cached.last(work, Input(index=1), leave)
    assert cached.last(work, Input(index=1), shown.append) == "last of 1"
    assert len(calls) == 2 and len(shown) == 3


def test_the_server_is_prepared_once_and_frozen_once_for_each_page(monkeypatch):
    done = []
    monkeypatch.setattr(server, "prepare", lambda: done.append("prepare"))
    monkeypatch.setattr(server, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(cached, "PREPARED", threading.Event())
    assert not cached.is_prepared()
    for page in ("digits", "losses", "digits"):
        assert cached.prepared() and cached.visited(page)
    assert done == ["prepare", "freeze", "freeze"]
    assert cached.is_prepared()


def test_all_sessions_have_the_same_trainer():
    trainer = cached.trainer()
    assert isinstance(trainer, Trainer) and trainer.jobs() == []
    assert cached.trainer() is trainer
