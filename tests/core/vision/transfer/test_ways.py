"""What can be trained of a network, and how those trainings went that were tried."""

import pytest

from core.training import store
from core.training.snapshot import Snapshot
from core.training.worker import Status
from core.vision.transfer import ways
from core.vision.transfer.tuning import MOST_STAGES, Tuning
from core.vision.transfer.ways import (
    WayChoice,
    by_pictures,
    course_of,
    held,
    moved,
    numbers,
    stage_modules,
)
from tests.core.vision.transfer.small import DATASET, NETWORK, Small

SETTINGS = {"network": NETWORK, "dataset": DATASET, "per_class": 4}


@pytest.fixture(autouse=True)
def forgetful(small):
    """Nothing is kept of the small network of another test."""
    ways._held.cache_clear()
    ways.stage_modules.cache_clear()


@pytest.mark.parametrize("stages", [0, 1, 2])
def test_parameters_are_counted(stages):
    model = Small()
    parts = [[model.first, model.first_norm], [model.second]]
    counts = [sum(v.numel() for part in each for v in part.parameters()) for each in parts]
    head = 8 * 3 + 3
    choice = WayChoice(**SETTINGS, stages=stages)
    assert [stage.parameters for stage in held(choice)] == [*counts, head]
    told, learning = numbers(choice), head + sum(counts[2 - stages :])
    assert told["trainable parameters"] == learning and told["buffers"] == 6
    assert told["parameters"] - told["frozen parameters"] == learning


def test_the_ways_stand_side_by_side():
    choice = WayChoice(**SETTINGS, stages=1, epochs=2, lr=0.01, decay=0.5)
    common = {**SETTINGS, "epochs": 2, "lr": 0.01, "decay": 0.5}
    assert ways.ways(choice) == {
        "Head only": Tuning(**SETTINGS),
        "Head and 1 of 2 stages": Tuning(**common, stages=1),
        "Everything": Tuning(**common, stages=MOST_STAGES),
        "From scratch": Tuning(**common | {"lr": 0.05}, stages=MOST_STAGES, weights="random"),
    }
    for count in (0, 2, 9):
        other = ways.ways(choice.replace(stages=count))
        assert list(other) == ["Head only", "Everything", "From scratch"]


def test_each_number_of_pictures_is_trained_where_it_stands_on_the_axis():
    choice = WayChoice(**SETTINGS, stages=1)
    assert ways.trainings(choice) == ways.ways(choice)
    every = ways.trainings(choice.replace(axis=ways.PICTURES))
    assert list(every) == [
        f"{name} with {count} per class"
        for count in (5, 8)  # of three classes, 8 pictures each
        for name in ("Head and 1 of 2 stages", "Everything", "From scratch")
    ]
    assert every["Everything with 5 per class"] == ways.ways(choice)["Everything"].replace(
        per_class=5
    )


@pytest.mark.parametrize("lr", [1e-5, 3e-5, 7e-4, 2e-2])
def test_every_rate_is_one_from_scratch_too(lr):
    choice = WayChoice(**SETTINGS, lr=lr)
    assert ways.ways(choice)["From scratch"].lr == pytest.approx(5 * choice.lr)


def test_the_modules_of_each_stage_have_names():
    names = {"front": ["first", "first_norm"], "back": ["second"], "head": ["answer"]}
    assert stage_modules(NETWORK) == names


def test_a_training_from_the_first_look_to_the_last():
    choice = WayChoice(**SETTINGS, stages=1, epochs=2, lr=0.02)
    tuning = ways.ways(choice)["Head and 1 of 2 stages"]
    assert course_of("a", tuning, None).state == "new" and moved(choice) == {}
    at = Snapshot(step=3, steps=6, seconds=6.0, held_out=((2, 0.5, 0.75),))
    course = course_of("a", tuning, Status("running", at))
    assert (course.points, course.share, course.is_active) == (((4.0, 0.75),), 0.5, True)
    assert course_of("a", tuning, Status("failed", reason="why")).note == "why"
    list(store.train_once(tuning, "cpu"))
    course, card = course_of("a", tuning, None), store.fetch(tuning).card
    assert course.state == "trained" and not course.is_active
    assert [right for _, right in course.points] == [right for *_, right in card.held_out]
    assert course.points[-1][0] == pytest.approx(card.seconds)
    assert moved(choice)["back"] > 0 == moved(choice)["front"]
    assert moved(choice.replace(stages=0)) == {}
    list(store.train_once(tuning.replace(per_class=2), "cpu"))
    (name, (first, second)), *others = by_pictures(choice).items()
    assert (name, first[0], second) == ("Head and 1 of 2 stages", 2, (4, card.test_accuracy))
    assert not others and by_pictures(choice.replace(lr=0.01)) == {}
