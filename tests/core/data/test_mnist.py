"""MNIST: the published files, whole, and read alike in both ways."""

import hashlib

import pytest
import torch
from torchvision.datasets import MNIST

from core.data import cache, mnist


def test_the_files_in_assets_are_the_published_ones():
    for name, published in mnist.MD5.items():
        assert hashlib.md5(mnist._original(name)).hexdigest() == published


def test_the_digits_are_those_that_torchvision_reads(unpacked, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(unpacked))
    train, test = MNIST(unpacked, train=True), MNIST(unpacked, train=False)
    known = train.data[:, None], train.targets, test.data[:, None], test.targets
    assert all(map(torch.equal, mnist.read(), known))
    pictures, labels = mnist.test_digits()
    assert torch.equal(pictures, test.data) and torch.equal(labels.long(), test.targets)


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
