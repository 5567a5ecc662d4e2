"""A run can be taken back to any of its epochs."""

import pytest
import torch

from core.playground.course import Segment, cut, ending
from core.playground.history import History, replay
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = Settings(count=60, hidden="3 dropout=0.2, 2", optimizer="AdamW")
FASTER = SMALL.replace(batch_size=30, l2=0.01)
COURSE = (Segment(SMALL, 3, 2), Segment(FASTER, 4))


def same(first, second):
    states = [run.network.state_dict().values() for run in (first, second)]
    return all(map(torch.equal, *states))


def test_history_goes_back_to_any_epoch_and_forks_there(monkeypatch):
    monkeypatch.setattr("core.playground.history.MOST", 3)
    history = History(SMALL)
    for _ in replay(history, COURSE):
        pass
    assert history.course == COURSE and len(history.records) == 8
    for epoch in range(8):
        there = history.at(epoch)
        assert there.epochs == epoch and same(there, ending(cut(COURSE, epoch)))
        assert there.record() == history.records[epoch]
    fork = history.fork(5)
    fork.change(SMALL)
    fork.epoch()
    assert fork.course == (*cut(COURSE, 5), Segment(SMALL, 1))
    assert same(fork.run, ending(fork.course))
    assert same(history.run, ending(COURSE))  # and the run itself has not moved


def test_single_steps_make_an_epoch():
    history = History(SMALL)
    steps = 0
    while not history.run.epochs:
        history.step()
        steps += 1
    assert steps == 3 and history.course == (Segment(SMALL, 1),)
    assert same(history.run, ending(history.course))
    history.step()
    assert history.course == (Segment(SMALL, 1, 1),) and same(history.run, ending(history.course))


def test_other_settings_at_the_start_have_a_past_of_their_own():
    history = History(SMALL)
    history.epoch()
    fork, other = history.fork(0), SMALL.replace(optimizer="SGD", loss="Cross-entropy")
    fork.change(other)
    assert fork.course == (Segment(other, 0),)
    assert fork.records[0].train_loss == History(other).records[0].train_loss
    again = fork.fork(0)
    again.epoch()
    assert same(again.run, ending((Segment(other, 1),)))
