"""MNIST from the four files in `assets`, unpacked once into the cache folder."""

import gzip
import hashlib
import zlib
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from core.data import cache

ASSETS = Path(__file__).parents[2] / "assets" / "mnist"

MD5 = {  # of the unpacked files, as published; torchvision looks only whether they are there
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}


def read() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Training pictures (60000, 1, 28, 28) uint8 and labels (60000,) int64, then the same of the
    10,000 test digits.

    They stay in their files: memory holds what is looked at.
    """
    return read_folder(unpack())


def read_folder(folder: Path) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Likewise, from a folder that `unpack` has given."""
    raw = folder / "MNIST" / "raw"
    train, train_labels, test, test_labels = (_shaped(name, _mapped(raw / name)) for name in MD5)
    return train[:, None], train_labels.long(), test[:, None], test_labels.long()


def train_pictures(folder: Path, rows: Tensor) -> Tensor:
    """The training pictures of these indices alone, (*rows, 1, 28, 28) uint8, read one by one: of a
    file that stays outside, the system would take in the neighbours of each, 64 KB.

    Args:
        folder: that `unpack` has given.
    """
    path = folder / "MNIST" / "raw" / "train-images-idx3-ubyte"
    head, size, data = 16, 28 * 28, bytearray()
    with path.open("rb", buffering=0) as file:
        for row in rows.flatten().tolist():
            file.seek(head + row * size)
            data += file.read(size)
    return torch.frombuffer(data, dtype=torch.uint8).view(*rows.shape, 1, 28, 28)


@lru_cache(maxsize=1)
def test_digits() -> tuple[Tensor, Tensor]:
    """The 10,000 test digits alone, (10000, 28, 28) uint8, and their labels, (10000,) uint8; nobody
    changes them.

    A page that shows a test digit does without the 47 MB of training pictures, and without a disk
    to unpack them on.
    """
    pictures, labels = (
        _shaped(name, torch.frombuffer(bytearray(_original(name)), dtype=torch.uint8))
        for name in list(MD5)[2:]
    )
    return pictures, labels


def _mapped(path: Path) -> Tensor:
    """The bytes of a file, which the system reads once they are needed."""
    return torch.from_file(str(path), size=path.stat().st_size, dtype=torch.uint8)


def _shaped(name: str, data: Tensor) -> Tensor:
    """What an IDX file holds, uint8: pictures (N, 28, 28) after 16 bytes, or labels (N,) after 8.

    Without torchvision, whose import takes 160 MB and two seconds of every training.
    """
    head, shape = (16, (-1, 28, 28)) if "images" in name else (8, (-1,))
    return data[head:].view(shape)


def unpack() -> Path:
    """The folder that torchvision.datasets.MNIST reads, with all four files there and whole."""
    raw = cache.folder() / "MNIST" / "raw"
    for name in MD5:
        path = raw / name
        if not _whole(path):
            with cache.lock(path):
                if not _whole(path):  # another process may have made it meanwhile
                    cache.write(path, _original(name))
    return cache.folder()


def _whole(path: Path) -> bool:
    return (
        path.is_file()
        and hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() == MD5[path.name]
    )


def _original(name: str) -> bytes:
    path = ASSETS / f"{name}.gz"
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path} cannot be read ({error}): fetch assets/mnist again") from None
    if hashlib.md5(data, usedforsecurity=False).hexdigest() != MD5[name]:
        raise ValueError(
            f"{path} is not the published file (md5 differs): fetch assets/mnist again"
        )
    return data
