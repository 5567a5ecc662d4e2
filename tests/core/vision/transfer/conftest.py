"""The small network and data set, for all tests of transfer learning."""

import pytest

from core.data import datasets
from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.vision.transfer import pictures
from tests.core.vision.transfer.small import COLOURS, DATASET, NETWORK, SMALL


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    """The entry of the network; the cache folder is empty, and no data set is read yet."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path / "cache"))
    monkeypatch.setitem(PRETRAINED, NETWORK, SMALL)
    monkeypatch.setitem(DATASETS, DATASET, COLOURS)
    forget()
    yield SMALL
    forget()


def forget():
    """All data sets are read anew, and what takes part of them is chosen anew."""
    datasets._load.cache_clear()
    pictures.pictures_of.cache_clear()
