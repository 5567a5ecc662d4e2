"""What an entry does for those who ask it: it normalises, fits any picture, and shows its test."""

import pytest
import torch

from core.data.dataset import Data, Dataset
from core.data.datasets import DATASETS, pictures
from tests.foreign.data import DATASET, ENTRIES

MNIST = DATASETS["MNIST"]


def test_normalised_pictures_have_mean_zero_and_deviation_one(whole):
    images = MNIST.normalise(pictures(whole.train_images[:10000]))
    assert images.mean().item() == pytest.approx(0, abs=0.02)
    assert images.std().item() == pytest.approx(1, abs=0.02)


def test_without_a_gallery_of_its_own_it_shows_the_test_pictures():
    (dataset,) = (entry for _, name, entry in ENTRIES if name == DATASET)
    data, gallery = dataset.build(), dataset.gallery()
    assert torch.equal(gallery.images, data.test_images) and gallery.classes == dataset.classes
    assert isinstance(dataset, Dataset) and isinstance(data.to(torch.device("cpu")), Data)
