"""Courses: how they are written, cut and gone through."""

import pytest
import torch

from core.playground.course import (
    LIMIT,
    Segment,
    after,
    changed,
    check_course,
    cut,
    ending,
    extended,
    length,
    linked,
    read_course,
    steps_of_an_epoch,
    write_course,
)
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = Settings(count=60, hidden="3 dropout=0.2, 2", optimizer="AdamW")
FASTER = SMALL.replace(batch_size=30, l2=0.01)
COURSE = (Segment(SMALL, 3, 2), Segment(FASTER, 4))


def bits(run):
    return [tensor.detach().clone() for tensor in run.network.state_dict().values()]


def same(first, second):
    return all(map(torch.equal, bits(first), bits(second)))


def test_a_course_is_written_and_read():
    assert write_course((Segment(SMALL, 60),)) == "60"
    text = write_course(COURSE)
    assert text == '[[3,2,{"batch_size":10,"l2":0.0}],[4,0,{}]]'
    assert read_course(text, FASTER) == COURSE
    assert read_course("60", SMALL) == (Segment(SMALL, 60),)


def test_of_a_course_with_many_changes_a_link_holds_the_beginning():
    usual = {"loss": "Cross-entropy", "l1": 0.001, "batch_size": 7, "horizon": 77}
    others = {"schedule": "CosineAnnealingLR", "optimizer": "RAdam", "hidden": "3 frozen, 2"}
    past = [SMALL.replace(**usual, **others, l2=0.001 * size) for size in range(1, 24)]
    course = (*(Segment(settings, 2) for settings in past), Segment(SMALL, 2))
    assert len(write_course(course)) > LIMIT
    part = linked(course)
    assert 10 < length(part) < 46 and part[-1] == Segment(SMALL, 0)
    assert part[:-1] == course[: len(part) - 1]
    assert read_course(write_course(part), SMALL) == part
    assert len(write_course((*course[: len(part)], Segment(SMALL, 0)))) > LIMIT  # no more fits
    assert linked(COURSE) == COURSE


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1.5", "true", "[]", "[[1]]", '[[1,0,{"seed":1}]]', '[[1,0,{"l1":9}]]', "99999",
     "[" * 3000, '[[1,0,{"hidden":"0"}]]', '["a"]', "null"],
)  # fmt: skip
def test_what_is_no_course_is_a_mistake(text):
    with pytest.raises(ValueError):
        check_course(text)


def test_a_course_is_cut_changed_and_extended():
    assert length(COURSE) == 7
    assert cut(COURSE, 2) == (Segment(SMALL, 2),)
    assert cut(COURSE, 3) == (Segment(SMALL, 3),)
    assert cut(COURSE, 5) == (Segment(SMALL, 3, 2), Segment(FASTER, 2))
    assert after(COURSE, 2) == (Segment(SMALL, 1, 2), Segment(FASTER, 4))
    assert after(COURSE, 3) == (Segment(SMALL, 0, 2), Segment(FASTER, 4))
    assert after(COURSE, 5) == (Segment(FASTER, 2),) and after(COURSE, 7) == (Segment(FASTER, 0),)
    assert changed(COURSE, SMALL) == (*COURSE, Segment(SMALL, 0))
    assert changed((*COURSE, Segment(SMALL, 0)), FASTER) == (*COURSE, Segment(FASTER, 0))
    assert changed(COURSE, FASTER) == COURSE
    assert extended(COURSE, 1) == (COURSE[0], Segment(FASTER, 5))


def test_going_on_is_as_if_it_had_not_stopped():
    whole = ending((Segment(SMALL, 6),))
    assert same(whole, ending((Segment(SMALL, 2), Segment(SMALL, 4))))
    start = ending((Segment(SMALL, 2),))
    state = start.state()
    start.epoch()  # what goes on elsewhere changes nothing
    other = ending((Segment(SMALL, 0),))
    other.load_state(state)
    for _ in range(4):
        other.epoch()
    assert same(whole, other)


def test_points_of_ones_own_are_as_many_as_they_are():
    own = Settings(data="Own points", count=1200, batch_size=1)
    assert steps_of_an_epoch(own) == 4  # half of the first eight
