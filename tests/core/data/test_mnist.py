"""MNIST: the published files, whole, and read alike in both ways."""

import hashlib

import pytest
import torch

from core.data import cache, mnist


def test_the_files_in_assets_are_the_published_ones():
    for name, published in mnist.MD5.items():
        assert hashlib.md5(mnist._original(name)).hexdigest() == published


def test_the_test_digits_are_those_that_torchvision_reads():
    _, _, pictures, labels = mnist.read()
    own_pictures, own_labels = mnist.test_digits()
    assert torch.equal(own_pictures[:, None], pictures)
    assert torch.equal(own_labels.long(), labels)


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: data[:99] + b"?" + data[100:], lambda data: b""]
)
def test_a_damaged_copy_is_made_anew(spoil, tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    path = mnist.unpack() / "MNIST" / "raw" / "t10k-labels-idx1-ubyte"
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    mnist.unpack()
    assert path.read_bytes() == whole


def test_a_damaged_asset_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(mnist, "ASSETS", tmp_path)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(b"not gzip")
    with pytest.raises(ValueError, match="train-images-idx3-ubyte.gz cannot be read"):
        mnist.unpack()
