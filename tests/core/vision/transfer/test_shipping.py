"""The features that come with the project are those of the shipped networks and pictures."""

import pytest
import torch

from core.data import cache
from core.models.imagenet import PRETRAINED
from core.vision.transfer import shipping
from core.vision.transfer.features import SHIPPED, body, file_of, kept_bytes, read_kept
from core.vision.transfer.pictures import network_input, pictures_of
from core.vision.transfer.shipping import DATASET, main, networks
from tests.core.vision.transfer import small as things


@pytest.mark.parametrize("name", networks())
def test_they_are_what_the_network_makes_of_the_pictures(name):
    network, pictures = PRETRAINED[name], pictures_of(DATASET)
    features = read_kept(file_of(network, pictures))
    assert len(features.train) == len(pictures.train) and len(features.test) == len(pictures.test)
    with torch.no_grad():
        for own, images in ((features.train, pictures.train), (features.test, pictures.test)):
            expected = body(network)(network_input(network, images[[3]]))
            assert torch.allclose(own[[3]], expected, rtol=2e-3, atol=2e-3)


def test_nothing_else_is_shipped():
    names = {file_of(PRETRAINED[name], pictures_of(DATASET)).name for name in networks()}
    assert {path.name for path in SHIPPED.iterdir()} == names


def test_they_are_written_in_half_precision(small, monkeypatch, tmp_path):
    monkeypatch.setattr(shipping, "networks", lambda: (things.NETWORK,))
    monkeypatch.setattr(shipping, "DATASET", things.DATASET)
    (name,) = main(tmp_path)
    path = file_of(small, pictures_of(things.DATASET))
    assert path.name == name and path.is_relative_to(cache.folder())
    whole = read_kept(path)
    path.unlink()
    monkeypatch.setattr("core.vision.transfer.features.SHIPPED", tmp_path)
    assert kept_bytes(path) == (tmp_path / name).read_bytes()
    assert torch.allclose(read_kept(path).train, whole.train, rtol=1e-3, atol=1e-3)
