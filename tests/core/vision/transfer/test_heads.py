"""Both heads learn from the same pictures, and are asked about the same held-out ones."""

from dataclasses import replace

import pytest
import torch

from core.jobs.progress import last
from core.models.imagenet import PRETRAINED
from core.vision.transfer import features
from core.vision.transfer.features import compute
from core.vision.transfer.head import fit, raw_pixels
from core.vision.transfer.heads import body_of, heads, is_quick, read
from core.vision.transfer.pictures import choose, pictures_of
from core.vision.transfer.seen import Seen
from core.vision.transfer.task import Task
from tests.core.vision.transfer.small import DATASET, NETWORK


def task(**settings):
    """Three pictures a class for the small network."""
    return Task(**{"network": NETWORK, "dataset": DATASET, "per_class": 3, **settings})


def test_both_heads_learn_from_the_chosen_pictures(small):
    steps = list(heads(task(seed=4)))
    trained, pictures = steps[-1].value, pictures_of(DATASET)
    assert [step.share for step in steps] == sorted(step.share for step in steps)
    chosen = choose(pictures.train_labels, 3, 4)
    labels, own = pictures.train_labels[chosen], last(compute(NETWORK, DATASET))
    assert trained.learned == 9 and trained.seconds > 0
    assert trained.classes == ("red", "green", "blue")
    expected = fit(own.train[chosen], labels, 3)
    assert torch.equal(trained.answers, expected.scores(own.test))
    raw = fit(raw_pixels(pictures.train[chosen]), labels, 3)
    assert torch.equal(trained.raw_answers, raw.scores(raw_pixels(pictures.test)))
    assert trained.raw_right == round(12 * raw.accuracy(raw_pixels(pictures.test), trained.labels))
    assert trained.right == int(trained.answered.right.sum())


def test_the_network_without_its_head_has_the_weights_of_the_whole_one():
    network = PRETRAINED["SqueezeNet 1.1"]
    for _ in range(2):
        shared = {value.data_ptr() for value in network.trained().parameters()}
        body = body_of("SqueezeNet 1.1")
        assert not body.training and {value.data_ptr() for value in body.parameters()} <= shared
        assert not any(value.requires_grad for value in body.parameters())
        for _ in range(4):  # others take its place among those that are kept
            replace(network).trained()


def test_it_is_quick_once_the_features_are_kept(small):
    assert not is_quick(task())
    last(heads(task()))
    assert is_quick(task(seed=3)) and is_quick(Task())


def test_it_tells_how_far_the_features_are(small, monkeypatch):
    monkeypatch.setattr(features, "BATCH", 12)
    notes = [step.note for step in heads(task())]
    assert "Computing features, only once: 12 of 36 pictures" in notes
    assert not any("Computing" in step.note for step in heads(task(seed=1)))


def test_a_held_out_picture_is_read_as_in_the_table(small):
    trained = last(heads(task()))
    for index in (0, 7):
        reading = read(task(), trained, Seen(example=index))
        assert torch.allclose(reading.probabilities, trained.answers[index].softmax(0), atol=1e-4)
        assert torch.allclose(reading.raw, trained.raw_answers[index].softmax(0), atol=1e-4)
        assert float(reading.probabilities.sum()) == pytest.approx(1)
    model = PRETRAINED[NETWORK].trained()
    assert model.answer.out_features == 5  # shared: nothing was put on it


def test_what_is_not_here_is_told_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr(type(PRETRAINED["ResNet-18"]), "is_ready", lambda network: False)
    with pytest.raises(ValueError, match="network='ResNet-18': its weights are not on this"):
        last(heads(Task(network="ResNet-18")))
    with pytest.raises(ValueError, match="dataset='KMNIST': its pictures are not on this computer"):
        last(heads(Task(dataset="KMNIST")))
