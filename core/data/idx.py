"""Data sets in the format of MNIST: Fashion-MNIST, KMNIST and the digits of EMNIST.

Each is fetched once from where torchvision fetches it, and checked against the sums that
torchvision publishes; or read from a folder of one's own. What is kept are the four packed files.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from core.data import cache
from core.data.download import Download, fetch

FILES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)
"""Their usual names."""

CLOTHES = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
"""The classes of Fashion-MNIST."""

KANA = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")
"""The classes of KMNIST."""

SIDE = 28
LARGEST = 250_000_000
"""Bytes that an unpacked file may have."""

Read = tuple[Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True)
class Source:
    """Where a data set in the format of MNIST comes from.

    Args:
        name: of it, and of its folder in the cache.
        url: of the folder with its files, or of the archive that holds them.
        size: bytes of the download.
        sums: the published md5 of each of FILES; or of the archive alone.
        members: where in the archive each of FILES is; none if there is no archive.
        turned: whether rows and columns are exchanged in its files.
    """

    name: str
    url: str
    size: int
    sums: tuple[str, ...]
    members: tuple[str, ...] = field(default=())
    turned: bool = False

    @property
    def variable(self) -> str:
        """Names a folder with the files, in place of a download."""
        return f"TORCH_PLAYGROUND_{self.name.upper().replace('-', '_')}"

    @property
    def folder(self) -> Path:
        """Where the files are, or will be."""
        own = os.environ.get(self.variable)
        return Path(own) if own else cache.folder() / self.name / "raw"

    def is_ready(self) -> bool:
        """Whether all files are there, so that nothing is to be fetched."""
        return all((self.folder / file).is_file() for file in FILES)

    def read(self) -> Read:
        """Training pictures (N, 1, 28, 28) uint8 and labels (N,) int64, then the same of the test.

        Raises:
            ValueError: they cannot be fetched, or are damaged.
        """
        for _ in self.download():
            pass
        train, train_labels, test, test_labels = (self._numbers(file) for file in FILES)
        return self._pictures(train), train_labels.long(), self._pictures(test), test_labels.long()

    def read_test(self) -> tuple[Tensor, Tensor]:
        """The test pictures and labels alone. Nothing is fetched.

        Raises:
            ValueError: they are not here, or damaged.
        """
        if not self.is_ready():
            raise ValueError(
                f"{self.name} is not on this computer: training on it downloads it once, or set "
                f"{self.variable} to a folder with its four files"
            )
        return _read_test(self, self.folder)

    def download(self) -> Iterator[Download]:
        """Fetches what is missing, and tells how far it is.

        Raises:
            ValueError: there is no way to the server, or what it gave is not the published file.
        """
        if self.is_ready():
            return
        if os.environ.get(self.variable):
            missing = [file for file in FILES if not (self.folder / file).is_file()]
            raise ValueError(f"{self.variable}: {self.folder} has no {missing[0]}")
        with cache.lock(cache.folder() / self.name):
            try:
                yield from self._archive() if self.members else self._files()
            except cache.Unwritable:
                raise
            except (OSError, zipfile.BadZipFile, KeyError, zlib.error) as error:
                raise ValueError(
                    f"{self.name} could not be fetched from {self.url} ({error}): connect to the "
                    f"internet once, or set {self.variable} to a folder with its four files"
                ) from None

    def _files(self) -> Iterator[Download]:
        """The four files, one after the other."""
        done = 0
        for file, checksum in zip(FILES, self.sums, strict=True):
            path = self.folder / file
            if not path.is_file():
                for now in fetch(f"{self.url}{file}", path, checksum, self.size, "md5"):
                    yield Download(done + now.done, self.size)
            done += path.stat().st_size

    def _archive(self) -> Iterator[Download]:
        """The archive, of which the four files are kept, with sums of their own."""
        archive = self.folder.with_name("archive.zip")
        if not archive.is_file():
            yield from fetch(self.url, archive, self.sums[0], self.size + 1_000_000, "md5")
        sums = {}
        with zipfile.ZipFile(archive) as packed:
            for file, member in zip(FILES, self.members, strict=True):
                data = packed.read(member)
                sums[file] = hashlib.md5(data, usedforsecurity=False).hexdigest()
                cache.write(self._own_sums, json.dumps(sums).encode())  # before: none lacks its sum
                cache.write(self.folder / file, data)
        archive.unlink()

    @property
    def _own_sums(self) -> Path:
        return self.folder / "sums.json"

    def _sum(self, file: str) -> str:
        """The md5 that a file must have."""
        if not self.members:
            return self.sums[FILES.index(file)]
        try:
            return json.loads(self._own_sums.read_bytes())[file]
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _numbers(self, file: str) -> Tensor:
        """What a file holds, uint8: pictures (N, 28, 28), or labels (N,)."""
        path = self.folder / file
        try:
            packed = path.read_bytes()
            data = _unpacked(packed)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise self._damaged(path, str(error)) from None
        is_own = bool(os.environ.get(self.variable))
        digest = hashlib.md5(packed, usedforsecurity=False).hexdigest()
        if digest != self._sum(file) and not is_own:
            raise self._damaged(path, "its md5 differs")
        head = 16 if "images" in file else 8
        shape = (-1, SIDE, SIDE) if "images" in file else (-1,)
        try:
            return torch.frombuffer(bytearray(data), dtype=torch.uint8, offset=head).view(shape)
        except (RuntimeError, ValueError):
            raise self._damaged(path, "it does not hold pictures of 28 x 28") from None

    def _damaged(self, path: Path, why: str) -> ValueError:
        return ValueError(f"{path} is damaged ({why}): remove it, and it is fetched again")

    def _pictures(self, numbers: Tensor) -> Tensor:
        return (numbers.transpose(1, 2).contiguous() if self.turned else numbers)[:, None]


def _unpacked(packed: bytes) -> bytes:
    """The content of a packed file, at most LARGEST bytes of it."""
    unpacker = zlib.decompressobj(wbits=31)
    data = unpacker.decompress(packed, LARGEST)
    if not unpacker.eof:
        raise ValueError("it is cut or too large")
    return data


@lru_cache(maxsize=4)
def _read_test(source: Source, folder: Path) -> tuple[Tensor, Tensor]:
    test, labels = (source._numbers(file) for file in FILES[2:])
    return source._pictures(test), labels.long()


FASHION = Source(
    "FashionMNIST",
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    30_878_645,
    (
        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        "25c81989df183df01b3e8a0aad5dffbe",
        "bef4ecab320f06d8554ea6380940ec79",
        "bb300cfdad3c16e7a12a480ee83cd310",
    ),
)
"""Pictures of clothes (Xiao, Rasul and Vollgraf 2017)."""

KMNIST = Source(
    "KMNIST",
    "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
    21_240_888,
    (
        "bdb82020997e1d708af4cf47b453dcf7",
        "e144d726b3acfaa3e44228e80efcd344",
        "5c965bf0a639b31b8f53240b1b52f4d7",
        "7320c461ea6c1c855c0b718fb2a4b134",
    ),
)
"""Ten characters of cursive Japanese (Clanuwat et al. 2018)."""

EMNIST = Source(
    "EMNIST",
    "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",
    561_753_746,
    ("58c8d27c78d21e728a6bc7b3cc06412e",),
    tuple(
        f"gzip/emnist-digits-{part}-{kind}-ubyte.gz"
        for part in ("train", "test")
        for kind in ("images-idx3", "labels-idx1")
    ),
    turned=True,
)
"""280,000 digits of 3,600 writers (Cohen et al. 2017), of which MNIST is a part."""
