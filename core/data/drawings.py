"""Digits generated as strokes in the styles of the world, made once and kept on the disk.

The file is that of CIFAR-10's binary version: for each digit one byte of label, then its 784
pixels. The script that trains a network on these digits reads the very same file.
"""

from pathlib import Path

import torch
from torch import Tensor

from core.data import cache
from core.data.handwriting.styles import digits

COUNT = 60_000
SEED = 0
SIZE = 1 + 28 * 28  # bytes of a digit

VERSION = 3
"""Of the generator. To be raised when it draws other digits, so that an old file is not taken for
the new one's work; a test pins the first drawings and fails when that was forgotten.
"""


def read() -> tuple[Tensor, Tensor]:
    """Pictures (COUNT, 1, 28, 28) uint8 and labels (COUNT,) int64."""
    digits = torch.frombuffer(bytearray(path().read_bytes()), dtype=torch.uint8).view(-1, SIZE)
    return digits[:, 1:].reshape(-1, 1, 28, 28).clone(), digits[:, 0].long()


def ready() -> bool:
    """Whether `path` has nothing to generate, which takes minutes."""
    return _whole(_file())


def path() -> Path:
    """The file, generated if it is not there, or damaged, or from an older version of the
    generator.
    """
    file = _file()
    if not _whole(file):
        with cache.lock(file):
            if not _whole(file):
                data = _generate()
                cache.write(file, data)
                cache.write(_sum(file), cache.sha256(data).encode())
    return file


def _file() -> Path:
    return cache.folder() / f"drawings-{VERSION}.bin"


def _generate() -> bytes:
    images, labels, _ = digits(COUNT, torch.Generator().manual_seed(SEED))
    rows = torch.cat((labels[:, None].to(torch.uint8), images.reshape(len(images), -1)), dim=1)
    return rows.numpy().tobytes()


def _sum(file: Path) -> Path:
    return file.with_suffix(".sha256")


def _whole(file: Path) -> bool:
    return (
        file.is_file()
        and _sum(file).is_file()
        and cache.sha256(file.read_bytes()) == _sum(file).read_text(errors="replace").strip()
    )
