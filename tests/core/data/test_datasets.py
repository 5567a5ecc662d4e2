"""The data sets: complete, unpacked once, mended when damaged."""

import gzip
import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from core.data import cache, datasets, drawings, mnist
from core.data.datasets import DATASETS, load
from core.data.preparation import DEVIATION, MEAN
from core.training import store
from core.training.config import recipe

MNIST = DATASETS["MNIST"]


@pytest.fixture
def own(tmp_path, monkeypatch):
    """An empty cache folder."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def few(monkeypatch):
    """Few drawings, as each takes some milliseconds."""
    monkeypatch.setattr(drawings, "COUNT", 30)


def test_mnist_is_complete(whole):
    assert whole.train_images.shape == (60000, 1, 28, 28)
    assert whole.test_images.shape == (10000, 1, 28, 28)
    assert whole.train_images.dtype == whole.test_images.dtype == torch.uint8
    assert whole.train_labels.bincount().tolist() == [
        5923,
        6742,
        5958,
        6131,
        5842,
        5421,
        5918,
        6265,
        5851,
        5949,
    ]
    assert whole.train_images.nbytes + whole.test_images.nbytes == 70000 * 784


def test_some_training_pictures_are_read_alone(whole):
    packed = mnist.ASSETS / "train-images-idx3-ubyte.gz"
    data = torch.frombuffer(bytearray(gzip.decompress(packed.read_bytes())), dtype=torch.uint8)
    rows = torch.tensor([[59_999, 0, 7], [7, 31_415, 2]])
    pictures, labels = whole.train_part(rows)
    assert pictures.shape == (2, 3, 1, 28, 28)
    assert torch.equal(pictures, data[16:].view(60_000, 1, 28, 28)[rows])
    assert torch.equal(pictures, whole.train_images[rows])
    assert torch.equal(labels, whole.train_labels[rows])


def test_mean_and_deviation_are_those_of_the_training_pictures(whole):
    values = whole.train_images.double() / 255
    assert values.mean().item() == pytest.approx(MNIST.mean[0], abs=5e-5)
    assert values.std().item() == pytest.approx(MNIST.deviation[0], abs=5e-5)
    assert (MNIST.mean, MNIST.deviation) == ((MEAN,), (DEVIATION,))


def test_files_are_unpacked_once_and_mended(own):
    mnist.unpack()
    raw = own / "MNIST" / "raw"
    labels, images = raw / "t10k-labels-idx1-ubyte", raw / "t10k-images-idx3-ubyte"
    time = images.stat().st_mtime_ns
    data = bytearray(labels.read_bytes())
    data[5000] ^= 1  # torchvision would not notice
    labels.write_bytes(data)
    (raw / "train-labels-idx1-ubyte").unlink()
    mnist.unpack()
    assert images.stat().st_mtime_ns == time
    for name, md5 in mnist.MD5.items():
        assert hashlib.md5((raw / name).read_bytes()).hexdigest() == md5


def test_processes_and_threads_that_unpack_together_all_get_it(own):
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: mnist.unpack(), range(8))) == {own}
    assert sorted(os.listdir(own / "MNIST" / "raw")) == sorted(mnist.MD5)


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:1000], lambda data: b"", lambda data: gzip.compress(b"other")]
)
def test_a_damaged_original_is_said(own, tmp_path, monkeypatch, spoil):
    for name in mnist.MD5:
        (tmp_path / f"{name}.gz").write_bytes(spoil((mnist.ASSETS / f"{name}.gz").read_bytes()))
    monkeypatch.setattr(mnist, "ASSETS", tmp_path)
    with pytest.raises(ValueError, match=r"train-images-idx3-ubyte.gz .*fetch assets/mnist again"):
        mnist.unpack()
    assert list((own / "MNIST").rglob("*ubyte")) == []


def test_sessions_share_one_copy(folder):
    datasets._load.cache_clear()
    copies = []
    threads = [threading.Thread(target=lambda: copies.append(load("MNIST"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(copies) == 4 and len({id(data) for data in copies}) == 1


def test_unknown_name():
    with pytest.raises(ValueError, match="dataset='MNST' is not known: did you mean 'MNIST'"):
        load("MNST")


def test_every_data_set_says_what_it_is():
    for dataset in DATASETS.values():
        assert dataset.note and dataset.classes
        assert dataset.shape[0] == len(dataset.mean) == len(dataset.deviation)


def test_drawings_are_made_once_and_mended(folder, few):
    images, labels = drawings.read()
    assert images.shape == (30, 1, 28, 28)
    assert labels.bincount().tolist() == [3] * 10
    assert images.flatten(1).amax(1).min() > 100  # white on black, none of them blank
    assert drawings.ready()
    path = drawings.path()
    time = path.stat().st_mtime_ns
    assert drawings.path().stat().st_mtime_ns == time
    data = bytearray(path.read_bytes())
    data[1000] ^= 4
    path.write_bytes(data)
    assert not drawings.ready()
    assert torch.equal(drawings.read()[0], images)
    path.with_suffix(".sha256").write_bytes(b"\xff cut")
    assert torch.equal(drawings.read()[0], images)


def test_a_change_of_the_generator_makes_new_drawings(folder, few, monkeypatch):
    old = drawings.path()
    monkeypatch.setattr(drawings, "VERSION", drawings.VERSION + 1)
    assert drawings.path() != old


def test_the_reader_is_told_that_drawings_are_made(small, few):
    config = recipe("LeNet", epochs=1, dataset="MNIST + drawings")
    notes = [snapshot.note for snapshot in store.train_once(config, "cpu")]
    assert notes[0].startswith("Making 30 drawings first")
    assert set(notes[1:]) == {""}
    assert next(store.train_once(config.replace(seed=1), "cpu")).note == ""


def test_mnist_and_drawings(small, few):
    data = load("MNIST + drawings")
    assert len(data.train_images) == len(data.train_labels) == 1536 + 30
    assert torch.equal(data.train_images[1536:], drawings.read()[0])
    assert len(data.test_images) == 500
    assert datasets.load("MNIST + drawings") is data
