"""What a training shows of its network, and what it amounts to."""

import pytest
import torch

from core.vision.segmentation.learning import (
    ACROSS,
    Learning,
    before,
    numbers,
    row,
    shots,
    view_of,
)
from core.vision.segmentation.metrics import score
from core.vision.segmentation.network import VALID, create
from core.vision.segmentation.outcome import FALSE_ALARM, HIT, MISSED
from core.vision.segmentation.settings import Segmentation, held_out
from core.vision.segmentation.training import predict

SMALL = Segmentation(depth=1, width=2, pictures=2, epochs=1)


def test_what_is_shown_is_what_the_network_says(one_thread):
    network = create(SMALL, seed=3).eval()
    seen = shots(SMALL, view_of(SMALL, network))
    scenes = held_out(SMALL)
    labels = predict(network, scenes.pictures).argmax(1)
    assert torch.equal(seen.labels.long(), row(labels[:ACROSS]))
    assert torch.equal(seen.truth.long(), row(scenes.masks[:ACROSS]))
    assert seen.dice == pytest.approx(score(labels, scenes.masks, 2).mean_dice)
    wrong = (seen.labels != seen.truth).sum()
    assert sum(seen.wrong) == int(wrong) == int((seen.outcome >= FALSE_ALARM).sum())


def test_valid_convolutions_show_the_middle():
    config = SMALL.replace(padding=VALID)
    network = create(config).eval()
    seen = shots(config, view_of(config, network))
    side = predict(network, held_out(config).pictures[:1]).shape[2]
    assert seen.pictures.shape == seen.labels.shape == (side, ACROSS * side) and side < 64


def test_before_a_training_every_mask_is_empty():
    seen = before(SMALL)
    assert not seen.labels.any() and seen.wrong == (0, int(seen.truth.sum()))
    assert {*seen.outcome.unique().tolist()} == {0, MISSED}


def test_a_wrong_digit_is_wrong():
    config = SMALL.replace(scenes="Digits")
    network = create(config, classes=11, seed=1).eval()
    seen = shots(config, view_of(config, network))
    both = (seen.labels > 0) & (seen.truth > 0)
    right = seen.labels == seen.truth
    assert (seen.outcome[both & right] == HIT).all()
    assert (seen.outcome[both & ~right] == FALSE_ALARM).all()


def test_the_numbers():
    shown = numbers(Learning(pictures=9, batch_size=4, epochs=2))
    assert shown == {"parameters": 121_042, "convolutions": 18, "pictures": 9, "steps": 6}
    with pytest.raises(ValueError, match="does not fit pictures of 64"):
        numbers(Learning(depth=4, padding=VALID))


def test_its_settings_are_those_of_a_training():
    mine, theirs = dict(Learning.specs()), dict(Segmentation.specs())
    assert mine == theirs and Learning().config == Segmentation()
