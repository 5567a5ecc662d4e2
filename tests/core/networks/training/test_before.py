"""The loss before a training, against plain torch."""

import math

import pytest
import torch
from torch import nn

from core.data.datasets import DATASETS, load, pictures
from core.models.networks import MLP
from core.networks.training.before import (
    first_batch,
    first_pictures,
    guessing_loss,
    overfit_numbers,
)
from core.training.config import TrainConfig, recipe

pytestmark = pytest.mark.usefixtures("one_thread", "small")

CONFIG = recipe("MLP 784-128-10", seed=3)


def test_the_first_pictures_are_those_with_which_the_training_begins():
    with torch.random.fork_rng():
        torch.manual_seed(3)
        model = MLP()
        rows = torch.randperm(len(load("MNIST").train_labels))[:32]
    images, labels = first_batch(CONFIG)
    assert torch.equal(images, load("MNIST").train_images[rows])
    assert torch.equal(labels, load("MNIST").train_labels[rows])
    scores = model(DATASETS["MNIST"].normalise(pictures(images)))
    expected = float(nn.functional.cross_entropy(scores, labels).detach())
    assert overfit_numbers(CONFIG)["loss at first"] == pytest.approx(expected, rel=1e-5)
    assert guessing_loss(CONFIG) == math.log(10)


def test_the_first_pictures_are_seen_as_they_are_or_as_they_are_changed():
    images, labels = first_batch(CONFIG)
    plain = first_pictures(CONFIG, 5)
    assert [name for _, name in plain] == [str(label) for label in labels[:5].tolist()]
    assert all(torch.equal(image, images[index]) for index, (image, _) in enumerate(plain))
    changed = first_pictures(CONFIG.replace(augmentation="Affine"), 5)
    assert not torch.equal(changed[0][0], plain[0][0]) and changed[0][0].shape == (1, 28, 28)


def test_pictures_that_are_not_there_are_told():
    with pytest.raises(ValueError, match="is not on this computer yet"):
        first_batch(TrainConfig(model="SimpleCNN", dataset="CIFAR-10"))
