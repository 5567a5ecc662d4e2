"""A network that can learns one picture by heart; one that cannot says why."""

import pytest
import torch

from core.jobs.progress import last
from core.vision.segmentation.overfit import INTERVAL, TARGET, overfit_picture
from core.vision.segmentation.settings import Segmentation, training_scenes

SMALL = Segmentation(depth=2, width=8, pictures=4)


def test_one_picture_is_learned_by_heart():
    values = list(overfit_picture(SMALL, index=3, steps=150))
    result = values[-1].value
    assert result.reached and result.dices[-1] >= TARGET and not result.reason
    scenes = training_scenes(SMALL)
    assert torch.equal(result.picture, scenes.pictures[3])
    assert torch.equal(result.mask, scenes.masks[3])
    assert float((result.labels == result.mask).double().mean()) > 0.99
    assert values[-1].share == 1 and len(result.losses) == len(result.dices) < 150
    steps = len(result.losses)
    assert len(values) == len({*range(1, steps + 1, INTERVAL), steps})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lr": 3e-3, "loss": "Cross-entropy", "norm": False}, "nothing but background"),
        ({"lr": 1e-4}, "still falls"),
    ],
)
def test_what_is_not_learned_has_a_reason(changes, words):
    result = last(overfit_picture(SMALL.replace(**changes), steps=9))
    assert not result.reached and words in result.reason


def test_a_loss_that_is_no_number_ends_it(monkeypatch):
    monkeypatch.setattr("core.vision.segmentation.overfit.isfinite", lambda value: False)
    result = last(overfit_picture(SMALL, steps=9))
    assert "too large" in result.reason and len(result.losses) == 1
