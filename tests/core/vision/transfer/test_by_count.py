"""Accuracies by pictures of a class are those of single heads."""

import torch

from core.jobs.progress import last
from core.vision.transfer import by_count as module
from core.vision.transfer.by_count import by_count, counts_of
from core.vision.transfer.features import compute
from core.vision.transfer.head import fit, raw_pixels
from core.vision.transfer.pictures import choose, pictures_of
from tests.core.vision.transfer.small import DATASET, NETWORK


def test_the_numbers_are_those_that_there_are():
    assert counts_of(torch.arange(24) % 3) == (5, 8)
    assert counts_of(torch.arange(150) % 3) == (5, 10, 20, 50)
    assert counts_of(torch.arange(9) % 3) == (3,)


def test_each_share_is_that_of_a_head(monkeypatch):
    monkeypatch.setattr(module, "SEEDS", (0, 1))
    steps = list(by_count(NETWORK, DATASET, 4))
    assert [step.share for step in steps] == sorted(step.share for step in steps)
    assert [len(step.value.features) for step in steps if step.value] == [1, 1, 2]
    result, pictures = steps[-1].value, pictures_of(DATASET)
    features = last(compute(NETWORK, DATASET))
    assert result.counts == (5, 8)
    rows = choose(pictures.train_labels, 5, 5)
    for shares, train, test in (
        (result.features, features.train, features.test),
        (result.pixels, raw_pixels(pictures.train), raw_pixels(pictures.test)),
    ):
        head = fit(train[rows], pictures.train_labels[rows], 3)
        assert shares[0][1] == head.accuracy(test, pictures.test_labels)
        assert len(shares) == len(shares[1]) == 2
