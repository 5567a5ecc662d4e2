"""A course that is gone through in a process of its own comes to the same network."""

import pytest
import torch

from core.jobs.packing import pack, unpack
from core.jobs.progress import last
from core.networks.playground.trained import run_at, train_through
from core.playground.course import ending, read_course
from core.playground.settings import Settings


def test_the_run_is_the_same_to_the_bit():
    settings = Settings(count=60, batch_size=20, optimizer="Adam", schedule="ExponentialLR")
    course = read_course('[[2,0,{"batch_size":10}],[2,1,{}]]', settings)
    run, known = run_at(course, unpack(pack(last(train_through(course))))), ending(course)
    for parameter, other in zip(run.network.parameters(), known.network.parameters(), strict=True):
        assert torch.equal(parameter, other)
    for each in (run, known):
        each.epoch()
    assert run.record() == known.record()


def test_a_course_that_would_keep_the_process_of_all_readers_for_hours_is_refused():
    course = read_course("20000", Settings(count=1200, batch_size=1, train_share=90))
    with pytest.raises(ValueError, match="20,000 epochs take about 1.. minutes .* 10 are allowed"):
        next(train_through(course))


def test_it_says_how_far_it_is():
    course = read_course("3", Settings(count=20))
    *steps, end = train_through(course)
    assert all(0 <= step.share <= 1 for step in steps) and end.share == 1
