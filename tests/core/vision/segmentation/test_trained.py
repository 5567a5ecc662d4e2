"""The trained network that comes with us is the one of its card, and as good as that says."""

import pytest
import torch

from core.vision.segmentation.metrics import score
from core.vision.segmentation.pictures import best_threshold, threshold
from core.vision.segmentation.settings import held_out, training_scenes
from core.vision.segmentation.skips import scored
from core.vision.segmentation.trained import (
    RECIPES,
    file_of,
    labels,
    probabilities,
    shipped,
)


@pytest.mark.parametrize("name", RECIPES)
def test_it_is_as_good_as_its_card_says(name):
    trained = shipped(name)
    assert trained.config == RECIPES[name] and not trained.network.training
    expected = dict(trained.card.measures)["Dice"]
    assert scored(trained.network, held_out(trained.config)).mean_dice == pytest.approx(
        expected, abs=1e-3
    )
    assert file_of(name).stat().st_size < 2_000_000


def test_it_meets_what_is_asked_of_it():
    trained = shipped()
    scenes = held_out(trained.config)
    assert trained.card.test_accuracy >= 0.95
    assert shipped("Shapes without skips").card.test_accuracy <= 0.9
    assert scored(trained.network, scenes, (trained.network.depth,)).mean_dice < 0.3
    distance = best_threshold(training_scenes(trained.config))
    baseline = score(threshold(scenes.pictures, distance), scenes.masks, 2).mean_dice
    assert 0.4 < baseline < 0.7


def test_labels_follow_the_threshold():
    p = torch.tensor([[[[0.6, 0.3]], [[0.3, 0.1]], [[0.1, 0.6]]]])
    assert labels(p, 0.5).tolist() == [[[0, 2]]]
    assert labels(p, 0.35).tolist() == [[[1, 2]]]
    network, pictures = shipped().network, held_out(RECIPES["Shapes"]).pictures[:3]
    with torch.no_grad():
        scores = network(pictures)
    assert torch.allclose(probabilities(network, pictures), scores.softmax(1), atol=1e-5)
    assert torch.equal(labels(probabilities(network, pictures)), scores.argmax(1))


def test_what_is_not_there_or_damaged_is_told(monkeypatch, tmp_path):
    with pytest.raises(ValueError, match="network='Shape' is not known: did you mean 'Shapes'"):
        shipped("Shape")
    shipped.cache_clear()
    path = file_of("Shapes")
    (tmp_path / path.with_suffix(".json").name).write_bytes(path.with_suffix(".json").read_bytes())
    (tmp_path / path.name).write_bytes(path.read_bytes()[:-1])
    monkeypatch.setattr("core.vision.segmentation.trained.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="is damaged: the sha256"):
        shipped()
    shipped.cache_clear()
