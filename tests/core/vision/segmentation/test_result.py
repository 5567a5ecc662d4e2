"""What the shipped network makes of pictures."""

from functools import partial

import pytest
import torch
from torch.nn import functional as F

from core.vision.segmentation import own
from core.vision.segmentation.figures.result import result_figure
from core.vision.segmentation.masks import Reading
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.outcome import FALSE_ALARM, MISSED, Agreement
from core.vision.segmentation.pictures import SCENES, Scene
from core.vision.segmentation.result import (
    THRESHOLDS,
    Looking,
    curve,
    held_out_count,
    mean_agreement,
    numbers,
    result,
    scene,
)
from core.vision.segmentation.result_words import rows, sentence
from core.vision.segmentation.trained import shipped
from tests.core.vision.segmentation import several


def test_the_mask_is_that_of_the_network():
    setting = Looking(number=5, threshold=0.3)
    seen = result(setting)
    with torch.inference_mode():
        scores = shipped().network(scene(5, setting.test_noise).pictures)
    assert torch.allclose(F.softmax(scores, 1)[0, 1], seen.probability, atol=1e-6)
    mask = seen.probability >= 0.3
    assert int((seen.outcome == FALSE_ALARM).sum()) == int((mask & ~seen.truth).sum())
    assert int((seen.outcome == MISSED).sum()) == int((~mask & seen.truth).sum())


def test_the_network_is_better_than_a_grey_threshold_and_than_nothing():
    better = [result(Looking(number=number)) for number in range(1, 11)]
    assert all(seen.network.dice > seen.grey.dice for seen in better)
    assert all(seen.nothing.dice == 0 for seen in better)


def test_the_curve_goes_through_the_dice_that_is_shown():
    setting = Looking(threshold=0.4)
    values = dict(zip(THRESHOLDS, curve(result(setting)), strict=True))
    assert values[0.4] == pytest.approx(numbers(setting)["Dice"])


def test_several_classes_are_told_apart(monkeypatch):
    several.use(monkeypatch, "result")
    seen = result(Looking(segmenter=several.NAME, number=2, threshold=0.85))
    assert not seen.is_binary and len(seen.classes) == 11
    there = sorted({*seen.labels.unique().tolist(), *seen.truth.unique().tolist()} - {0})
    each = [dice(seen.labels == number, seen.truth == number) for number in there]
    assert seen.network.dice == pytest.approx(sum(each) / len(each))
    assert seen.whole.dice == dice(seen.labels > 0, seen.truth > 0)
    wrong = (seen.labels != seen.truth).sum()
    assert (seen.outcome == FALSE_ALARM).sum() + (seen.outcome == MISSED).sum() == wrong
    assert "Mean Dice" in sentence(seen) and len(rows(seen)) == 4
    figure = result_figure(seen, 0.85)
    assert [each.text for each in figure.layout.annotations][1:3] == ["Truth", "Prediction"]
    with pytest.raises(ValueError, match="have 2 classes and the network knows 11: choose Digits"):
        result(Looking(segmenter=several.NAME, test_scenes="Shapes"))


def test_nothing_found_where_nothing_is_agrees():
    empty = torch.zeros(4, 4, dtype=torch.int64)
    assert mean_agreement(empty, empty, 3) == Agreement(1.0, 1.0, 1.0, 1.0)


def test_own_pictures_are_the_held_out_ones(monkeypatch):
    drawn = partial(torch.randint, generator=torch.Generator().manual_seed(0))
    files = Reading(drawn(256, (6, 1, 64, 64)).byte(), drawn(2, (6, 64, 64)), ())
    scene_of = partial(own.chosen, {"pictures": files.pictures, "masks": files.masks})
    monkeypatch.setitem(
        SCENES,
        "Own masks 01234567",
        Scene(
            lambda count, noise, side, generator, held_out: scene_of(count, held_out),
            classes=files.classes,
            most=4,
        ),
    )
    setting = Looking(test_scenes="Own masks 01234567", number=2)
    assert held_out_count(setting.kind) == 2
    assert torch.equal(result(setting).truth.long(), files.masks[5])
    with pytest.raises(ValueError, match="number=3: Own masks 01234567 hold out 2 pictures"):
        result(setting.replace(number=3))
