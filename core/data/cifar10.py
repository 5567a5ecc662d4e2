"""CIFAR-10: downloaded by torchvision, or read from a folder of pictures of one's own."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from core.data import cache
from core.data.download import Download, fetch

VARIABLE = "TORCH_PLAYGROUND_CIFAR10"
SIZE = 170_498_071  # bytes of the archive

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
"""In the order of the labels."""

MEAN, DEVIATION = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
"""Of each channel of the training pictures, in [0, 1]."""

Read = tuple[Tensor, Tensor, Tensor, Tensor, tuple[str, ...]]


def read() -> Read:
    """Training pictures (N, 3, 32, 32) uint8 and labels (N,), the same for the test, and the names
    of the classes.

    From the folder that TORCH_PLAYGROUND_CIFAR10 names, with `train/<class>/` and `test/<class>/`,
    else downloaded once, SIZE bytes, and read by torchvision.

    Raises:
        ValueError: the folder is not of this form, or there is no way to the download.
    """
    folder = os.environ.get(VARIABLE)
    return from_folder(Path(folder)) if folder else from_torchvision()


def ready() -> bool:
    """Whether the data set is on this computer, so that it is read without a download."""
    folder = os.environ.get(VARIABLE)
    return (
        Path(folder) / "test" if folder else _root() / "cifar-10-batches-py" / "test_batch"
    ).exists()


def read_test() -> tuple[Tensor, Tensor, tuple[str, ...]]:
    """The test pictures alone, (N, 3, 32, 32) uint8, their labels (N,), and the names of the
    classes.

    Raises:
        ValueError: the data set is not here, or damaged. Nothing is downloaded.
    """
    if not ready():
        raise ValueError(
            "CIFAR-10 is not on this computer: training on it downloads it once, or set "
            f"{VARIABLE} to a folder with train/<class>/ and test/<class>/"
        )
    folder = os.environ.get(VARIABLE)
    return _read_test(Path(folder) / "test" if folder else _root(), bool(folder))


@lru_cache(maxsize=1)
def _read_test(path: Path, own: bool) -> tuple[Tensor, Tensor, tuple[str, ...]]:
    if own:
        return _split(path)
    from torchvision.datasets import CIFAR10

    try:
        test = CIFAR10(path, train=False)
    except (OSError, RuntimeError) as error:
        raise ValueError(
            f"CIFAR-10 cannot be read ({str(error).splitlines()[0]}): train on it once more"
        ) from None
    return (
        _channels_first(torch.from_numpy(test.data)),
        torch.tensor(test.targets),
        tuple(test.classes),
    )


def _root() -> Path:
    return cache.folder() / "CIFAR-10"


def download() -> Iterator[Download]:
    """Fetches the archive that torchvision unpacks, unless the data set is here.

    Raises:
        ValueError: there is no way to the server, or what it gave is not the published file.
    """
    from torchvision.datasets import CIFAR10

    archive = _root() / CIFAR10.filename
    with cache.lock(_root()):
        if ready() or archive.exists():
            return
        try:
            yield from fetch(CIFAR10.url, archive, CIFAR10.tgz_md5, SIZE, "md5")
        except cache.Unwritable:
            raise
        except OSError as error:
            raise ValueError(
                f"CIFAR-10 could not be fetched from {CIFAR10.url} ({error}): connect to the "
                f"internet once, or set {VARIABLE} to a folder with train/<class>/ and "
                "test/<class>/"
            ) from None


def from_torchvision() -> Read:
    """The published data set, downloaded if need be."""
    from torchvision.datasets import CIFAR10

    for _ in download():
        pass
    root = _root()
    try:
        with cache.lock(root):
            # torchvision compares the md5 of each file with the published one before it reads any
            # of them
            train, test = CIFAR10(root, train=True, download=True), CIFAR10(root, train=False)
            (root / CIFAR10.filename).unlink(missing_ok=True)  # unpacked by now
    except (OSError, RuntimeError) as error:
        if getattr(error, "errno", None) in cache.FULL:
            raise cache.unwritable(root, error) from None
        raise ValueError(
            f"CIFAR-10 in {root} cannot be read ({str(error).splitlines()[0]}): remove that "
            "folder, and it is downloaded again"
        ) from None
    return (
        _channels_first(torch.from_numpy(train.data)),
        torch.tensor(train.targets),
        _channels_first(torch.from_numpy(test.data)),
        torch.tensor(test.targets),
        tuple(train.classes),
    )


def from_folder(folder: Path) -> Read:
    """A data set of one's own: `train/<class>/` and `test/<class>/` with pictures of 32 x 32."""
    train_images, train_labels, classes = _split(folder / "train")
    test_images, test_labels, test_classes = _split(folder / "test")
    if classes != test_classes:
        raise ValueError(
            f"{folder}: train has the classes {', '.join(classes)}, test has "
            f"{', '.join(test_classes)}"
        )
    return train_images, train_labels, test_images, test_labels, classes


def _split(folder: Path) -> tuple[Tensor, Tensor, tuple[str, ...]]:
    """Pictures, labels and classes of a folder with one folder per class."""
    from torchvision.datasets import ImageFolder

    try:
        pictures = ImageFolder(folder)
    except OSError as error:
        raise ValueError(
            f"{folder} has no folders of pictures, one per class: {str(error).splitlines()[0]}"
        ) from None
    images = torch.empty(len(pictures), 3, 32, 32, dtype=torch.uint8)
    for index, (path, _) in enumerate(pictures.samples):
        try:
            image = pictures.loader(path)
        except (OSError, SyntaxError, ValueError) as error:  # what Pillow's decoders raise
            raise ValueError(f"{path} is not a picture: {str(error).splitlines()[0]}") from None
        if image.size != (32, 32):
            raise ValueError(f"{path} is {image.width} x {image.height} pixels; 32 x 32 is needed")
        images[index] = _channels_first(
            torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).view(32, 32, 3)
        )
    return images, torch.tensor(pictures.targets), tuple(pictures.classes)


def _channels_first(images: Tensor) -> Tensor:
    """(..., 32, 32, 3) to (..., 3, 32, 32)."""
    return images.movedim(-1, -3).contiguous()
