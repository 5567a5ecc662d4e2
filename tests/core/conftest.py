"""A cache folder for each test, and MNIST in small: real digits, few of them."""

import gzip
from pathlib import Path

import pytest

from core.data import cache, datasets, mnist
from core.data.datasets import Data


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory) -> Path:
    """A cache folder in which MNIST is unpacked, once for all tests."""
    folder = tmp_path_factory.mktemp("unpacked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(folder))
        mnist.unpack()
    return folder


@pytest.fixture(scope="session")
def whole(unpacked) -> Data:
    """MNIST."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(unpacked))
        return datasets.load("MNIST")


@pytest.fixture
def folder(tmp_path, monkeypatch, unpacked) -> Path:
    """An own cache folder, for this process and its children, with MNIST in it."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "MNIST").symlink_to(unpacked / "MNIST")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def small_files() -> dict[str, bytes]:
    """The files of MNIST with 1,536 training and 500 test digits, by name."""
    files = {}
    for name in mnist.MD5:
        count = 1536 if name.startswith("train") else 500
        head, size = (16, 784) if "images" in name else (8, 1)
        with gzip.open(mnist.ASSETS / f"{name}.gz") as file:
            data = file.read(head + count * size)
        files[name] = data[:4] + count.to_bytes(4) + data[8:]
    return files


@pytest.fixture
def small(monkeypatch, tmp_path, folder, small_files) -> Path:
    """MNIST with few digits; the folder in which a script finds it under `data`."""
    raw = tmp_path / "script" / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name, data in small_files.items():
        (raw / name).write_bytes(data)
    monkeypatch.setattr(mnist, "unpack", lambda: tmp_path / "script" / "data")
    datasets._load.cache_clear()
    yield tmp_path / "script"
    datasets._load.cache_clear()
