"""Scores by class are those of each class alone, against torch's counts."""

import math

import pytest
import torch

from core.vision.segmentation import by_class as module
from core.vision.segmentation.by_class import ClassScores, by_class, mean, numbers_of
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.result import Looking, numbers
from core.vision.segmentation.trained import labels, probabilities
from tests.core.vision.segmentation import several

SETTING = Looking(segmenter=several.NAME, threshold=0.85)


@pytest.fixture(autouse=True)
def network(monkeypatch):
    several.use(monkeypatch, "result", "by_class")
    monkeypatch.setattr(module, "HELD_OUT", 8)


def test_each_class_is_measured_alone():
    scores = by_class(SETTING)
    scenes = module.pictures_of("Digits", SETTING.test_noise)
    assert len(scenes) == 8
    predicted = labels(probabilities(module.segmenter("").network, scenes.pictures), 0.85)
    assert [each.name for each in scores] == ["background", *map(str, range(10))]
    confusion = torch.bincount((11 * scenes.masks + predicted).flatten(), minlength=121).view(
        11, 11
    )
    for number, each in enumerate(scores):
        there = int(confusion[number].sum())
        if there:
            assert each.accuracy == pytest.approx(int(confusion[number, number]) / there)
        pairs = [(a == number, b == number) for a, b in zip(predicted, scenes.masks, strict=True)]
        values = [dice(*pair) for pair in pairs if (pair[0] | pair[1]).any()]
        if values:
            assert each.dice == pytest.approx(sum(values) / len(values))


def test_the_mean_leaves_the_background_out_and_what_has_no_value():
    scores = (
        ClassScores("background", 1.0, 1.0, 1.0, 1.0),
        ClassScores("a", 0.5, 0.25, 0.5, 0.5),
        ClassScores("b", math.nan, math.nan, math.nan, math.nan),
        ClassScores("c", 1.0, 0.75, 0.0, 1.0),
    )
    assert list(mean(scores).by_name().values()) == [0.75, 0.5, 0.25, 0.75]
    assert math.isnan(mean((scores[0], scores[2])).dice)


def test_the_numbers_of_several_classes_have_each_class():
    values = numbers_of(SETTING)
    scores = by_class(SETTING)
    assert values["Dice of background, held out"] == scores[0].dice
    assert values["Dice of mean of the classes, held out"] == mean(scores).dice
    assert not any(math.isnan(value) for value in values.values())
    assert numbers(SETTING).items() <= values.items()
