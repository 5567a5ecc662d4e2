"""The view "Train": courses gone through at once, and the numbers on the screen."""

import struct

import pytest

from core.networks.playground import training
from core.networks.playground.training import (
    FRAMES,
    Training,
    course_of,
    going_through,
    gone_through,
    training_headline,
)
from core.networks.playground.training_presets import TRAINING_PRESETS
from core.playground.course import Segment, ending, seconds_of, write_course
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = Training(count=40, hidden="3", course="5")


def epochs(shown):
    return [int(struct.unpack("<f", frame[:4])[0]) for frame in shown.frames]


def test_the_headline_is_the_run_at_the_end_of_the_course():
    record = ending((Segment(SMALL.part(Settings), 5),)).record()
    assert training_headline(SMALL) == {
        "training loss": record.train_loss,
        "test loss": record.test_loss,
        "training accuracy": record.train_accuracy,
        "test accuracy": record.test_accuracy,
    }
    numbers = training_headline(SMALL.replace(data="Plane"))
    assert numbers.keys() == {"training loss", "test loss"}


def test_a_course_has_frames_of_its_way_and_of_its_end():
    shown = gone_through(course_of(SMALL))
    assert epochs(shown) == [0, 1, 2, 3, 4, 5] and len(shown.records) == 6
    longer = gone_through(course_of(SMALL.replace(course="60")))
    assert epochs(longer)[-1] == 60 and len(longer.frames) <= FRAMES + 2
    within = gone_through(course_of(SMALL.replace(course="[[4,1,{}]]")))
    assert epochs(within)[-2:] == [4, 4] and len(within.records) == 5


def test_it_tells_how_far_it_is_and_knows_a_course_again(monkeypatch):
    monkeypatch.setattr(training, "OFTEN", -1.0)
    course = course_of(SMALL.replace(course="4", seed=8))
    *told, end = going_through(course)
    assert [step.share for step in told] == [0, 0.25, 0.5, 0.75, 1]
    assert told[1].note == "Epoch 1 of 4" and end.value.run.epochs == 4
    (again,) = going_through(course)
    assert again.value is end.value is gone_through(course)


def test_other_settings_at_the_end_count_for_what_is_shown():
    course = course_of(
        SMALL.replace(loss="Huber", course='[[5,0,{"loss":{"name":"Hinge"}}],[0,0,{}]]')
    )
    shown = gone_through(course)
    assert epochs(shown) == [0, 1, 2, 3, 4, 5]
    loss = struct.unpack("<7f", shown.frames[-1][:28])[2]
    assert loss == pytest.approx(shown.run.record().train_loss)


def test_the_page_knows_each_step_of_its_guide_again():
    for preset in TRAINING_PRESETS:
        training = preset.state.part(Training)
        assert write_course(course_of(training)) == training.course, preset.name


def test_seconds_grow_with_steps_and_layers():
    short = seconds_of(course_of(SMALL))
    assert seconds_of(course_of(SMALL.replace(course="50"))) == pytest.approx(10 * short)
    assert seconds_of(course_of(SMALL.replace(hidden="3, 3, 3"))) > short
    assert seconds_of(course_of(Training())) < 1
