"""A head alone is fitted once, and the network with it is stored."""

import pytest
import torch

from core.jobs.progress import last
from core.vision.transfer.features import compute
from core.vision.transfer.fitting import PREPARED, fitted, measured
from core.vision.transfer.head import fit
from core.vision.transfer.pictures import choose, pictures_of
from core.vision.transfer.tuning import Tuning
from tests.core.vision.transfer.small import DATASET, NETWORK


def test_it_is_the_head_that_fit_gives(small):
    tuning = Tuning(network=NETWORK, dataset=DATASET, per_class=4, seed=2)
    pictures, features = pictures_of(DATASET), last(compute(NETWORK, DATASET))
    snapshot = fitted(tuning, pictures, features, 0.0)
    chosen = choose(pictures.train_labels, 4, 2)
    head = fit(features.train[chosen], pictures.train_labels[chosen], 3)
    assert torch.equal(snapshot.model.network.answer.weight, head.weight)
    assert snapshot.test_accuracy == head.accuracy(features.test, pictures.test_labels)
    assert snapshot.accuracy == head.accuracy(features.train[chosen], pictures.train_labels[chosen])
    assert (snapshot.step, snapshot.steps, snapshot.epoch) == (1, 1, 1)
    assert snapshot.seconds > snapshot.measures[PREPARED]
    assert not any(value.requires_grad for value in snapshot.model.parameters())


def test_measures_are_loss_and_share():
    scores = torch.tensor([[2.0, 0.0], [0.0, 0.0], [0.0, 3.0]])
    loss, right = measured(scores, torch.tensor([0, 1, 1]))
    rows = scores.log_softmax(1)
    assert loss == pytest.approx(-float(rows[0, 0] + rows[1, 1] + rows[2, 1]) / 3)
    assert right == pytest.approx(2 / 3)
