"""A trained network as lists know it."""

import pytest

from core.data.datasets import DATASETS
from core.models.zoo import MODELS
from core.training import store
from tests.core.training.small_kind import Fitting


def test_one_that_tells_classes_apart():
    trained = store.find("LeNet")
    assert trained.classifies and trained.dataset is DATASETS["MNIST"]
    assert trained.network is MODELS["LeNet"]


def test_one_of_another_kind(folder):
    list(store.train_once(Fitting(epochs=1), "cpu"))
    trained = store.fetch(Fitting(epochs=1))
    assert not trained.classifies and trained.network is Fitting.network
    with pytest.raises(ValueError, match="does not tell classes of pictures apart"):
        _ = trained.dataset
